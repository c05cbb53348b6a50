package meta

// iimForm is how the bytes of a dataset are read.
type iimForm byte

const (
	iimText iimForm = iota
	iimNumber
	iimDate // CCYYMMDD
	iimTime // HHMMSS±HHMM
)

// iimDef describes one dataset of IIM 4.2 chapters 4 to 6.
type iimDef struct {
	name  string // exiftool's
	form  iimForm
	limit int    // octets at most; 0 when not text
	list  bool   // may be repeated
	xmp   string // the property that holds the same, as the IPTC Photo Metadata Standard maps them
}

func iimField(d dataset) *iimDef { return iimDefs[[2]byte{d.record, d.number}] }

// iimDefs are the datasets of the envelope record (1) and the application record (2), with those that programs have
// added above 2:184.
var iimDefs = map[[2]byte]*iimDef{
	{1, 0}:   {name: "EnvelopeRecordVersion", form: iimNumber},
	{1, 5}:   {name: "Destination", limit: 1024, list: true},
	{1, 20}:  {name: "FileFormat", form: iimNumber},
	{1, 22}:  {name: "FileVersion", form: iimNumber},
	{1, 30}:  {name: "ServiceIdentifier", limit: 10},
	{1, 40}:  {name: "EnvelopeNumber"},
	{1, 50}:  {name: "ProductID", limit: 32, list: true},
	{1, 60}:  {name: "EnvelopePriority"},
	{1, 70}:  {name: "DateSent", form: iimDate},
	{1, 80}:  {name: "TimeSent", form: iimTime},
	{1, 90}:  {name: "CodedCharacterSet", limit: 32},
	{1, 100}: {name: "UniqueObjectName", limit: 80},
	{1, 120}: {name: "ARMIdentifier", form: iimNumber},
	{1, 122}: {name: "ARMVersion", form: iimNumber},
	{2, 0}:   {name: "ApplicationRecordVersion", form: iimNumber},
	{2, 3}:   {name: "ObjectTypeReference", limit: 67},
	{2, 4}:   {name: "ObjectAttributeReference", limit: 68, list: true},
	{2, 5}:   {name: "ObjectName", limit: 64, xmp: "XMP-dc:Title"},
	{2, 7}:   {name: "EditStatus", limit: 64},
	{2, 8}:   {name: "EditorialUpdate"},
	{2, 10}:  {name: "Urgency"},
	{2, 12}:  {name: "SubjectReference", limit: 236, list: true},
	{2, 15}:  {name: "Category", limit: 3, xmp: "XMP-photoshop:Category"},
	{2, 20}:  {name: "SupplementalCategories", limit: 32, list: true, xmp: "XMP-photoshop:SupplementalCategories"},
	{2, 22}:  {name: "FixtureIdentifier", limit: 32},
	{2, 25}:  {name: "Keywords", limit: 64, list: true, xmp: "XMP-dc:Subject"},
	{2, 26}:  {name: "ContentLocationCode", limit: 3, list: true},
	{2, 27}:  {name: "ContentLocationName", limit: 64, list: true},
	{2, 30}:  {name: "ReleaseDate", form: iimDate},
	{2, 35}:  {name: "ReleaseTime", form: iimTime},
	{2, 37}:  {name: "ExpirationDate", form: iimDate},
	{2, 38}:  {name: "ExpirationTime", form: iimTime},
	{2, 40}:  {name: "SpecialInstructions", limit: 256, xmp: "XMP-photoshop:Instructions"},
	{2, 42}:  {name: "ActionAdvised"},
	{2, 45}:  {name: "ReferenceService", limit: 10, list: true},
	{2, 47}:  {name: "ReferenceDate", form: iimDate, list: true},
	{2, 50}:  {name: "ReferenceNumber", list: true},
	{2, 55}:  {name: "DateCreated", form: iimDate},
	{2, 60}:  {name: "TimeCreated", form: iimTime},
	{2, 62}:  {name: "DigitalCreationDate", form: iimDate},
	{2, 63}:  {name: "DigitalCreationTime", form: iimTime},
	{2, 65}:  {name: "OriginatingProgram", limit: 32},
	{2, 70}:  {name: "ProgramVersion", limit: 10},
	{2, 75}:  {name: "ObjectCycle", limit: 1},
	{2, 80}:  {name: "By-line", limit: 32, list: true, xmp: "XMP-dc:Creator"},
	{2, 85}:  {name: "By-lineTitle", limit: 32, list: true, xmp: "XMP-photoshop:AuthorsPosition"},
	{2, 90}:  {name: "City", limit: 32, xmp: "XMP-photoshop:City"},
	{2, 92}:  {name: "Sub-location", limit: 32, xmp: "XMP-iptcCore:Location"},
	{2, 95}:  {name: "Province-State", limit: 32, xmp: "XMP-photoshop:State"},
	{2, 100}: {name: "Country-PrimaryLocationCode", limit: 3},
	{2, 101}: {name: "Country-PrimaryLocationName", limit: 64, xmp: "XMP-photoshop:Country"},
	{2, 103}: {name: "OriginalTransmissionReference", limit: 32, xmp: "XMP-photoshop:TransmissionReference"},
	{2, 105}: {name: "Headline", limit: 256, xmp: "XMP-photoshop:Headline"},
	{2, 110}: {name: "Credit", limit: 32, xmp: "XMP-photoshop:Credit"},
	{2, 115}: {name: "Source", limit: 32, xmp: "XMP-photoshop:Source"},
	{2, 116}: {name: "CopyrightNotice", limit: 128, xmp: "XMP-dc:Rights"},
	{2, 118}: {name: "Contact", limit: 128, list: true},
	{2, 120}: {name: "Caption-Abstract", limit: 2000, xmp: "XMP-dc:Description"},
	{2, 121}: {name: "LocalCaption", limit: 256},
	{2, 122}: {name: "Writer-Editor", limit: 32, list: true, xmp: "XMP-photoshop:CaptionWriter"},
	{2, 130}: {name: "ImageType", limit: 2},
	{2, 131}: {name: "ImageOrientation", limit: 1},
	{2, 135}: {name: "LanguageIdentifier", limit: 3},
	{2, 150}: {name: "AudioType", limit: 2},
	{2, 151}: {name: "AudioSamplingRate"},
	{2, 152}: {name: "AudioSamplingResolution"},
	{2, 153}: {name: "AudioDuration"},
	{2, 154}: {name: "AudioOutcue", limit: 64},
	{2, 184}: {name: "JobID", limit: 64},
	{2, 185}: {name: "MasterDocumentID", limit: 256},
	{2, 186}: {name: "ShortDocumentID", limit: 64},
	{2, 187}: {name: "UniqueDocumentID", limit: 128},
	{2, 188}: {name: "OwnerID", limit: 128},
	{2, 200}: {name: "ObjectPreviewFileFormat", form: iimNumber},
	{2, 201}: {name: "ObjectPreviewFileVersion", form: iimNumber},
	{2, 221}: {name: "Prefs", limit: 64, list: true},
	{2, 225}: {name: "ClassifyState", limit: 64},
	{2, 228}: {name: "SimilarityIndex", limit: 32},
	{2, 230}: {name: "DocumentNotes", limit: 1024},
	{2, 231}: {name: "DocumentHistory", limit: 256},
	{2, 232}: {name: "ExifCameraInfo", limit: 4096},
	{2, 255}: {name: "CatalogSets", limit: 256, list: true},
}
