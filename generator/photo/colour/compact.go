package colour

import (
	"encoding/binary"
	"slices"
	"sync"
	"unicode/utf16"
)

// Profile returns a profile of a known space, of less than 600 bytes and always
// the same: version 4.3 of ICC.1, for a display. Its date is that of this
// program's first version, since a profile must have one.
func (k Space) Profile() []byte {
	return slices.Clone(profiles()[k])
}

var profiles = sync.OnceValue(func() map[Space][]byte {
	out := map[Space][]byte{}
	for k := range known {
		out[k] = k.write()
	}
	return out
})

// bradford takes D65 to D50: the tag 'chad' of a space whose white is D65
// (ICC.1:2022 annex E).
var bradford = [9]uint32{
	0x00010c42, 0x000005de, 0xfffff325, 0x00000793, 0x0000fd90, 0xfffffba1, 0xfffffda2, 0x000003dc, 0x0000c06e,
}

func (k Space) write() []byte {
	s := known[k]
	tags := []tag{
		{"desc", text(s.name)},
		{"cprt", text("CC0")},
		{"wtpt", lights(d50)},
		{"rXYZ", lights(s.colorants[0])},
		{"gXYZ", lights(s.colorants[1])},
		{"bXYZ", lights(s.colorants[2])},
	}
	c := curveTag(s.curve)
	tags = append(tags, tag{"rTRC", c}, tag{"gTRC", c}, tag{"bTRC", c})
	if k != ProPhotoRGB {
		chad := []byte("sf32\x00\x00\x00\x00")
		for _, v := range bradford {
			chad = binary.BigEndian.AppendUint32(chad, v)
		}
		tags = append(tags, tag{"chad", chad})
	}
	return assemble(header(0x04300000), tags)
}

// header returns that of a display's profile (ICC.1:2022 section 7.2).
func header(version uint32) []byte {
	h := make([]byte, headerSize)
	binary.BigEndian.PutUint32(h[8:], version)
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 11, 23} {
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	for i, v := range d50 {
		binary.BigEndian.PutUint32(h[68+4*i:], toFixed(v))
	}
	return h
}

// A tag is a name and its data.
type tag struct {
	name string
	data []byte
}

// assemble writes a profile. Tags with the same data share it.
func assemble(header []byte, tags []tag) []byte {
	out := binary.BigEndian.AppendUint32(slices.Clone(header), uint32(len(tags)))
	out = append(out, make([]byte, 12*len(tags))...)
	at := map[string]int{}
	for i, t := range tags {
		off, ok := at[string(t.data)]
		if !ok {
			off = len(out)
			at[string(t.data)] = off
			out = append(out, t.data...)
			out = append(out, make([]byte, -len(out)&3)...)
		}
		e := out[headerSize+4+12*i:]
		copy(e, t.name)
		binary.BigEndian.PutUint32(e[4:], uint32(off))
		binary.BigEndian.PutUint32(e[8:], uint32(len(t.data)))
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

func toFixed(v float64) uint32 {
	n := mul(v, 65536)
	if n < 0 {
		return uint32(int32(n - 0.5))
	}
	return uint32(int32(n + 0.5))
}

// text is of multiLocalizedUnicodeType, in English (section 10.15).
func text(s string) []byte {
	out := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	out = binary.BigEndian.AppendUint32(out, uint32(2*len(s)))
	out = binary.BigEndian.AppendUint32(out, 28)
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.BigEndian.AppendUint16(out, u)
	}
	return out
}

// lights is of XYZType.
func lights(v [3]float64) []byte {
	out := []byte("XYZ \x00\x00\x00\x00")
	for _, x := range v {
		out = binary.BigEndian.AppendUint32(out, toFixed(x))
	}
	return out
}

// curveTag is of curveType for a power and of parametricCurveType else.
func curveTag(c curve) []byte {
	if g, ok := c.(gamma); ok {
		out := []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01")
		return binary.BigEndian.AppendUint16(out, uint16(mul(float64(g), 256)+0.5))
	}
	p := c.(parametric)
	out := []byte("para\x00\x00\x00\x00\x00\x03\x00\x00")
	for _, v := range []float64{p.g, p.a, p.b, p.c, p.d} {
		out = binary.BigEndian.AppendUint32(out, toFixed(v))
	}
	return out
}

// needed are the tags that say what an RGB profile of colorants means; all others
// are for people, makers and monitors.
var needed = []string{"desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}

// slim returns the profile with the tags that are needed. Descriptions of version
// 2 in all languages may be large; those of more than a kilobyte are left out.
func (p *profile) slim() []byte {
	var tags []tag
	for _, name := range needed {
		t := p.tags[name]
		if t == nil || (name == "desc" || name == "cprt") && len(t) > 1024 {
			continue
		}
		tags = append(tags, tag{name, t})
	}
	h := slices.Clone(p.data[:headerSize])
	clear(h[84:100]) // the profile ID is that of other bytes
	return assemble(h, tags)
}
