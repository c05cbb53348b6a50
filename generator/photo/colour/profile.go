package colour

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// errProfile is what every error about a profile wraps.
var errProfile = errors.New("colour profile")

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errProfile, fmt.Sprintf(format, args...))
}

// The parts of a profile's header (ICC.1:2022 section 7.2).
const (
	headerSize = 128
	maxTags    = 100
)

// spaces are the kinds of samples that are understood, and how many channels
// they have (ICC.1:2022 table 19).
var spaces = map[string]int{"GRAY": 1, "RGB ": 3, "CMYK": 4}

// profile is a profile whose header and list of tags are sound. The tags are
// pieces of its bytes.
type profile struct {
	data     []byte
	space    string
	channels int
	lab      bool // connected in Lab, else in XYZ
	tags     map[string][]byte
}

// parse reads a profile's header and list of tags.
func parse(data []byte) (*profile, error) {
	if len(data) < headerSize+4 || string(data[36:40]) != "acsp" {
		return nil, bad("it is none")
	}
	if n := u32(data); n >= headerSize+4 && n < int64(len(data)) {
		data = data[:n]
	}
	p := &profile{data: data, space: string(data[16:20])}
	p.channels = spaces[p.space]
	switch class := string(data[12:16]); {
	case p.channels == 0:
		return nil, bad("of %q, not of grey, RGB or CMYK", p.space)
	case class != "scnr" && class != "mntr" && class != "prtr" && class != "spac":
		return nil, bad("of the class %q, which is not that of a picture's", class)
	}
	switch pcs := string(data[20:24]); pcs {
	case "XYZ ":
	case "Lab ":
		p.lab = true
	default:
		return nil, bad("connected in %q", pcs)
	}
	return p, p.list()
}

// list reads the tag table (section 7.3).
func (p *profile) list() error {
	n := u32(p.data[headerSize:])
	if n > maxTags || headerSize+4+12*n > int64(len(p.data)) {
		return bad("%d tags", n)
	}
	p.tags = make(map[string][]byte, n)
	for i := range int(n) {
		e := p.data[headerSize+4+12*i:]
		off, size := u32(e[4:]), u32(e[8:])
		if off+size > int64(len(p.data)) || size < 8 {
			continue // a tag that is cut off may be one that nobody needs
		}
		if _, twice := p.tags[string(e[:4])]; !twice {
			p.tags[string(e[:4])] = p.data[off : off+size]
		}
	}
	return nil
}

// table returns the profile's way from samples to the connection space, that of
// the media-relative colorimetric intent if there is one.
func (p *profile) table() []byte {
	for _, name := range []string{"A2B1", "A2B0", "A2B2"} {
		if t := p.tags[name]; t != nil {
			return t
		}
	}
	return nil
}

// u16, u32 and fixed read numbers that are known to be there.
func u16(b []byte) int { return int(binary.BigEndian.Uint16(b)) }

func u32(b []byte) int64 { return int64(binary.BigEndian.Uint32(b)) }

// fixed reads an s15Fixed16Number (section 4.6).
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// xyz reads the one colour of a tag of XYZType (section 10.31).
func (p *profile) xyz(name string) (v [3]float64, err error) {
	t := p.tags[name]
	if len(t) < 20 || string(t[:4]) != "XYZ " {
		return v, bad("no %s", name)
	}
	for i := range v {
		v[i] = fixed(t[8+4*i:])
	}
	return v, nil
}
