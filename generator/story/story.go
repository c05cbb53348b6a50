// Package story knows what the editor wrote: the text format, and nothing else.
//
// A story is a folder under content/ with an index.md: front matter, then words
// and pictures in the order in which they are read. Beside it stand
// translations (index.zh.md), photographs in folders of its own, and sidecar
// captions (photos/02.md, photos/02.zh.md). content/site.yaml describes the
// site, content/withdrawn.yaml the pictures that no story may publish.
//
// Every value keeps the place it came from, because every later complaint about
// it is shown there, and because an edit from the desk is spliced in there.
// Story names photographs; it never opens one.
//
// # Reading
//
// A [Loader] reads a content folder and remembers it. A story's file is split
// into front matter (yaml.go, frontmatter.go) and text (markdown.go); a
// paragraph that begins with a picture becomes a [Row] (figure.go, attrs.go),
// a definition list [KeyFigures], all else [Prose] (blocks.go). What stands
// beside photographs becomes [Sidecar]s. The HTML is safe as it is: tags,
// scripts and addresses that are neither http, https, mailto nor tel are
// refused and left out. Links to stories and photographs are marked in it, and
// a page puts their addresses in with [ResolveLinks].
//
// A heading of the first level in the text moves all the story's headings down
// by one, since the headline is the page's. An HTML comment is a note among
// colleagues and is never published. Quotation marks are set as the language
// sets them; Chinese and Japanese keep those that were typed. A line's end
// between two Han characters is no blank.
//
// # Names of files
//
// A name is looked up as written, then percent-decoded, NFC and NFD alike, and
// always in its letter case: what differs there only would be found on one
// machine and not on another. Names that begin with a point, and what systems
// and text editors leave behind, are not content; a leading underscore is,
// since cameras write it. An .xmp beside a photograph is a part of it (a
// [Packet]), and not content.
//
// # Translations
//
// The first of a folder's [Story]s, in the site's order of languages, is the
// original. A translation that does not write one of these keys has the
// original's: published, embargo, expires, draft, withdrawn and sensitive, so
// that nothing is out earlier or longer in one language than in another, and no
// picture without its warning; slug, cover, photos, byline, agency, related and
// rights, because they are names and addresses and not prose. It does not
// inherit what is written in words (headline, dek, dateline, places, topics,
// editors_note, corrections), nor updated (a translation may be behind), nor
// aliases (an old address is one page's), nor allow (a waiver is for one
// text).
//
// # What is complained of
//
// All are errors unless said otherwise: front-matter (also of site.yaml,
// withdrawn.yaml and sidecars), time, attribute, markdown, photo-not-found,
// anchor-duplicate, sidecar (two for one picture, or one for two), language (a
// file in a language that the site has not), story-folder (a story inside a
// story; a warning for photographs without one), text-encoding,
// file-unreadable; warnings are link-broken and file-skipped.
package story

import (
	"crypto/sha256"
	"time"

	"photodesk/generator/diag"
)

// Text is a value that a person wrote, with its place; the zero Text is absent.
type Text struct {
	Value string
	Pos   diag.Pos
}

// Set reports whether the value was written at all.
func (t Text) Set() bool { return t.Pos.File != "" }

// Time is a moment that a person wrote. Without a clock time it is a day, and
// Time is its first instant in the site's zone.
type Time struct {
	Time  time.Time
	Clock bool // an hour and minute were written, not the day alone
	Pos   diag.Pos
}

// Set reports whether a time was written.
func (t Time) Set() bool { return t.Pos.File != "" }

// Markdown is text of one or more lines: the caption of a figure, the answer in
// a list of key figures.
type Markdown struct {
	HTML  string // safe, inline; raw HTML refused unless the site allows it
	Plain string // what a reader hears: no markup, typographic quotes, a blank for a line's end
	Pos   diag.Pos
}

// Set reports whether any text was written.
func (m Markdown) Set() bool { return m.Pos.File != "" }

// Span is a range of bytes in a story's file, for changing it in place.
// The zero Span is nowhere.
type Span struct{ Start, End int }

// Content is everything below content/.
type Content struct {
	Site      Site
	Folders   []*Folder // by Dir
	Withdrawn []Withdrawal
	Digest    [sha256.Size]byte // of all that Site and Withdrawn were read from
}

// Folder is one story's folder: what its languages share.
type Folder struct {
	Dir      string            // "content/chongqing-nev"
	Stories  []*Story          // one or more: one for each language that has a file, in the site's order
	Photos   []string          // every photograph below Dir, as the tree names it, sorted
	Skipped  []string          // files that are neither photographs nor text: videos, raw files
	Sidecars []*Sidecar        // by photograph, then language in the site's order
	Packets  []Packet          // the XMP files beside photographs, by photograph
	Digest   [sha256.Size]byte // of all names and texts in it; the bytes of photographs are not read
}

// Packet is a file of XMP that stands beside a photograph and belongs to it, as
// raw converters and picture browsers write them: photos/02.xmp or
// photos/02.jpg.xmp. It is the photograph's metadata, not the editor's text.
type Packet struct{ File, Photo string }

// Story is one story in one language, with what it inherits (see the package's
// comment) filled in.
type Story struct {
	Folder *Folder
	File   string // "content/chongqing-nev/index.zh.md"
	Lang   string // tag as in site.yaml: "zh"
	Source string // the text of File, as Spans count it

	Headline    Text
	Dek         Text
	Dateline    Text
	Agency      Text
	Slug        Text // of the whole story; empty: its path
	Byline      []Text
	Places      []Text
	Topics      []Text
	Published   Time
	Updated     Time
	Embargo     Time
	Expires     Time
	Draft       bool
	Cover       Text   // as written
	CoverPath   string // the photograph meant, in Folder.Photos; empty if none is found
	EditorsNote Markdown
	Sensitive   Text // a warning to show before the pictures
	Related     []Text
	Aliases     []Text
	AllPhotos   bool // photos: all
	Corrections []Correction
	Withdrawn   *Notice
	Rights      Rights
	Waivers     []Waiver // allow: in the front matter, for the whole story

	Blocks []Block
	Links  []Link // every link in the text, for checking
}

// Block is a piece of a story's body: *Prose, *Row, *KeyFigures.
type Block interface{ block() }

// Prose is running text: paragraphs, headings, lists, quotes, tables.
type Prose struct {
	HTML       string // one or more block elements; safe
	Plain      string
	Paragraphs []Paragraph // the paragraphs among them, for the rules
	Pos        diag.Pos
}

// Paragraph is the plain text of a paragraph and where it stands.
type Paragraph struct {
	Plain string
	Pos   diag.Pos
}

// Row is one paragraph of pictures: a single figure, or several side by side.
type Row struct {
	Figures []*Figure
	Class   string // "", "wide", "full", "inset" or "compare": of the first figure that has one
	// Caption is one for all of several figures: text after the last of them
	// alone. Theirs are then empty; its sign-off is each figure's, and its bytes
	// are in the last one's Written. Where it credits two pictures by two
	// sign-offs, both stay in it and no figure has one.
	Caption Markdown
	Pos     diag.Pos
}

// KeyFigures is a definition list: figures and what they count.
type KeyFigures struct {
	Items []KeyFigure
	Pos   diag.Pos
}

// KeyFigure is one of them: "369,000", "vehicles built in 2022".
type KeyFigure struct{ Figure, Label Markdown }

func (*Prose) block()      {}
func (*Row) block()        {}
func (*KeyFigures) block() {}

// Figure is a photograph placed in a story.
type Figure struct {
	File Text   // as written, percent-decoded: "photos/02.jpg"
	Path string // the photograph meant, in Folder.Photos; empty if none is found

	Alt         Text
	AltNone     bool // alt=none: none is wanted
	Caption     Markdown
	CaptionNone bool    // caption=none: none is published
	SignOff     SignOff // taken off the end of Caption

	Class     Text // without its point
	Anchor    Text // without its #: also the picture's slug
	Credit    Text
	Creator   Text
	Focus     *Focus
	Sensitive Text
	Embargo   Time
	Expires   Time
	Withdrawn *Notice // without a date when its value could not be read
	Waivers   []Waiver

	Pos     diag.Pos // of the file's name in ![](…)
	Written Written
}

// Written is where the parts of a figure stand in Story.Source.
type Written struct {
	Whole   Span // from the "!" to the end of the caption
	Alt     Span // between the brackets
	Attrs   Span // with its braces; empty and after the ")" when there is none
	Caption Span // with its sign-off; empty when there is none
}

// Focus is the point that crops keep, in percent of width and height from the
// upper left of the picture as it is seen.
type Focus struct {
	X, Y float64
	Pos  diag.Pos
}

// SignOff is the credit that closes a caption, as in "(Xinhua/Tang Yi)".
type SignOff struct {
	Text    string // as written, brackets and all; empty: none
	Credit  string // "Xinhua/Tang Yi"
	Creator string // "Tang Yi"; may be empty
}

// Sidecar is a caption file beside a photograph: photos/02.md.
type Sidecar struct {
	File  string
	Photo string // the photograph it belongs to, in Folder.Photos
	Lang  string // tag as in site.yaml

	Headline    Text
	Alt         Text
	Description Text // long, for those who cannot see the picture
	Creator     Text
	Credit      Text
	Date        Time
	Location    Location
	Persons     []Text
	Focus       *Focus
	Sensitive   Text
	Rights      Rights
	Caption     Markdown
	SignOff     SignOff
	Links       []Link // every link in the caption, for checking
	Source      string
	Body        Span // of the caption in Source, with its sign-off
}

// Location is a place in the terms of the IPTC Core.
type Location struct{ Sublocation, City, State, Country Text }

// Rights is what may be done with a picture, and where to ask.
type Rights struct {
	Copyright, UsageTerms, License, AcquireLicensePage Text
}

// Correction is a dated note on what was wrong.
type Correction struct {
	Date Time
	Text Markdown
}

// Notice says when and why a story or a picture was taken down.
type Notice struct {
	Date   Time
	Reason Text
	Pos    diag.Pos
}

// Withdrawal is a picture that no story may publish, by its bytes.
type Withdrawal struct {
	Digest string // SHA-256 in hex
	Notice
}

// Waiver lets one rule pass in one place, with a reason.
type Waiver struct {
	Rule, Reason string
	Pos          diag.Pos
}

// Link is a link in running text.
type Link struct {
	Href string // as written, escapes and entities resolved
	// Target is what a relative link leads to: a story's folder
	// ("content/bridge", whatever language its file was linked to by), a file
	// ("content/bridge/photos/02.jpg"), or "content", the site. It is empty for every other link. In HTML
	// the address of a link with a Target is put in by [ResolveLinks].
	Target   string
	Fragment string // of a link with a Target, percent-decoded
	Pos      diag.Pos
}
