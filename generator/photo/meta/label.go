package meta

// Label is the metadata that a rendition carries. Empty fields are left out. There is no field for serial numbers or desk
// instructions: what has no place here cannot leak.
type Label struct {
	// The rights block, which every rendition carries.

	Creators          []string // dc:creator, By-line 2:80
	JobTitle          string   // photoshop:AuthorsPosition, By-line Title 2:85
	Credit            string   // photoshop:Credit, 2:110
	Source            string   // photoshop:Source, 2:115
	Copyright         string   // dc:rights, Copyright Notice 2:116
	UsageTerms        []Text   // xmpRights:UsageTerms
	WebStatement      string   // xmpRights:WebStatement, a URL
	LicensorName      string   // plus:LicensorName
	LicensorURL       string   // plus:LicensorURL
	DigitalSourceType string   // Iptc4xmpExt:DigitalSourceType, a URI of the IPTC NewsCodes
	DataMining        string   // plus:DataMining, a URI of the PLUS vocabulary
	OtherConstraints  []Text   // plus:OtherConstraints
	AIGC              string   // TC260:AIGC, the JSON of GB 45438-2025

	// The full block, for the largest rendition.

	Title       []Text   // dc:title, Object Name 2:05
	Headline    string   // photoshop:Headline, 2:105
	Caption     []Text   // dc:description, Caption/Abstract 2:120
	Alt         []Text   // Iptc4xmpCore:AltTextAccessibility
	Description []Text   // Iptc4xmpCore:ExtDescrAccessibility
	DateCreated string   // ISO 8601 as far as known: "2023", "2023-07", "2023-07-20", "2023-07-20T15:04:05+08:00"
	Sublocation string   // Iptc4xmpCore:Location, 2:92
	City        string   // photoshop:City, 2:90
	State       string   // photoshop:State, 2:95
	Country     string   // photoshop:Country, 2:101
	CountryCode string   // Iptc4xmpCore:CountryCode, ISO 3166-1, 2:100 when it has three letters
	Persons     []string // Iptc4xmpExt:PersonInImage
	Keywords    []string // dc:subject, 2:25

	Organisations []string // Iptc4xmpExt:OrganisationInImageName
	Event         string   // Iptc4xmpExt:Event
	AISystem      string   // Iptc4xmpExt:AISystemUsed
	AIVersion     string   // Iptc4xmpExt:AISystemVersionUsed

	// The position, which is published only where somebody asked for it, in the form that [Degrees] gives.
	GPSLatitude  string // exif:GPSLatitude
	GPSLongitude string // exif:GPSLongitude
}

// Text is a text in one language. In a list of them the first is the default, and IIM, which knows no languages, gets
// that one alone.
type Text struct {
	Lang string // RFC 5646; "" when unknown
	Text string
}
