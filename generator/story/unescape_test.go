package story

import "testing"

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		`a & b`: "a & b", `&amp;`: "&", `&#169;`: "©", `&#xA9;`: "©", `\&amp;`: "&amp;", `& c \&amp;`: "& c &amp;",
		`&nosuch;`: "&nosuch;", `R&D; and more`: "R&D; and more", `\*`: "*", `\a`: `\a`, `&`: "&",
	} {
		if got, _ := unescape(in, 1000); got != want {
			t.Errorf("%q reads as %q, want %q", in, got, want)
		}
	}
}
