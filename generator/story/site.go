package story

import "time"

// Site is content/site.yaml, with every default filled in.
type Site struct {
	File        string // "content/site.yaml"; empty if there is none
	Title       Text
	BaseURL     Text           // ends in "/"; empty: nothing absolute is written
	Langs       []string       // tags as in file names and URLs; the first has no prefix; default [en]
	Zone        *time.Location // default UTC
	Publisher   Publisher
	Credit      Text
	Rights      Rights
	Images      Images
	Originals   string // "none", "strip" or "exact"
	GPS         bool
	DataMining  Text
	IPTCCharset string // for IIM text that nothing else explains; default windows-1252
	Territories []Text
	Names       [][]Text // spellings of one name
	Check       []Level
	BannedWords []Text
	RawHTML     bool
	CameraLine  bool
}

// Publisher is who answers for the site.
type Publisher struct{ Name, URL, Logo Text }

// Images says what renditions are made.
type Images struct {
	Widths        []int    // pixels, ascending; default 285, 370, 480, 620, 800, 1040, 1350, 1750, 2270
	Formats       []string // "webp", "jpeg"
	AllEverywhere bool     // every format at every width
	JPEGQuality   int      // 1 to 100; default 80
	WebPQuality   int      // default 78
	MaxMegapixels int      // default 120
	MaxMegabytes  int      // default 200
}

// Level sets a rule's severity for the site: "error", "warn", "info" or "off".
type Level struct {
	Rule  Text
	Level string
}
