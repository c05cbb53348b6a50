// Package edit changes an editor's files without harm. It is the only room that
// writes below content/.
//
// Its secret is how. Every write goes to a temporary file in the same folder,
// is flushed to the disk and takes the old one's place in one step, so that an
// interruption at any moment leaves the old file or the new one, never a part
// of either. Nothing reaches outside of the site's folder ([os.Root]), and nothing
// is deleted but copies made a moment ago.
//
// # Byte for byte
//
// A text file is spliced, never written out of what was understood of it: line
// ends, a BOM, comments, blanks and the order of keys stay as they were. Before
// a spliced text is written it is read as the site would read it, and has to say
// what was asked and otherwise what it said before; an edit that fails this is a
// [Refusal] and changes nothing. So the cutting may be simple: what it cannot do,
// it does not do.
//
// Someone else may have saved the file meanwhile. An edit from the desk names the
// digest of the bytes that it was made on, and fails with [ErrChanged] when the
// file is another by now; all others compare right before the change.
//
// # What it does
//
// [Site.New] drafts a story from a folder of photographs, [Site.Add] appends the
// next take, [Site.PullStory] and [Site.PullPhoto] take down, [Init] begins a
// site. [Site.SetCaption], [Site.SetAlt], [Site.SetFocus] and [Site.MoveFigure]
// are the desk's.
//
// What embedded metadata says goes into a text escaped, so that it reads as it
// was: a caption with *asterisks* or [brackets] is no markup. Straight quotation
// marks and double hyphens are left to be typeset, as if the editor had typed
// them.
//
// Photographs are copied, never moved or changed; a copy keeps its name, where
// no other stands in the way, and its modification time, and is compared with
// the digest of the original.
package edit
