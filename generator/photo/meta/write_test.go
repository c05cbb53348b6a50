package meta

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// pixels is a JPEG stream without metadata.
func pixels(t testing.TB) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 40, 24))
	for x := range 40 {
		for y := range 24 {
			img.Set(x, y, color.RGBA{uint8(x * 6), uint8(y * 10), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpPixels is a lossy WebP stream of one green pixel in the simple format.
func webpPixels(t testing.TB) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func fullLabel() Label {
	return Label{
		Creators: []string{"姚大伟", "Ann Example"}, JobTitle: "Staff", Credit: "Xinhua", Source: "新华社",
		Copyright: "© 2025 Xinhua & Co <all>", UsageTerms: []Text{{"en", "Editorial use only"}, {"zh-Hans", "仅限新闻使用"}},
		WebStatement: "https://example.org/rights?a=1&b=2", LicensorName: "Example Desk", LicensorURL: "https://example.org/licence",
		DigitalSourceType: sourceTypes + "digitalCapture", DataMining: plusVocabulary + "DMI-PROHIBITED",
		OtherConstraints: []Text{{"en", "No training"}}, AIGC: `{"Label":"1"}`,
		Title: []Text{{"en", "Congress opens"}}, Headline: "Congress opens in Beijing",
		Caption: []Text{{"en", "Line one.\nLine two \"quoted\"."}, {"zh-Hans", "第一行。\n第二行。"}},
		Alt:     []Text{{"en", "A hall full of people"}}, Description: []Text{{"en", "A long description"}},
		DateCreated: "2025-03-05T09:30:15+08:00", Sublocation: "Great Hall", City: "Beijing", State: "Beijing", Country: "China",
		CountryCode: "CHN", Persons: []string{"Li Qiang"}, Keywords: []string{"congress", "北京"},
	}
}

func labelled(t testing.TB, l Label, icc []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteJPEG(&b, pixels(t), l, icc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRoundTrip reads back what is written, in both containers.
func TestRoundTrip(t *testing.T) {
	icc := make([]byte, 150_000)
	copy(icc[36:], "acsp")
	var webp bytes.Buffer
	if err := WriteWebP(&webp, webpPixels(t), fullLabel(), icc); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"XMP-dc:Creator": []any{"姚大伟", "Ann Example"}, "XMP-photoshop:AuthorsPosition": "Staff", "XMP-photoshop:Credit": "Xinhua",
		"XMP-photoshop:Source": "新华社", "XMP-dc:Rights": "© 2025 Xinhua & Co <all>",
		"XMP-xmpRights:UsageTerms": "Editorial use only", "XMP-xmpRights:UsageTerms-zh-hans": "仅限新闻使用",
		"XMP-xmpRights:WebStatement": "https://example.org/rights?a=1&b=2", "XMP-plus:LicensorName": "Example Desk",
		"XMP-plus:LicensorURL": "https://example.org/licence", "XMP-iptcExt:DigitalSourceType": sourceTypes + "digitalCapture",
		"XMP-plus:DataMining": "DMI-PROHIBITED", "XMP-plus:OtherConstraints": "No training", "XMP-TC260:AIGC": `{"Label":"1"}`,
		"XMP-dc:Title": "Congress opens", "XMP-photoshop:Headline": "Congress opens in Beijing",
		"XMP-dc:Description": "Line one.\nLine two \"quoted\".", "XMP-dc:Description-en": "Line one.\nLine two \"quoted\".",
		"XMP-dc:Description-zh-hans":         "第一行。\n第二行。",
		"XMP-iptcCore:AltTextAccessibility":  "A hall full of people",
		"XMP-iptcCore:ExtDescrAccessibility": "A long description",
		"XMP-photoshop:DateCreated":          "2025:03:05 09:30:15+08:00",
		"XMP-iptcCore:Location":              "Great Hall",
		"XMP-photoshop:City":                 "Beijing",
		"XMP-photoshop:State":                "Beijing",
		"XMP-photoshop:Country":              "China",
		"XMP-iptcCore:CountryCode":           "CHN",
		"XMP-iptcExt:PersonInImage":          "Li Qiang",
		"XMP-dc:Subject":                     []any{"congress", "北京"},
	}
	iim := map[string]any{
		"IPTC:By-line": []any{"姚大伟", "Ann Example"}, "IPTC:Credit": "Xinhua", "IPTC:CopyrightNotice": "© 2025 Xinhua & Co <all>",
		"IPTC:Caption-Abstract": "Line one.\nLine two \"quoted\".", "IPTC:DateCreated": "2025:03:05", "IPTC:TimeCreated": "09:30:15+08:00",
		"IPTC:Keywords": []any{"congress", "北京"}, "IPTC:Country-PrimaryLocationCode": "CHN", "IPTC:CodedCharacterSet": "\x1b%G",
	}
	for format, b := range map[string][]byte{"jpeg": labelled(t, fullLabel(), icc), "webp": webp.Bytes()} {
		f := readBytes(b)
		if len(f.Damage) > 0 || f.Truncated || f.Format != format || !bytes.Equal(f.ICC, icc) {
			t.Errorf("%s: format %q, damage %v, truncated %v, %d bytes of ICC", format, f.Format, f.Damage, f.Truncated, len(f.ICC))
		}
		got := raw(f)
		for name, value := range want {
			if !reflect.DeepEqual(got[name], value) {
				t.Errorf("%s: %s is %#v, want %#v", format, name, got[name], value)
			}
		}
		for name, value := range iim {
			if format == "jpeg" && !reflect.DeepEqual(got[name], value) {
				t.Errorf("%s is %#v, want %#v", name, got[name], value)
			}
		}
	}
	if f := readBytes(labelled(t, fullLabel(), nil)); f.IPTCDigest != DigestEqual {
		t.Errorf("digest %q, want equal", f.IPTCDigest)
	}
}

// TestFactsJSON holds that facts survive the cache.
func TestFactsJSON(t *testing.T) {
	for _, c := range traps(t) {
		f := readBytes(trapBytes(t, c.ID))
		js, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back Facts
		if err := json.Unmarshal(js, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(&back); !bytes.Equal(js, again) {
			t.Errorf("%s: facts change on the way through JSON", c.ID)
		}
	}
}

func TestLabelEdges(t *testing.T) {
	long := strings.Repeat("图", 3000)
	l := Label{
		Credit: long, Caption: []Text{{Text: long}}, Headline: "a\x00b\x0bc\ufffed\u200f\x1b", CountryCode: "CN",
		Copyright: "cut \xff here", DateCreated: "yesterday", Keywords: []string{"", " "},
	}
	f := readBytes(labelled(t, l, nil))
	for name, want := range map[string]string{
		"XMP-photoshop:Credit": long, "XMP-dc:Description": long, "IPTC:Credit": long[:30], "IPTC:Caption-Abstract": long[:1998],
		"XMP-photoshop:Headline": "abcd\u200f", "XMP-dc:Rights": "cut  here",
	} {
		if v, _ := f.Get(name); v.Text != want {
			t.Errorf("%s is %.60q, want %.60q", name, v.Text, want)
		}
	}
	for _, name := range []string{"XMP-photoshop:DateCreated", "IPTC:DateCreated", "IPTC:Country-PrimaryLocationCode", "XMP-dc:Subject"} {
		if v, ok := f.Get(name); ok {
			t.Errorf("%s is %q, want nothing", name, v.Text)
		}
	}
}

// TestPartialDates writes as much of a date as is known, and invents no zone.
func TestPartialDates(t *testing.T) {
	for date, want := range map[string][3]string{
		"2023":                      {"2023", "2023:00:00", ""},
		"2023-07":                   {"2023:07", "2023:07:00", ""},
		"2023-07-20":                {"2023:07:20", "2023:07:20", ""},
		"2023-07-20T15:04":          {"2023:07:20 15:04", "2023:07:20", ""},
		"2023-07-20T15:04Z":         {"2023:07:20 15:04Z", "2023:07:20", "15:04:00+00:00"},
		"2023-07-20T15:04:05-03:30": {"2023:07:20 15:04:05-03:30", "2023:07:20", "15:04:05-03:30"},
		"2023-07-20T15:04:05.25Z":   {"2023:07:20 15:04:05.25Z", "2023:07:20", "15:04:05+00:00"},
	} {
		f := readBytes(labelled(t, Label{DateCreated: date}, nil))
		for i, name := range []string{"XMP-photoshop:DateCreated", "IPTC:DateCreated", "IPTC:TimeCreated"} {
			if v, _ := f.Get(name); v.Text != want[i] {
				t.Errorf("%s: %s is %q, want %q", date, name, v.Text, want[i])
			}
		}
	}
}

// TestExtendedXMP writes a label that no segment holds.
func TestExtendedXMP(t *testing.T) {
	l := fullLabel()
	l.Description = []Text{{"en", strings.Repeat("many words & ", 12_000)}}
	f := readBytes(labelled(t, l, nil))
	if v, _ := f.Get("XMP-iptcCore:ExtDescrAccessibility"); v.Text != strings.TrimSpace(l.Description[0].Text) {
		t.Errorf("description of %d bytes came back with %d", len(l.Description[0].Text), len(v.Text))
	}
	if v, _ := f.Get("XMP-photoshop:Credit"); v.Text != l.Credit {
		t.Errorf("credit %q", v.Text)
	}
	l.Copyright = strings.Repeat("c", 70_000)
	if err := WriteJPEG(&bytes.Buffer{}, pixels(t), l, nil); !errors.Is(err, errTooLarge) {
		t.Errorf("a copyright of 70000 bytes: %v", err)
	}
}

// TestEmptyLabel leaves the pixels as they are.
func TestEmptyLabel(t *testing.T) {
	if got := labelled(t, Label{}, nil); !bytes.Equal(got, pixels(t)) {
		t.Error("an empty label changed the JPEG stream")
	}
	var b bytes.Buffer
	if err := WriteWebP(&b, webpPixels(t), Label{}, nil); err != nil || !bytes.Equal(b.Bytes(), webpPixels(t)) {
		t.Errorf("an empty label changed the WebP stream: %v", err)
	}
}

// TestRelabel replaces what an earlier label said.
func TestRelabel(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJPEG(&b, labelled(t, fullLabel(), nil), Label{Credit: "New"}, nil); err != nil {
		t.Fatal(err)
	}
	f := readBytes(b.Bytes())
	if got := raw(f); len(got) != 4 || got["XMP-photoshop:Credit"] != "New" {
		t.Errorf("values after relabelling: %v", got)
	}
}

func TestWriteRefuses(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("\xff\xd8"), []byte("GIF89a"), pixels(t)[:100], []byte("RIFF\x00\x00\x00\x00WEBPVP8 \xff\xff\xff\xff")} {
		if WriteJPEG(&bytes.Buffer{}, b, fullLabel(), nil) == nil {
			t.Errorf("WriteJPEG took %.20q", b)
		}
		if WriteWebP(&bytes.Buffer{}, b, fullLabel(), nil) == nil {
			t.Errorf("WriteWebP took %.20q", b)
		}
	}
}

// TestValidate asks exiftool for its opinion.
func TestValidate(t *testing.T) {
	tool, err := exec.LookPath("exiftool")
	if err != nil {
		missing(t, "no exiftool in PATH")
	}
	dir := t.TempDir()
	long := fullLabel()
	long.Description = []Text{{"en", strings.Repeat("many words & ", 12_000)}}
	small := Label{Creators: []string{"Ann Example"}, Credit: "Desk", Copyright: "© Desk"}
	partial := Label{DateCreated: "2023-07", Caption: []Text{{Text: strings.Repeat("长", 2000)}}}
	var names []string
	for name, l := range map[string]Label{"full": fullLabel(), "long": long, "small": small, "partial": partial} {
		jpegName, webpName := filepath.Join(dir, name+".jpg"), filepath.Join(dir, name+".webp")
		var webp bytes.Buffer
		if err := WriteWebP(&webp, webpPixels(t), l, nil); err != nil {
			t.Fatal(err)
		}
		for file, b := range map[string][]byte{jpegName: labelled(t, l, nil), webpName: webp.Bytes()} {
			if err := os.WriteFile(file, b, 0o600); err != nil {
				t.Fatal(err)
			}
			names = append(names, file)
		}
	}
	out, err := exec.Command(tool, append([]string{"-validate", "-warning", "-error", "-a", "-j"}, names...)...).Output()
	if err != nil {
		t.Fatal(err, string(out))
	}
	var reports []map[string]any
	if err := json.Unmarshal(out, &reports); err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if r["Validate"] != "OK" || r["Warning"] != nil || r["Error"] != nil {
			t.Errorf("exiftool: %v", r)
		}
	}
	if len(reports) != len(names) {
		t.Errorf("%d reports for %d files", len(reports), len(names))
	}
}
