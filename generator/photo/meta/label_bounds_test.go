package meta

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestBoundedLabelsFit fills every field with what takes most room: it can be
// written, whatever it is.
func TestBoundedLabelsFit(t *testing.T) {
	for _, unit := range []string{"\"", "长", "&", "a", "\x00", "\xff", "https://example.org/&&"} {
		var l Label
		v := reflect.ValueOf(&l).Elem()
		long := strings.Repeat(unit, 100_000)
		for i := range v.NumField() {
			switch f := v.Field(i).Addr().Interface().(type) {
			case *string:
				*f = long
			case *[]string:
				*f = strings.Split(strings.Repeat(strings.Repeat(unit, 1000)+"\n", 300), "\n")
			case *[]Text:
				for range 30 {
					*f = append(*f, Text{"en", long}, Text{"x\" y=\"", long}, Text{"zh-Hans", long})
				}
			}
		}
		l = l.Bounded()
		l.GPSLatitude, l.GPSLongitude = Degrees(29, "N", "S"), Degrees(106, "E", "W")
		data := labelled(t, l, nil)
		f := readBytes(data)
		if len(f.Damage) > 0 || f.Truncated {
			t.Errorf("%q: damage %v", unit, f.Damage)
		}
		if len(data) > 4<<20 {
			t.Errorf("%q: %d bytes", unit, len(data))
		}
		var webp bytes.Buffer
		if err := WriteWebP(&webp, webpPixels(t), l, nil); err != nil {
			t.Errorf("%q: %v", unit, err)
		}
		if utf8.ValidString(unit) && unit != "\x00" && l.Credit == "" {
			t.Errorf("%q: nothing is left of the credit", unit)
		}
	}
}

func TestBoundedKeepsWhatIsSensible(t *testing.T) {
	l := fullLabel()
	if got := l.Bounded(); !reflect.DeepEqual(got, l) {
		t.Errorf("%+v\nwas %+v", got, l)
	}
	for address, want := range map[string]string{
		"https://example.org/": "https://example.org/", "www.example.org": "www.example.org", "mailto:desk@example.org": "mailto:desk@example.org",
		"javascript:alert(1)": "", "data:text/html,x": "", "JavaScript:alert(1)": "", "http://[": "",
	} {
		if got := (Label{WebStatement: address}).Bounded().WebStatement; got != want {
			t.Errorf("%q became %q", address, got)
		}
	}
}
