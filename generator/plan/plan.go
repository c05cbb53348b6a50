// Package plan decides what will exist: every page and picture, its address,
// its order and neighbours, and whose word counts where the editor and the
// camera both speak. It is pure: it reads no file, asks no clock and makes
// nothing; nothing after it decides anything.
package plan

import (
	"time"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Value is a text, its language and the source that won.
type Value = photo.Value

// Date is when a photograph was taken, and Location where: named here so that
// pages need not know package photo.
type (
	Date     = photo.Date
	Location = photo.Location
)

// The precisions of a Date.
const (
	DateYear   = photo.Year
	DateMonth  = photo.Month
	DateDay    = photo.Day
	DateMinute = photo.Minute
	DateSecond = photo.Second
)

// Plan is a whole site, decided.
type Plan struct {
	Site      *story.Site
	Stories   []*Story    // every published story in every language; the newest first within one
	Pages     []*Page     // each output path exactly once
	Shares    []*Share    // what each story's folder brings, its renditions among it
	Endings   []string    // of the renditions' names: ".webp", ".jpg"; none where there are no renditions
	Originals []*Original // each output path exactly once; none unless the site asks for them
	Pieces    []*Piece    // of the searches: likewise
	Assets    []Asset
	Docs      []Doc      // what machines read of the whole site: feeds, sitemaps, robots.txt
	Redirects []Redirect // old addresses, each story's in its order
	Held      []Held
	Around    map[*Story]Neighbours
	Ahead     bool      // a look ahead: search engines must not keep it
	Files     bool      // links to pages lead to their files, since no server finds them
	Settings  ID        // of all that every page depends on
	Next      time.Time // when the site will change by itself: the next embargo or expiry; zero: never

	shares    map[string]*Share // by the folders of their stories, "zh/bridge/"
	top       map[string]Place  // of what belongs to no story, by path
	catalogue *catalogue
}

// Neighbours are the stories of one language before and after a story: nil at
// the ends, and both for one that is withdrawn.
type Neighbours struct{ Newer, Older *Story }

// Asset is a file of static/ and the address it is published under.
type Asset struct{ Name, Path string }

// Held is a story that is not published now, and why.
type Held struct {
	Story *story.Story
	Why   string    // "draft", "embargo" or "expired"
	Until time.Time // when that ends; zero: it does not end by itself
}

// Kind is what a page is.
type Kind int

// The kinds of pages.
const (
	Front     Kind = iota // a language's list of stories, newest first, paged
	Essay                 // a story with all its pictures
	Picture               // one picture of a story
	NotFound              // 404.html
	List                  // what is listed under one heading, paged
	Directory             // the headings of one sort
	Finder                // the search page of a language
	Embed                 // a story, or one picture of it, in another site's frame
	Moved                 // an old address, which leads on
)

// Page is one HTML page.
type Page struct {
	Path       string // of the file: "chongqing-nev/index.html"
	Kind       Kind
	Lang       string
	Story      *Story   // of an Essay, a Picture or an Embed
	Figure     *Figure  // of a Picture; of an Embed, if it is not the whole story's
	To         string   // of what is Moved: the path of what is there now
	List       []*Story // of a Front or a List: its part of the stories
	Number     int      // of a Front or a List: which of Of pages
	Of         int
	Heading    *Heading    // of a List
	Figures    []*Figure   // of a List: its part of the pictures
	Headings   []*Heading  // of a Directory
	Search     *Search     // of a Finder
	Alternates []Alternate // the same page in every language that has it, this one included; empty if only this one
}

// Alternate is the same page in another language.
type Alternate struct{ Lang, Path string }

// Story is a story in one language, decided.
type Story struct {
	*story.Story
	Path    string    // of its folder under the output: "zh/chongqing-nev/"
	Figures []*Figure // in reading order; a photograph placed twice stands once, with its first placement's words
	Cover   *Figure   // nil for a story without pictures
	Blocks  []Block
	Notice  *story.Notice // the story is withdrawn: it and each of its pictures show a notice and nothing else
	Updated time.Time     // zero: never since it was published

	Siblings []*Story // the story in all its published languages, this one included

	site        *story.Site
	spellings   *spellings
	brief       *Brief
	decide      func() // plans the renditions of the cover
	card, share []*Image
}

// Block is a piece of a story's body: exactly one field is set.
type Block struct {
	Prose      *story.Prose
	KeyFigures *story.KeyFigures
	Row        *Row
}

// Row is pictures side by side, or a single one.
type Row struct {
	Class   string // "", "wide", "full", "inset" or "compare"
	Figures []*Figure
	Caption story.Markdown // of all together; empty: each has its own
}

// Figure is a photograph as a story shows it.
type Figure struct {
	Placed *story.Figure
	Story  *Story
	Photo  string        // in the tree: "content/chongqing-nev/photos/02.jpg"
	Facts  *photo.Facts  // nil if it is withdrawn
	Notice *story.Notice // the picture is withdrawn: this is shown in its place

	Slug   string
	Path   string // of its page's folder: "chongqing-nev/02-distribution-center-aerial/"
	Number int    // from 1
	Prev   *Figure
	Next   *Figure

	Sensitive Value   // a warning; empty: not sensitive
	FocusX    float64 // percent from the left; the point that crops keep
	FocusY    float64 // percent from the top

	Width, Height int       // of the picture as it is seen, in pixels of the source
	Original      *Original // nil if readers may not download it

	words         func() *Words // nil: there are none
	print         *print        // of which images and thumb are; nil: they are known
	images, thumb []*Image
}

// Words are what is said of a photograph where a story shows it: the editor's word and
// the camera's, merged.
type Words struct {
	Meta photo.Meta // what the file says, merged for the story's language

	Headline       Value
	CaptionHTML    string // safe, inline
	Caption        Value  // the same, plain
	Alt            Value
	AltNone        bool // the editor wants none
	Description    Value
	Credit         Value
	Creators       []Value
	Copyright      Value
	UsageTerms     Value
	License        Value // URL
	AcquireLicense Value // URL
	Date           photo.Date
	Location       photo.Location
	Persons        []Value
	Keywords       []Value
}

// Veiled reports whether a picture, or the whole story it stands in, is sensitive: it is
// shown to those who ask for it, and no crop is made of it.
func (f *Figure) Veiled() bool {
	return f.Sensitive.Set() || f.Story != nil && f.Story.Sensitive.Set()
}

// Image is one rendition and its address.
type Image struct {
	photo.Rendition
	ID     string // what names it among all renditions: twelve hex digits, which Path ends in
	Path   string // "chongqing-nev/02-distribution-center-aerial-960-1f3c….jpg"
	Photo  string // in the tree
	Width  int    // pixels
	Height int
	Type   string // media type: "image/jpeg"

	Weight     int64   // bytes of memory that making it takes, about
	Megapixels float64 // of the photograph
}
