package meta

import (
	"bytes"
	"encoding/binary"
)

// heifMeta is the content of a meta box as far as metadata is concerned.
type heifMeta struct {
	primary uint32
	items   []heifItem
	places  map[uint32]place
	props   []property
	uses    map[uint32][]int // item → its properties, counted from 1
	idat    []byte
}

type heifItem struct {
	id   uint32
	kind string // four characters
	mime []byte
}

// place says where an item's bytes are (ISO/IEC 14496-12 section 8.11.3).
type place struct {
	method  int // 0 offsets in the file, 1 in idat
	base    int64
	extents []extent
}

type extent struct{ off, n int64 }

// property is one box of ipco (ISO/IEC 23008-12 section 9.3.1).
type property struct {
	kind string
	data []byte
}

// maxItems bounds the item tables.
const maxItems = 10_000

func readHeifMeta(b []byte) *heifMeta {
	m := &heifMeta{places: map[uint32]place{}, uses: map[uint32][]int{}}
	children(b, func(kind string, p []byte) {
		switch kind {
		case "pitm":
			m.primary = newFields(p).version(2, 4)
		case "iinf":
			m.itemInfo(p)
		case "iloc":
			m.itemLocation(p)
		case "idat":
			m.idat = p
		case "iprp":
			children(p, m.itemProperties)
		}
	})
	return m
}

// children calls yield with the boxes of a block in memory.
func children(b []byte, yield func(kind string, p []byte)) {
	boxes(memory(b), 0, int64(len(b)), func(c box) { yield(c.kind, b[c.off:c.off+c.n]) })
}

// itemInfo reads iinf (section 8.11.6): version 0 counts in two bytes, later ones in four.
func (m *heifMeta) itemInfo(p []byte) {
	f := newFields(p)
	f.version(2, 4)
	children(f.rest(), func(kind string, p []byte) {
		if kind == "infe" && len(m.items) < maxItems {
			m.itemEntry(p)
		}
	})
}

func (m *heifMeta) itemEntry(p []byte) {
	f := newFields(p)
	version := f.uint(1)
	f.uint(3)
	if version < 2 {
		return
	}
	it := heifItem{id: uint32(f.uint(2 + 2*int(min(version-2, 1))))}
	f.uint(2) // protection
	kind := f.uint(4)
	it.kind = string(binary.BigEndian.AppendUint32(nil, uint32(kind)))
	_, rest, _ := bytes.Cut(f.rest(), []byte{0}) // name
	it.mime, _, _ = bytes.Cut(rest, []byte{0})
	if !f.short {
		m.items = append(m.items, it)
	}
}

// itemLocation reads iloc.
func (m *heifMeta) itemLocation(p []byte) {
	f := newFields(p)
	version := f.uint(1)
	f.uint(3)
	sizes := f.uint(2)
	offSize, lenSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	idSize := 2
	if version == 2 {
		idSize = 4
	}
	if version == 0 {
		indexSize = 0
	}
	count := f.uint(idSize)
	for i := int64(0); i < count && i < maxItems && !f.short; i++ {
		id := uint32(f.uint(idSize))
		var l place
		if version > 0 {
			l.method = int(f.uint(2) & 15)
		}
		f.uint(2) // data reference
		l.base = f.uint(baseSize)
		for n := f.uint(2); n > 0 && !f.short; n-- {
			f.uint(indexSize)
			l.extents = append(l.extents, extent{f.uint(offSize), f.uint(lenSize)})
		}
		if !f.short {
			m.places[id] = l
		}
	}
}

// itemProperties reads ipco and ipma, the children of iprp.
func (m *heifMeta) itemProperties(kind string, p []byte) {
	switch kind {
	case "ipco":
		children(p, func(kind string, p []byte) {
			if len(m.props) < maxItems {
				m.props = append(m.props, property{kind, p})
			}
		})
	case "ipma":
		m.associations(p)
	}
}

func (m *heifMeta) associations(p []byte) {
	f := newFields(p)
	version := f.uint(1)
	wide := f.uint(3)&1 != 0
	idSize := 2
	if version > 0 {
		idSize = 4
	}
	count := f.uint(4)
	for i := int64(0); i < count && i < maxItems && !f.short; i++ {
		id := uint32(f.uint(idSize))
		for n := f.uint(1); n > 0 && !f.short; n-- {
			index := f.uint(1) & 0x7f
			if wide {
				index = index<<8 | f.uint(1)
			}
			m.uses[id] = append(m.uses[id], int(index))
		}
	}
}

// describe takes size, orientation and colour profile of the primary picture.
func (m *heifMeta) describe(rd *reader) {
	rotation, mirror := 0, -1
	for _, use := range m.uses[m.primary] {
		if use < 1 || use > len(m.props) {
			continue
		}
		switch p := m.props[use-1]; p.kind {
		case "ispe":
			rd.facts.Width, rd.facts.Height = spatialExtent(p.data)
		case "irot":
			rotation = int(newFields(p.data).uint(1) & 3)
		case "imir":
			mirror = int(newFields(p.data).uint(1) & 1)
		case "pixi":
			m.channels(rd, p.data)
		case "colr":
			m.colour(rd, p.data)
		}
	}
	rd.facts.Orientation = heifOrientation(rotation, mirror)
	if rd.facts.Width == 0 {
		m.largest(rd.facts)
	}
}

// largest takes the size of the largest picture, for files that do not say which size is the primary one's.
func (m *heifMeta) largest(facts *Facts) {
	for _, p := range m.props {
		if p.kind != "ispe" {
			continue
		}
		if w, h := spatialExtent(p.data); w*h > facts.Width*facts.Height {
			facts.Width, facts.Height = w, h
		}
	}
}

// spatialExtent reads ispe (ISO/IEC 23008-12 section 6.5.3).
func spatialExtent(p []byte) (width, height int) {
	f := newFields(p)
	f.uint(4)
	return int(f.uint(4)), int(f.uint(4))
}

// channels reads pixi: the count of channels and the depth of each.
func (m *heifMeta) channels(rd *reader, p []byte) {
	f := newFields(p)
	f.uint(4)
	rd.facts.Components, rd.facts.Bits = int(f.uint(1)), int(f.uint(1))
}

func (m *heifMeta) colour(rd *reader, p []byte) {
	if len(p) > 4 && (string(p[:4]) == "prof" || string(p[:4]) == "rICC") {
		rd.setICC(bytes.Clone(p[4:]))
	}
}

// heifOrientation turns irot (quarter turns anticlockwise, applied first) and imir (0 upside down, 1 left to right) into
// the orientation of Exif 0x0112.
func heifOrientation(rotation, mirror int) int {
	switch mirror {
	case 0:
		return [4]int{4, 5, 2, 7}[rotation]
	case 1:
		return [4]int{2, 7, 4, 5}[rotation]
	}
	return [4]int{1, 8, 3, 6}[rotation]
}

// fields reads big-endian integers one after the other.
type fields struct {
	p     []byte
	short bool // more was asked for than there is
}

func newFields(p []byte) *fields { return &fields{p: p} }

func (f *fields) rest() []byte { return f.p }

// uint reads n bytes, 0 to 8; what does not fit an int64 counts as short.
func (f *fields) uint(n int) int64 {
	if n > len(f.p) || n > 8 {
		f.short, f.p = true, nil
		return 0
	}
	var u uint64
	for _, c := range f.p[:n] {
		u = u<<8 | uint64(c)
	}
	f.p = f.p[n:]
	if u>>62 != 0 {
		f.short = true
		return 0
	}
	return int64(u)
}

// version reads a full box header and a number that has small bytes in version 0 and large ones later.
func (f *fields) version(small, large int) uint32 {
	size := small
	if f.uint(1) > 0 {
		size = large
	}
	f.uint(3)
	return uint32(f.uint(size))
}
