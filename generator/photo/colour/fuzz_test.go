package colour

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// FuzzProfile reads whatever calls itself a profile. What is decided can be done,
// and what is done has a colour for everything.
func FuzzProfile(f *testing.F) {
	for _, icc := range profilesOf() {
		for _, channels := range []int{1, 3, 4} {
			f.Add(icc, channels)
		}
	}
	for _, k := range []Space{SRGB, DisplayP3, AdobeRGB, ProPhotoRGB} {
		f.Add(k.Profile(), 3)
	}
	f.Fuzz(func(t *testing.T, icc []byte, channels int) {
		before := bytes.Clone(icc)
		h := Handle(icc, channels)
		if len(h.Embed) > large || h.Embed != nil && h.Convert {
			t.Errorf("%d bytes embedded, converted: %v", len(h.Embed), h.Convert)
		}
		w, err := profiled(icc, channels)
		if h.Convert && err != nil && channels != 4 {
			t.Errorf("to be converted, but: %v", err)
		}
		if err == nil {
			for i := range 9 {
				v := make([]float64, channels)
				for c := range v {
					v[c] = float64(i*(c+3)%9) / 8
				}
				sRGB(w(v))
			}
		}
		if !bytes.Equal(before, icc) {
			t.Error("the profile was written on")
		}
	})
}

// TestHostile reads profiles that promise more than they have.
func TestHostile(t *testing.T) {
	for name, change := range map[string]func([]byte){
		"four thousand million tags": func(b []byte) { binary.BigEndian.PutUint32(b[128:], 1<<32-1) },
		"too many tags":              func(b []byte) { binary.BigEndian.PutUint32(b[128:], maxTags+1) },
		"a table of 255 to the 4th": func(b []byte) {
			b[bytes.Index(b, []byte("mft2"))+10] = 255
		},
		"a table of nothing": func(b []byte) { b[bytes.Index(b, []byte("mft2"))+10] = 0 },
		"16 channels":        func(b []byte) { b[bytes.Index(b, []byte("mft2"))+8] = 16 },
		"curves of 65535 points": func(b []byte) {
			binary.BigEndian.PutUint16(b[bytes.Index(b, []byte("mft2"))+48:], 65535)
		},
		"curves of one point": func(b []byte) { binary.BigEndian.PutUint16(b[bytes.Index(b, []byte("mft2"))+48:], 1) },
		"a link to devices":   func(b []byte) { copy(b[12:], "link") },
		"connected in inks":   func(b []byte) { copy(b[20:], "CMYK") },
	} {
		icc := profilesOf()["inks"]
		change(icc)
		if _, err := profiled(icc, 4); err == nil {
			t.Errorf("%s: no error", name)
		}
		c, err := Open(icc, 4)
		if err != nil {
			t.Fatalf("%s: inks have no way: %v", name, err)
		}
		if got := convert(c, []byte{0, 0, 0, 0}); got != [3]float64{255, 255, 255} {
			t.Errorf("%s: paper is %v", name, got)
		}
	}
	icc := profilesOf()["inks"]
	for n := range len(icc) {
		_, _ = profiled(icc[:n], 4)
		Handle(icc[:n], 4)
	}
}
