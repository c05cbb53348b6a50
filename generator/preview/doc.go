// Package preview shows a site to the person who edits it: over HTTP, from the
// map that a Make left, while it changes.
//
// Its secrets are what an editor's browser needs and a reader's does not: which
// of several states of a site is shown while one is being made or fails, how a
// page that lies open is told of a change, how complaints are shown above it, and
// how a browser that other web sites run in is kept from reading or writing
// anything here.
//
// # What is shown
//
// A [Shown] is the outcome of one Make; nothing of it is made before it is asked
// for. [Server.Begin] says that a save was noticed, and a page that is asked for
// from then on waits for the Make, so that a reload never shows what was before
// the save; pictures, styles and scripts are had from the last map at once.
// [Server.Show] puts a new map in the place of the old, [Server.Complain] says
// later what the desk's rules object to.
//
// A story that fails keeps the pages of its last good map. Where templates fail,
// all pages are the last good ones.
//
// # Live reload
//
// Into every page served goes one script, /_desk/-/live.js. It names the page
// that lies open and the digest of its bytes to /_desk/-/events and listens. The
// server compares bytes, and only of pages that lie open: there is no list of
// what depends on what. The script fetches what differs and changes the nodes
// that differ, so nothing flashes and nothing scrolls. A connection that broke,
// since a laptop slept or the server was started again, is made anew and begins
// with the digest, so that no change is missed. A tab in the background lets its
// connection go, since browsers allow six for a host.
//
// # Safety
//
// Web sites can send a browser's requests to 127.0.0.1. Therefore: a Host that is
// not ours is refused, which is what stops DNS rebinding, and so is a foreign
// Origin; no CORS header is ever sent; what writes needs a token that only the
// desk's pages have, and is off when the server listens beyond this machine. No
// path of a request reaches a file system: it is looked up in the map.
package preview
