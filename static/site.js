// The site's one script, classic and deferred: browsers load no modules from a
// folder on disk.
//
// A link to a page ends in "/". A server finds the page's index.html there; a
// folder that was opened from disk does not.
if (location.protocol === 'file:') {
  for (const link of document.links) {
    if (link.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
  }
}
