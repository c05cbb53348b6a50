package photo

import (
	"strings"
	"testing"

	"photodesk/generator/photo/meta"
)

func facts(values ...meta.Value) *Facts {
	return &Facts{Facts: meta.Facts{Values: values}}
}

func value(name, text string) meta.Value { return meta.Value{Name: name, Text: text} }

func spoken(name, lang, text string) meta.Value {
	return meta.Value{Name: name, Lang: lang, Text: text}
}

func TestWhichSourceWins(t *testing.T) {
	long := strings.Repeat("A long caption. ", 200)
	for _, c := range []struct {
		name   string
		facts  *Facts
		digest meta.DigestState
		want   string
		source string
		note   string
	}{
		{"XMP before IIM", facts(value("XMP-dc:Description", "x"), value("IPTC:Caption-Abstract", "i")), meta.DigestAbsent, "x", "XMP-dc:Description", "iptc-xmp-conflict"},
		{"IIM where it was changed later", facts(value("XMP-dc:Description", "x"), value("IPTC:Caption-Abstract", "i")), meta.DigestDiffers, "i", "IPTC:Caption-Abstract", "iptc-xmp-conflict"},
		{"a cut IIM value is no change", facts(value("XMP-dc:Description", long), value("IPTC:Caption-Abstract", long[:2000])), meta.DigestDiffers, strings.TrimSpace(long), "XMP-dc:Description", ""},
		{"the same but for line ends", facts(value("XMP-dc:Description", "a\nb"), value("IPTC:Caption-Abstract", "a\rb")), meta.DigestDiffers, "a\nb", "XMP-dc:Description", ""},
		{"IIM alone", facts(value("IPTC:Caption-Abstract", "i")), meta.DigestAbsent, "i", "IPTC:Caption-Abstract", ""},
		{"Exif last", facts(value("IFD0:ImageDescription", "e"), value("XMP-dc:Description", "x")), meta.DigestAbsent, "x", "XMP-dc:Description", ""},
		{"Exif alone", facts(value("IFD0:ImageDescription", "A bridge in fog")), meta.DigestAbsent, "A bridge in fog", "IFD0:ImageDescription", ""},
		{"the camera's own words", facts(value("IFD0:ImageDescription", "OLYMPUS DIGITAL CAMERA         ")), meta.DigestAbsent, "", "", ""},
		{"the camera's own words, copied into XMP", facts(value("XMP-dc:Description", "SONY DSC"), value("IPTC:Caption-Abstract", "A bridge")), meta.DigestAbsent, "A bridge", "IPTC:Caption-Abstract", ""},
		{"the model", facts(value("IFD0:Model", "X-T5"), value("IFD0:ImageDescription", "X-T5")), meta.DigestAbsent, "", "", ""},
		{"the file's name", facts(value("IFD0:ImageDescription", "dsc_0001")), meta.DigestAbsent, "", "", ""},
		{"the page's language", facts(spoken("XMP-dc:Description", "x-default", "d"), spoken("XMP-dc:Description", "zh-CN", "中")), meta.DigestAbsent, "中", "XMP-dc:Description", ""},
		{"IIM in the other language is no conflict", facts(spoken("XMP-dc:Description", "x-default", "d"), spoken("XMP-dc:Description", "zh-CN", "中"), value("IPTC:Caption-Abstract", "d")), meta.DigestAbsent, "中", "XMP-dc:Description", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.facts.IPTCDigest = c.digest
			m := Merge(c.facts, Context{File: "DSC_0001.JPG", Langs: []string{"zh-Hans"}, Charset: "windows-1252"})
			if m.Caption.Text != c.want || m.Caption.Source != c.source {
				t.Errorf("caption %q from %q, want %q from %q", m.Caption.Text, m.Caption.Source, c.want, c.source)
			}
			note := ""
			if len(m.Notes) > 0 {
				note = m.Notes[0].ID
			}
			if note != c.note {
				t.Errorf("notes %v, want %q", m.Notes, c.note)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		facts *Facts
		want  string
	}{
		{facts(value("XMP-photoshop:DateCreated", "2023:07:20")), "2023-07-20"},
		{facts(value("XMP-photoshop:DateCreated", "2023-07-20T08:12:33+08:00")), "2023-07-20T08:12:33+08:00"},
		{facts(value("XMP-photoshop:DateCreated", "2023:07:20 08:12:33.25+08:00")), "2023-07-20T08:12:33+08:00"},
		{facts(value("XMP-photoshop:DateCreated", "2023:07:20 08:12")), "2023-07-20T08:12"},
		{facts(value("XMP-photoshop:DateCreated", "2023:07:20 00:00:00")), "2023-07-20T00:00:00"},
		{facts(value("XMP-photoshop:DateCreated", "2025:03")), "2025-03"},
		{facts(value("XMP-photoshop:DateCreated", "2025")), "2025"},
		{facts(value("IPTC:DateCreated", "2025:03:00")), "2025-03"},
		{facts(value("IPTC:DateCreated", "2025:00:00")), "2025"},
		{facts(value("IPTC:DateCreated", "2023:07:20"), value("IPTC:TimeCreated", "08:12:33+08:00")), "2023-07-20T08:12:33+08:00"},
		{facts(value("IPTC:DateCreated", "2023:07:20"), value("IPTC:TimeCreated", "nonsense")), "2023-07-20"},
		{facts(value("ExifIFD:DateTimeOriginal", "2023:07:20 08:12:33")), "2023-07-20T08:12:33"},
		{facts(value("ExifIFD:DateTimeOriginal", "2023:07:20 08:12:33"), value("ExifIFD:OffsetTimeOriginal", "+09:00")), "2023-07-20T08:12:33+09:00"},
		{facts(value("ExifIFD:DateTimeOriginal", "0000:00:00 00:00:00")), ""},
		{facts(value("ExifIFD:DateTimeOriginal", "    :  :     :  :  ")), ""},
		{facts(value("XMP-photoshop:DateCreated", "yesterday"), value("IPTC:DateCreated", "2023:07:20")), "2023-07-20"},
		{facts(), ""},
	} {
		if got := Merge(c.facts, Context{}).Date.ISO(); got != c.want {
			t.Errorf("%v: %q, want %q", c.facts.Values, got, c.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	m := Merge(facts(
		value("XMP-photoshop:City", "Chongqing"), value("IPTC:Country-PrimaryLocationName", "China"),
		value("XMP-iptcExt:LocationShownCity", "Berlin"), value("XMP-iptcExt:LocationShownCountryName", "Germany"),
	), Context{})
	if m.Created.City.Text != "Chongqing" || m.Created.Country.Text != "China" || m.Shown.City.Text != "Berlin" || m.Shown.Country.Text != "Germany" {
		t.Errorf("created %+v, shown %+v", m.Created, m.Shown)
	}
}

func TestKeywordsAreJoined(t *testing.T) {
	long := strings.Repeat("k", 70)
	m := Merge(facts(
		meta.Value{Name: "XMP-dc:Subject", Text: "car", List: []string{"car", long}},
		meta.Value{Name: "IPTC:Keywords", Text: "Car", List: []string{"Car", long[:64], "truck"}},
	), Context{})
	var got []string
	for _, k := range m.Keywords {
		got = append(got, k.Text)
	}
	if strings.Join(got, ",") != "car,"+long+",truck" {
		t.Errorf("keywords %q", got)
	}
}
