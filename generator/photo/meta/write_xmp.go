package meta

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	wrapperHead = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	wrapperTail = "\n<?xpacket end=\"r\"?>"

	packetHead = wrapperHead +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\""
	packetTail = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>" + wrapperTail
)

// writtenSpaces are the namespaces of the properties that are written, in the order of their declarations.
var writtenSpaces = []struct{ prefix, uri string }{
	{"dc", "http://purl.org/dc/elements/1.1/"},
	{"photoshop", "http://ns.adobe.com/photoshop/1.0/"},
	{"Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"},
	{"Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"},
	{"xmpRights", "http://ns.adobe.com/xap/1.0/rights/"},
	{"exif", "http://ns.adobe.com/exif/1.0/"},
	{"xmpNote", "http://ns.adobe.com/xmp/note/"},
	{"plus", "http://ns.useplus.org/ldf/xmp/1.0/"},
	{"TC260", "http://www.tc260.org.cn/ns/AIGC/1.0/"},
}

// sourceTypes is the address of the IPTC NewsCodes for digital source types.
const sourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/"

// Packet is the label as one XMP packet; nil when the label is empty.
func (l Label) Packet() []byte { return l.packet("") }

// packet writes the label; more names an extended packet that goes on.
func (l Label) packet(more string) []byte {
	x := &xmpWriter{}
	x.rights(l)
	x.content(l)
	x.text("xmpNote:HasExtendedXMP", more)
	if x.body.Len() == 0 {
		return nil
	}
	return x.finish()
}

// xmpWriter writes properties as elements.
type xmpWriter struct{ body strings.Builder }

func (x *xmpWriter) finish() []byte {
	body := x.body.String()
	var b strings.Builder
	b.WriteString(packetHead)
	for _, s := range writtenSpaces {
		if strings.Contains(body, "<"+s.prefix+":") {
			b.WriteString("\n xmlns:" + s.prefix + "=\"" + s.uri + "\"")
		}
	}
	b.WriteString(">\n" + body + packetTail)
	return []byte(b.String())
}

// rights writes what every rendition carries.
func (x *xmpWriter) rights(l Label) {
	x.list("dc:creator", "Seq", l.Creators)
	x.text("photoshop:AuthorsPosition", l.JobTitle)
	x.text("photoshop:Credit", l.Credit)
	x.text("photoshop:Source", l.Source)
	x.alternatives("dc:rights", []Text{{Text: l.Copyright}})
	x.alternatives("xmpRights:UsageTerms", l.UsageTerms)
	x.text("xmpRights:WebStatement", l.WebStatement)
	x.licensor(l.LicensorName, l.LicensorURL)
	x.text("Iptc4xmpExt:DigitalSourceType", inVocabulary(sourceTypes, l.DigitalSourceType))
	x.text("plus:DataMining", inVocabulary(plusVocabulary, l.DataMining))
	x.alternatives("plus:OtherConstraints", l.OtherConstraints)
	x.text("TC260:AIGC", l.AIGC)
}

// content writes what the largest rendition carries besides.
func (x *xmpWriter) content(l Label) {
	x.alternatives("dc:title", l.Title)
	x.text("photoshop:Headline", l.Headline)
	x.alternatives("dc:description", l.Caption)
	x.alternatives("Iptc4xmpCore:AltTextAccessibility", l.Alt)
	x.alternatives("Iptc4xmpCore:ExtDescrAccessibility", l.Description)
	x.text("photoshop:DateCreated", validDate(l.DateCreated))
	x.text("Iptc4xmpCore:Location", l.Sublocation)
	x.text("photoshop:City", l.City)
	x.text("photoshop:State", l.State)
	x.text("photoshop:Country", l.Country)
	x.text("Iptc4xmpCore:CountryCode", l.CountryCode)
	x.list("Iptc4xmpExt:PersonInImage", "Bag", l.Persons)
	x.list("dc:subject", "Bag", l.Keywords)
	x.list("Iptc4xmpExt:OrganisationInImageName", "Bag", l.Organisations)
	x.alternatives("Iptc4xmpExt:Event", []Text{{Text: l.Event}})
	x.text("Iptc4xmpExt:AISystemUsed", l.AISystem)
	x.text("Iptc4xmpExt:AISystemVersionUsed", l.AIVersion)
	x.text("exif:GPSLatitude", l.GPSLatitude)
	x.text("exif:GPSLongitude", l.GPSLongitude)
}

// Degrees writes an angle as XMP has it, "29,21.000000N": degrees, minutes to a millionth (two millimetres) and the
// letter of the hemisphere (XMP specification part 2, GPSCoordinate).
func Degrees(angle float64, positive, negative string) string {
	if angle < 0 {
		angle, positive = -angle, negative
	}
	minutes := math.Round(angle*60*1e6) / 1e6
	whole := math.Floor(minutes / 60)
	return fmt.Sprintf("%d,%.6f%s", int(whole), minutes-whole*60, positive)
}

// inVocabulary gives a term its address, where it is written without.
func inVocabulary(address, term string) string {
	if term == "" || strings.Contains(term, "://") {
		return term
	}
	return address + term
}

// isoDate is a date with as much precision as is known (W3C note datetime, XMP specification part 1, on dates).
var isoDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$`)

func validDate(s string) string {
	if isoDate.MatchString(s) {
		return s
	}
	return ""
}

func (x *xmpWriter) text(name, s string) {
	if s = printable(s); s != "" {
		x.body.WriteString("<" + name + ">" + escapeXML(s) + "</" + name + ">\n")
	}
}

func (x *xmpWriter) list(name, kind string, items []string) {
	var b strings.Builder
	for _, s := range items {
		if s = printable(s); s != "" {
			b.WriteString("<rdf:li>" + escapeXML(s) + "</rdf:li>")
		}
	}
	x.array(name, kind, b.String())
}

// alternatives writes the first text as the default, then each under its language.
func (x *xmpWriter) alternatives(name string, texts []Text) {
	var b strings.Builder
	written := map[string]bool{}
	for _, t := range texts {
		s := printable(t.Text)
		if s == "" {
			continue
		}
		if len(written) == 0 {
			b.WriteString("<rdf:li xml:lang=\"x-default\">" + escapeXML(s) + "</rdf:li>")
			written["x-default"] = true
		}
		if t.Lang != "" && !written[t.Lang] {
			b.WriteString("<rdf:li xml:lang=\"" + escapeXML(printable(t.Lang)) + "\">" + escapeXML(s) + "</rdf:li>")
			written[t.Lang] = true
		}
	}
	x.array(name, "Alt", b.String())
}

func (x *xmpWriter) array(name, kind, items string) {
	if items != "" {
		x.body.WriteString("<" + name + "><rdf:" + kind + ">" + items + "</rdf:" + kind + "></" + name + ">\n")
	}
}

// licensor writes the structure of the PLUS License Data Format.
func (x *xmpWriter) licensor(name, url string) {
	in := &xmpWriter{}
	in.text("plus:LicensorName", name)
	in.text("plus:LicensorURL", url)
	if in.body.Len() > 0 {
		x.array("plus:Licensor", "Seq", "<rdf:li rdf:parseType=\"Resource\">"+in.body.String()+"</rdf:li>")
	}
}

// printable drops what XML 1.0 has no place for (section 2.2) and bytes that are not UTF-8, writes line ends as LF and
// takes white space off the ends. Marks of direction stay: names in Arabic and Hebrew need them.
func printable(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escapeXML(s string) string { return xmlEscapes.Replace(s) }
