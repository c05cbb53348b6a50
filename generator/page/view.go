package page

import "html/template"

// PageView is what every page has: the window's title, the frame round the
// page, and the words of the page's language. The views of pages below embed it, so
// that layout.html writes {{.Title}} whatever the page is.
type PageView struct {
	Lang        string         // of the page, for <html lang>: "en", "zh-Hans"
	Dir         string         // the direction of its script: "ltr" or "rtl"
	IsFront     bool           // the page is a list of stories, so that the site's title is its <h1>
	Title       string         // of the window
	Description string         // one or two sentences for search engines; may be empty
	Robots      string         // for <meta name="robots">
	Canonical   string         // the absolute address; empty if the site has no base_url
	Policy      string         // the Content-Security-Policy, for <meta http-equiv>; it allows Style and no other inline style
	Style       template.CSS   // the page's own rules: ratios (--r) and focal points; it belongs, unchanged, into the page's only <style>
	Speculation template.HTML  // which links browsers may render ahead; it belongs, unchanged, into <script type="speculationrules">
	Stylesheet  string         // URL of static/site.css; empty on 404.html, whose Style holds it
	Script      string         // URL of static/site.js; empty if the theme has none
	Icon        string         // URL of static/icon.svg; empty if the theme has none
	Preload     *PreloadView   // the picture that the reader sees first; nil if there is none
	Site        SiteView       // the site
	Languages   []LanguageView // the same page in every language that has it, this one included; empty if there is only this one
	Sections    []SectionView  // the directories of the page's language: archive, photographers, places, topics, as far as they exist
	Search      LinkView       // the search page of the page's language; its URL is empty if there is none
	Words       WordsView      // the words of the interface in the page's language
	Feeds       []FeedView     // the feeds of the page's list and of the site, for <link rel="alternate">; empty if the site has no base_url
	OEmbed      string         // the absolute address of the file that tells other sites how to show the page, for <link rel="alternate">; may be empty
	Reserved    bool           // the site reserves text and data mining (data_mining), for <meta name="tdm-reservation">
	Share       ShareView      // what others show of the page: Open Graph and card tags
	assets      map[string]string
	maker       *maker // for StructuredData
}

// StructuredData returns what the page tells search engines about itself, as
// JSON-LD in the words of schema.org, for a <script type="application/ld+json">;
// empty where there is nothing to tell.
func (v PageView) StructuredData() template.JS {
	if v.maker == nil {
		return ""
	}
	return v.maker.structured()
}

// ShareView is what others show of a page that is sent to them. Of a picture that is
// sensitive or withdrawn nothing is shown.
type ShareView struct {
	Kind        string           // og:type: "article" or "website"
	Title       string           // without the site's
	Description string           // may be empty
	URL         string           // absolute; empty if the site has no base_url
	Locale      string           // "en_US"
	Locales     []string         // those of its translations
	Images      []ShareImageView // JPEG, 1200 pixels wide if the picture is; empty if the site has no base_url
	Published   string           // ISO 8601, of an article; may be empty
	Updated     string           // ISO 8601; may be empty
	Authors     []string         // of a story who wrote it, of a picture who made it
	Section     string           // the story's first topic; may be empty
	Tags        []string         // the story's topics
	Card        string           // twitter:card: "summary_large_image" or "summary"
}

// FeedView is a feed that belongs to a page.
type FeedView struct {
	URL   string // of the feed
	Type  string // media type: "application/rss+xml" or "application/feed+json"
	Title string // "Picture Desk", or that and its topic
}

// EmbedView is what embed.html sees: a story or a picture in another site's frame. It
// is a page of its own, which layout.html has no part in.
type EmbedView struct {
	Lang       string       // of the page, for <html lang>
	Dir        string       // the direction of its script: "ltr" or "rtl"
	Title      string       // of the frame
	Canonical  string       // the absolute address of what it shows
	Policy     string       // the Content-Security-Policy, for <meta http-equiv>
	Style      template.CSS // the page's own rules, as in PageView
	Stylesheet string       // URL of static/embed.css; empty if the theme has none
	Site       SiteView     // the site
	URL        string       // of the page that it shows
	Headline   TextView     // the story's headline
	Dek        TextView     // the story's; empty where one picture is shown
	Count      string       // "12 pictures"; empty where one picture is shown
	Figure     FigureView   // the picture, or the story's cover, which has no caption; its Image is nil if there is none
}

// ShareImageView is an image that others show.
type ShareImageView struct {
	URL    string // absolute
	Type   string // media type: "image/jpeg"
	Width  int    // in pixels
	Height int    // in pixels
	Alt    string // alternative text, else the caption; may be empty
}

// Asset returns the URL of a file of static/: {{.Asset "logo.svg"}}. Scripts and
// stylesheets are published under names that change with their content. A name
// that is written in a template and does not exist is an error; other unknown
// names give "".
func (v PageView) Asset(name string) string { return v.assets[name] }

// SiteView is the site, as a page names it.
type SiteView struct {
	Title     string   // from site.yaml
	Home      string   // URL of the front page in the page's language
	Publisher LinkView // who answers for the site; its URL may be empty, and so may its Text
}

// SectionView is a directory of lists, for the site's navigation.
type SectionView struct {
	LinkView      // Text is "Photographers"
	Current  bool // it is the page
}

// EssayView is what story.html sees: a story with all its pictures.
type EssayView struct {
	PageView
	Story StoryView // the story
}

// PictureView is what picture.html sees: one picture and its facts.
type PictureView struct {
	PageView
	Headline TextView      // for <h1>: the picture's headline, if it has one in the page's language, else its position
	Figure   FigureView    // the picture, large, and its caption
	Essay    LinkView      // back to the picture's place in its story; Text is the story's headline
	Facts    []FactView    // date, place, persons, rights and the like, as far as known
	Original *OriginalView // the photograph to download; nil if the site does not offer it
	Describe TextView      // the extended description for those who cannot see the picture; may be empty
	Prev     *ThumbView    // the picture before it; nil at the first
	Next     *ThumbView    // the picture after it; nil at the last
	Strip    []ThumbView   // the picture among its neighbours, seven at most; empty in a story of one picture
}

// FrontView is what front.html sees: the stories of one language, newest first.
type FrontView struct {
	PageView
	Stories []CardView // of this page; empty in a site without stories
	Number  int        // of this page, from 1
	Place   string     // "Page 2 of 5"; empty if there is only one
	Newer   string     // URL of the page before; empty on the first
	Older   string     // URL of the page after; empty on the last
}

// ListView is what list.html sees: what is listed under one heading, which is a
// year, a photographer, a place or a topic.
type ListView struct {
	PageView
	Heading      TextView    // for <h1>: "2023", "Tang Yi"
	Directory    LinkView    // the page of all headings of the sort; Text is "Photographers"
	StoryCount   string      // "3 stories", of all pages; empty if there are none
	PictureCount string      // "40 pictures", of all pages; empty if there are none
	Stories      []CardView  // of this page, the newest first; may be empty
	Pictures     []ThumbView // of this page, those of the newest stories first; may be empty
	Place        string      // "Page 2 of 5"; empty if there is only one
	Newer        string      // URL of the page before; empty on the first
	Older        string      // URL of the page after; empty on the last
}

// DirectoryView is what directory.html sees: all headings of one sort.
type DirectoryView struct {
	PageView
	Sort    string      // "archive", "photographers", "places" or "topics"
	Heading string      // for <h1>: "Photographers"
	Entries []EntryView // one or more, in the order of the alphabet; years from the last to the first
}

// SearchView is what search.html sees: the search page of a language. Its script
// fetches the index in pieces; without it readers find stories by year.
type SearchView struct {
	PageView
	Contents string      // URL of the script that the index begins with; it comes before Program
	Program  string      // URL of static/search.js; empty if the theme has none
	Years    []EntryView // the directory of the archive; may be empty
}

// EntryView is a heading in a directory.
type EntryView struct {
	URL   string   // of its list
	Name  TextView // "2023", "Tang Yi"
	Count string   // "3 stories, 40 pictures"
}

// NotFoundView is what notfound.html sees. The page is served at any depth, so
// its links begin at the root and it needs no file beside itself.
type NotFoundView struct {
	PageView
	Homes []LanguageView // the front page of every language
}

// StoryView is a story, decided and worded.
type StoryView struct {
	Headline    TextView         // for <h1>
	Dek         TextView         // the sentence below the headline; may be empty
	Dateline    TextView         // where the story was written: "CHONGQING"; may be empty
	Agency      TextView         // may be empty
	Byline      []ItemView       // the authors, with what stands between them, each linked to the list of theirs
	Published   DateView         // may be empty
	Updated     DateView         // empty: never since
	Count       string           // "12 pictures"; empty if there are none
	EditorsNote template.HTML    // inline; may be empty
	Warning     TextView         // said before the pictures; every one of them is veiled too; may be empty
	Corrections []CorrectionView // as the editor ordered them
	Cover       *ImageView       // to open with; nil if the first picture follows at once, is sensitive or is withdrawn
	CoverCredit TextView         // the credit line of Cover
	Blocks      []BlockView      // the body in reading order
	Credits     []CreditView     // who made the pictures, each with the numbers of theirs
	Places      []ItemView       // as the editor lists them, each linked to its list; may be empty
	Topics      []ItemView       // likewise
	Index       []ThumbView      // every picture that is shown, in order
	Related     []*CardView      // the stories that the editor named to read next
	Newer       *CardView        // the next newer story of the language; nil at the newest
	Older       *CardView        // the next older; nil at the oldest
	Notice      *NoticeView      // the story was taken down: nothing else is set; nil if it stands
}

// BlockView is a piece of a story's body: exactly one field is set.
type BlockView struct {
	Prose      template.HTML   // paragraphs, headings, lists, quotes, tables
	KeyFigures []KeyFigureView // a row of numbers
	Row        *RowView        // pictures
}

// KeyFigureView is a number and what it counts.
type KeyFigureView struct {
	Figure template.HTML // "369,000"; inline
	Label  template.HTML // "vehicles built in 2022"; inline
}

// RowView is pictures side by side, or one alone.
type RowView struct {
	Class   string        // "solo" or "row", and the editor's "wide", "full", "inset" or "compare", the last with "slides" if the two can be laid upon each other
	Figures []FigureView  // one or more
	Caption template.HTML // one caption for all of several pictures, who then have none; inline; usually empty
	Credits []TextView    // below Caption: the credit lines of the pictures, each once
}

// FigureView is a picture in its place.
type FigureView struct {
	ID       string        // for the id attribute: the picture's slug; empty where the picture stands for a second time
	Class    string        // its ratio's class in the page's style, which sets --r to width divided by height
	URL      string        // of the picture's page; empty on that page
	Label    string        // names the link to URL if the picture has no alternative text; else empty
	Number   string        // "3", as the credits of the story count
	Position string        // "3 of 12"
	Image    *ImageView    // nil if the picture was withdrawn
	Caption  template.HTML // inline; may be empty
	Lang     string        // of Caption; empty if the page's
	Dir      string        // of Caption; empty if the page's
	Credit   TextView      // who is credited, ready to print; may be empty
	Origin   string        // how the picture came about if a machine made it or parts of it: "Image generated by AI"; else empty, and what else no camera made is a fact of its page
	Veil     *VeilView     // hide the picture behind this; nil if it is not sensitive
	Notice   *NoticeView   // the picture was withdrawn: show this in its place
}

// VeilView is what stands before a sensitive picture until the reader asks for
// it.
type VeilView struct {
	Warning TextView // as the editor words it
	Show    string   // for the button: "Show the picture"
}

// ImageView is a picture in several sizes and formats, for <picture>.
type ImageView struct {
	Sources  []SourceView // the better formats, best first, for <source>; may be empty
	Src      string       // the URL that every browser can show
	Type     string       // media type of Src: "image/jpeg"
	Srcset   string       // the widths of Src's format
	Sizes    string       // how wide the picture stands in the default theme's layout
	Width    int          // in pixels, with Height the ratio
	Height   int          // in pixels
	Alt      string       // alternative text; empty if the editor wants none or the picture only decorates
	AltLang  string       // of Alt; empty if the page's
	Class    string       // the class of its focal point in the page's style; empty: the middle
	Priority bool         // the first of the page: loaded at once; all others lazily
}

// SourceView is a picture in one format.
type SourceView struct {
	Type   string // media type: "image/webp"
	Srcset string // URLs and widths
	Sizes  string // as in ImageView
	Width  int    // in pixels
	Height int    // in pixels
}

// PreloadView is the picture to fetch before the browser has found it, for
// <link rel="preload" as="image">.
type PreloadView struct {
	Type  string            // media type: browsers that cannot show it fetch nothing
	Attrs template.HTMLAttr // imagesrcset and imagesizes, escaped
}

// ThumbView is a small picture, cut to 3:2, that links to its page.
type ThumbView struct {
	URL     string     // of the picture's page
	Image   *ImageView // nil if the picture is sensitive or was withdrawn
	Label   string     // "Picture 3 of 12"
	Current bool       // it is the page's own picture
	Warning TextView   // shown instead of a sensitive picture; else empty
}

// CardView is a story in a list.
type CardView struct {
	URL      string     // of the story
	Headline TextView   // its headline
	Dek      TextView   // may be empty
	Date     DateView   // of publication; may be empty
	Count    string     // "12 pictures"; may be empty
	Cover    *ImageView // cut to 3:2; nil if there is none or it is sensitive
	Warning  TextView   // shown instead of a sensitive cover; else empty
}

// CorrectionView is a dated note on what was wrong.
type CorrectionView struct {
	Date DateView      // may be empty
	Text template.HTML // inline
}

// CreditView is a credit line and the pictures it is for.
type CreditView struct {
	Credit  TextView // as below the pictures
	URL     string   // of the list of the photographer, if they are all by one; else empty
	Numbers string   // "1–6, 8–12"; empty if it is for every picture
}

// NoticeView says that a story or a picture was taken down.
type NoticeView struct {
	Title  string   // "This picture has been withdrawn"
	Date   DateView // when; may be empty
	Reason TextView // may be empty
}

// FactView is a line of what is known about a picture.
type FactView struct {
	Label string     // "Date", "Place"
	Items []ItemView // one or more
	ISO   string     // if the fact is a date: for <time datetime>
}

// OriginalView is the photograph as a file to download.
type OriginalView struct {
	URL         string // of the file
	Type        string // media type: "image/jpeg"
	Text        string // for the link: "Download the original"
	Size        string // "JPEG, 1.1 MB"
	Credentials string // a sentence, if the file carries content credentials (C2PA), which the site has not verified; else empty
}

// TextView is a text and its language. {{template "lang" .}} writes both
// attributes.
type TextView struct {
	Text string // no markup
	Lang string // for the lang attribute; empty if the page's
	Dir  string // for the dir attribute; empty if the page's
}

// ItemView is a text in a list.
type ItemView struct {
	Before   string // what stands before it: "By ", ", ", " and "; may be empty
	TextView        // the text
	URL      string // what it links to: a list of the site, or http, https or mailto; may be empty
}

// DateView is a moment as its source knew it: a year alone stays a year.
type DateView struct {
	ISO  string // for <time datetime>: "2023-07-25T08:32+08:00", "2023-07"
	Text string // "July 25, 2023, 8:32 a.m. (UTC+8)"; empty if there is no date
}

// LinkView is a link.
type LinkView struct {
	URL  string // may be empty
	Text string // may be empty
}

// LanguageView is a language that a page can be read in.
type LanguageView struct {
	Lang     string // for lang and hreflang: "zh-Hans"
	Dir      string // "ltr" or "rtl"
	Name     string // as its readers call it: "中文"
	URL      string // of the page in that language, relative
	Absolute string // the same, absolute if the site has a base_url, for <link rel="alternate">
	Current  bool   // it is the page's own
}

// WordsView is the words of the interface, in the page's language.
type WordsView struct {
	Skip            string // the link past the header
	Languages       string // names the choice of languages
	Sections        string // names the links to the directories
	Archive         string // heads the directory of years
	Photographers   string // heads the directory of photographers
	Places          string // heads the directory of places; before a story's
	Topics          string // heads the directory of topics; before a story's
	Search          string // link; heads the search page
	SearchFor       string // names the field: what is searched
	SearchFound     string // with {n}, the number of stories that were found
	SearchNone      string // nothing was found
	SearchMore      string // shows more of what was found
	SearchFailed    string // a part of the index could not be fetched
	Pages           string // names the links to other pages of a list
	NoStories       string // a site without stories
	Newer, Older    string // links to other pages of a list
	Updated         string // before a date
	EditorsNote     string // heads the note
	Warning         string // heads a story's warning
	Correction      string // heads one correction
	Credits         string // heads the credits of a story
	AllPictures     string // heads the index of thumbnails
	RelatedStories  string // heads the stories that the editor named to read next
	MoreStories     string // names the links to the next stories
	NewerStory      string // link
	OlderStory      string // link
	Pictures        string // names the links to the pictures before and after
	PreviousPicture string // link
	NextPicture     string // link
	BackToStory     string // link
	ShowPicture     string // lifts the veil of a sensitive picture
	Viewer          string // names the dialog that shows pictures large
	Captions        string // button of the viewer: shows captions or hides them
	Zoom            string // button of the viewer: every pixel of the picture
	FullScreen      string // button of the viewer
	Close           string // button of the viewer
	Compare         string // names the slider between two pictures, before and after
	Facts           string // heads the facts of a picture
	Date            string // a fact: when the picture was taken
	Place           string // a fact: where
	People          string // a fact: who is shown
	Creator         string // a fact: who made it
	Credit          string // a fact: who is credited
	Copyright       string // a fact
	UsageTerms      string // a fact
	License         string // a fact: link
	AcquireLicense  string // a fact: link to where a licence can be had
	Camera          string // a fact
	Origin          string // a fact: how the picture came about if no camera made it
	Original        string // link to the photograph as a file
	Credentials     string // said of an original with a C2PA manifest
	Description     string // heads the extended description
	Address         string // heads the page's address, to be copied
	Letters         string // check box: the keys j and k, which a reader may turn off
	StoryWithdrawn  string // title of a notice
	PictureGone     string // title of a notice: the picture was withdrawn
	NotFound        string // title of 404.html
	NotFoundText    string // a sentence for it
	GeneratedByAI   string // an origin, IPTC trainedAlgorithmicMedia
	PartlyAI        string // an origin, IPTC compositeWithTrainedAlgorithmicMedia
	ComputerMade    string // an origin, IPTC digitalCreation, digitalArt, algorithmicMedia, virtualRecording and dataDrivenMedia
}
