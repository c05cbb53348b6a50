package photo

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
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
		{"make and model", facts(value("IFD0:Make", "NIKON"), value("IFD0:Model", "D70"), value("IFD0:ImageDescription", "NIKON D70")), meta.DigestAbsent, "", "", ""},
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

func TestBoilerplate(t *testing.T) {
	for caption, want := range map[string]bool{
		"SANYO DIGITAL CAMERA": true, "MINOLTA DIGITAL CAMERA": true, "Digital Still Camera": true, "KODAK Digital Still Camera": true,
		"000007": true, "DSC00019": true, "IMG_1234": true, "_DSC1234": true, "P1010023": true, "IMG_20230720_120000": true, "DSCF0001.JPG": true,
		"Created with The GIMP": true, "converted PBM file": true, "My great picture": true,
		"A digital camera on a table in Berlin": false, "1989": true, "Apollo 11": false, "Route 66 in Arizona": false, "Flight MH370": false,
		"新华社 2023": false, "Harvest": false, "The camera": false, "G20": false,
	} {
		m := Merge(facts(value("IFD0:ImageDescription", caption)), Context{})
		if got := !m.Caption.Set(); got != want {
			t.Errorf("%q: boilerplate %v, want %v", caption, got, want)
		}
	}
	for notice, want := range map[string]bool{"Copyright,": false, "(C)": false, "© ": false, "All rights reserved.": false, "© 2023": true, "Copyright Ann": true} {
		if got := Merge(facts(value("IFD0:Copyright", notice)), Context{}).Copyright.Set(); got != want {
			t.Errorf("%q: %v, want %v", notice, got, want)
		}
	}
}

func TestDateOfSeveralSources(t *testing.T) {
	for _, c := range []struct {
		name   string
		facts  *Facts
		digest meta.DigestState
		want   string
		notes  int
	}{
		{"the same day", facts(value("XMP-photoshop:DateCreated", "2023:07:20"), value("IPTC:DateCreated", "2023:07:20"), value("IPTC:TimeCreated", "08:12:33+08:00")), meta.DigestDiffers, "2023-07-20", 0},
		{"the same moment in two zones", facts(value("XMP-photoshop:DateCreated", "2023:07:20 23:12:33Z"), value("IPTC:DateCreated", "2023:07:21"), value("IPTC:TimeCreated", "07:12:33+08:00")), meta.DigestAbsent, "2023-07-20T23:12:33Z", 0},
		{"two days", facts(value("XMP-photoshop:DateCreated", "2023:07:20"), value("IPTC:DateCreated", "2023:07:22")), meta.DigestAbsent, "2023-07-20", 1},
		{"two days, IIM changed later", facts(value("XMP-photoshop:DateCreated", "2023:07:20"), value("IPTC:DateCreated", "2023:07:22")), meta.DigestDiffers, "2023-07-22", 1},
		{"the zone is the camera's", facts(value("XMP-photoshop:DateCreated", "2023:07:20 08:12:33"), value("ExifIFD:DateTimeOriginal", "2023:07:20 08:12:33"), value("ExifIFD:OffsetTimeOriginal", "+08:00")), meta.DigestAbsent, "2023-07-20T08:12:33+08:00", 0},
		{"the zone is that of another moment", facts(value("XMP-photoshop:DateCreated", "2023:07:20 09:12:33"), value("ExifIFD:DateTimeOriginal", "2023:07:20 08:12:33"), value("ExifIFD:OffsetTimeOriginal", "+08:00")), meta.DigestAbsent, "2023-07-20T09:12:33", 0},
		{"Exif copied into XMP", facts(value("XMP-exif:DateTimeOriginal", "2023:07:20 08:12:33")), meta.DigestAbsent, "2023-07-20T08:12:33", 0},
		{"Exif before its copy", facts(value("XMP-exif:DateTimeOriginal", "2023:07:20 08:12:33"), value("ExifIFD:DateTimeOriginal", "2023:07:21 08:12:33")), meta.DigestAbsent, "2023-07-21T08:12:33", 0},
		{"the desk's word before the camera's", facts(value("IPTC:DateCreated", "2023:07:19"), value("ExifIFD:DateTimeOriginal", "2023:07:21 08:12:33")), meta.DigestAbsent, "2023-07-19", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.facts.IPTCDigest = c.digest
			m := Merge(c.facts, Context{})
			if got := m.Date.ISO(); got != c.want || len(m.Notes) != c.notes {
				t.Errorf("%q, want %q; notes %v", got, c.want, m.Notes)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	for _, c := range []struct {
		facts *Facts
		want  string
	}{
		{facts(value("GPS:GPSLatitude", "29.35"), value("GPS:GPSLatitudeRef", "N"), value("GPS:GPSLongitude", "106.92"), value("GPS:GPSLongitudeRef", "E")), "29.350000, 106.920000"},
		{facts(value("GPS:GPSLatitude", "33.9"), value("GPS:GPSLatitudeRef", "S"), value("GPS:GPSLongitude", "70.5"), value("GPS:GPSLongitudeRef", "West")), "-33.900000, -70.500000"},
		{facts(value("XMP-exif:GPSLatitude", "-33.9"), value("XMP-exif:GPSLongitude", "-70.5")), "-33.900000, -70.500000"},
		{facts(value("GPS:GPSLatitude", "0"), value("GPS:GPSLongitude", "0")), ""},
		{facts(value("GPS:GPSLatitude", "91"), value("GPS:GPSLongitude", "10")), ""},
		{facts(value("GPS:GPSLatitude", "undef"), value("GPS:GPSLongitude", "10")), ""},
		{facts(value("GPS:GPSLatitude", "NaN"), value("GPS:GPSLongitude", "10")), ""},
		{facts(value("GPS:GPSLatitude", "10")), ""},
	} {
		m := Merge(c.facts, Context{})
		if got := m.GPS.value().Text; got != c.want {
			t.Errorf("%v: %q, want %q", c.facts.Values, got, c.want)
		}
	}
}

func TestWhatIsNoConflict(t *testing.T) {
	list := func(name string, items ...string) meta.Value {
		return meta.Value{Name: name, Text: items[0], List: items}
	}
	for name, f := range map[string]*Facts{
		"two letters and three":      facts(value("XMP-iptcCore:CountryCode", "CN"), value("IPTC:Country-PrimaryLocationCode", "CHN")),
		"creators cut":               facts(list("XMP-dc:Creator", "A very long name of a photographer", "B"), value("IPTC:By-line", "A very long name of a photograph")),
		"a cut credit, whole in XMP": facts(value("XMP-photoshop:Credit", "Agence of a very long name indeed"), meta.Value{Name: "IPTC:Credit", Text: "Agence of a very long name indee", Cut: true}),
	} {
		if m := Merge(f, Context{}); len(m.Notes) > 0 {
			t.Errorf("%s: %v", name, m.Notes)
		}
	}
	for name, f := range map[string]*Facts{
		"two countries":   facts(value("XMP-iptcCore:CountryCode", "CN"), value("IPTC:Country-PrimaryLocationCode", "JPN")),
		"two creators":    facts(value("XMP-dc:Creator", "A"), value("IPTC:By-line", "B")),
		"a cut credit":    facts(meta.Value{Name: "IPTC:Credit", Text: "Agence of a very long name indee", Cut: true}),
		"a guess at text": facts(meta.Value{Name: "IPTC:Caption-Abstract", Text: "新华社", Charset: "gb18030", Guess: meta.GuessSniffed}),
	} {
		if m := Merge(f, Context{}); len(m.Notes) != 1 {
			t.Errorf("%s: %v", name, m.Notes)
		}
	}
}

func TestFieldsOfOneSource(t *testing.T) {
	list := func(name string, items ...string) meta.Value {
		return meta.Value{Name: name, Text: items[0], List: items}
	}
	m := Merge(facts(
		list("XMP-iptcExt:PersonInImage", "Ann", "Bo"), value("XMP-iptcExt:PersonInImageName", "Cy"),
		value("XMP-iptcExt:OrganisationInImageName", "Org"), value("XMP-iptcExt:Event", "Event"),
		value("XMP-plus:LicensorName", "Agency"), value("XMP-plus:LicensorURL", "https://example.org/l"),
		value("XMP-xmpRights:WebStatement", "https://example.org/w"), value("XMP-iptcCore:ExtDescrAccessibility", "Long"),
		value("XMP-iptcExt:DigitalSourceType", "trainedAlgorithmicMedia"), value("XMP-plus:DataMining", "DMI-PROHIBITED"),
		value("XMP-iptcExt:AISystemUsed", "S"), value("XMP-iptcExt:AIPromptInformation", "P"),
		value("XMP-TC260:AIGC", `{"Label":"1"}`), value("XMP-plus:ModelReleaseStatus", "MR-UMR"), value("IFD0:Artist", "A; B ;"),
	), Context{})
	var got []string
	for _, f := range m.Fields() {
		var texts []string
		for _, v := range f.Values {
			texts = append(texts, v.Text)
		}
		got = append(got, f.Name+"="+strings.Join(texts, "|"))
	}
	want := []string{
		"description=Long", "creator=A|B", "license=https://example.org/w", "licensor=Agency", "acquire_license_page=https://example.org/l",
		"persons=Ann|Bo|Cy", "organisations=Org", "event=Event", "digital_source_type=trainedAlgorithmicMedia", "data_mining=DMI-PROHIBITED",
		"model_release=MR-UMR", `aigc={"Label":"1"}`, "ai=S|P",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for comment, want := range map[string]string{`{"AIGC":{"Label":"1"}}`: `{"Label":"1"}`, `{"AIGC":`: "", `{"a":"AIGC"}`: "", "a comment": ""} {
		if v := Merge(facts(value("ExifIFD:UserComment", comment)), Context{}).AIGC; v.Text != want {
			t.Errorf("%s: label %q, want %q", comment, v.Text, want)
		}
	}
}

// TestSidecar holds the .xmp beside a photograph to its rank: before all that
// the photograph says, property by property, and without calling that a conflict.
func TestSidecar(t *testing.T) {
	embedded := facts(
		spoken("XMP-dc:Description", "x-default", "old"), spoken("XMP-dc:Description", "zh", "旧"),
		value("IPTC:Caption-Abstract", "older"), value("XMP-photoshop:Credit", "Agency"),
		value("XMP-plus:LicensorName", "Old"), value("XMP-plus:LicensorURL", "https://example.org/old"),
		value("XMP-photoshop:City", "Chongqing"), value("IPTC:Country-PrimaryLocationName", "China"),
		value("XMP-iptcExt:LocationShownCity", "Beijing"), value("IPTC:DateCreated", "2023:07:20"),
	)
	embedded.IPTCDigest = meta.DigestDiffers
	sidecar := &meta.Facts{Values: []meta.Value{
		spoken("XMP-dc:Description", "x-default", "new"),
		{Name: "XMP-plus:Licensor", Struct: []byte(`[{"LicensorName":"New"}]`)},
		value("XMP-plus:LicensorName", "New"),
		value("XMP-photoshop:City", "Berlin"), value("XMP-photoshop:DateCreated", "2024:01:02"), value("XMP-photoshop:Credit", " "),
	}, Damage: []meta.Damage{{Part: "XMP", Message: "torn"}}}
	f := embedded.Beside(sidecar)
	m := Merge(f, Context{Langs: []string{"zh"}})
	for what, pair := range map[string][2]string{
		"caption":  {m.Caption.Text + m.Caption.Source, "newXMP-dc:Description (XMP sidecar)"},
		"credit":   {m.Credit.Text + m.Credit.Source, "AgencyXMP-photoshop:Credit"},
		"licensor": {m.Licensors[0].Name.Text + m.Licensors[0].URL.Text, "New"},
		"place":    {m.Created.City.Text + m.Created.Country.Text + m.Shown.City.Text, "Berlin"},
		"date":     {m.Date.ISO() + m.Date.Source, "2024-01-02XMP-photoshop:DateCreated (XMP sidecar)"},
		"damage":   {f.Damage[0].Part, "XMP sidecar"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %q, want %q", what, pair[0], pair[1])
		}
	}
	if len(m.Notes) > 0 {
		t.Errorf("notes %v", m.Notes)
	}
	if embedded.Sidecar != nil || embedded.Damage != nil || len(embedded.Values) != 10 {
		t.Error("the photograph's own facts were changed")
	}
}

// mwgOrder is the trap that wants Exif before XMP, as the MWG has it. Desks
// write captions into XMP and IIM, and cameras into Exif.
const mwgOrder = "mwg05-exif-vs-xmp"

// TestTrapsOfMerging reads the traps whose answer is a matter of several sources.
func TestTrapsOfMerging(t *testing.T) {
	dir := filepath.Join("meta", "testdata", "traps")
	data, err := os.ReadFile(filepath.Join(dir, "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		ID, Field string
		Expect    any
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range cases {
		if c.Field != "MWG:caption" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, c.ID+".jpg"))
		if err != nil {
			t.Fatal(err)
		}
		f := &Facts{Facts: *meta.Read(bytes.NewReader(data), int64(len(data)))}
		got := Merge(f, Context{File: c.ID + ".jpg"}).Caption.Text
		if (got == c.Expect) == (c.ID == mwgOrder) {
			t.Errorf("%s: %q, want %q", c.ID, got, c.Expect)
		}
		n++
	}
	if n != 6 {
		t.Errorf("%d traps of merging, want 6", n)
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
