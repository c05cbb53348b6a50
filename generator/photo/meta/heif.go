package meta

import (
	"bytes"
	"encoding/binary"
)

// heifBrand tells AVIF from HEIF by the brands in ftyp (ISO/IEC 14496-12 section 4.3).
func heifBrand(f *file) string {
	head := f.peek(0, 8)
	n := min(int64(binary.BigEndian.Uint32(head)), 256, f.size)
	brands := f.peek(8, int(max(n-8, 0)))
	for i := 0; i+4 <= len(brands); i += 4 {
		switch string(brands[i : i+4]) {
		case "avif", "avis":
			return "avif"
		case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "mif2":
			if !bytes.Contains(brands, []byte("avi")) {
				return "heif"
			}
		}
	}
	return ""
}

// box is one box of ISO/IEC 14496-12 section 4.2: its type and the stretch of its payload.
type box struct {
	kind   string
	off, n int64
}

// boxes calls yield for each box between off and end, and stops at the first whose length cannot be.
func boxes(s span, off, end int64, yield func(box)) (complete bool) {
	for off+8 <= end {
		head := s.take(off, 8)
		if head == nil {
			return false
		}
		size, header := int64(binary.BigEndian.Uint32(head)), int64(8)
		switch size {
		case 0:
			size = end - off
		case 1:
			large := s.take(off+8, 8)
			if large == nil {
				return false
			}
			size, header = int64(binary.BigEndian.Uint64(large)), 16
		}
		if size < header || size > end-off {
			return false
		}
		yield(box{string(head[4:8]), off + header, size - header})
		off += size
	}
	return true
}

// heif reads the items of the meta box (ISO/IEC 23008-12): Exif, XMP and the properties of the primary picture.
func (rd *reader) heif() {
	var meta []byte
	complete := boxes(rd.file, 0, rd.file.size, func(b box) {
		switch b.kind {
		case "meta":
			if meta == nil && b.n > 4 {
				meta = rd.block("HEIF", b.off+4, b.n-4)
			}
		case "uuid":
			rd.heifUUID(b)
		}
	})
	rd.facts.Truncated = !complete
	if meta == nil {
		rd.facts.damaged("HEIF", "no meta box")
		return
	}
	m := readHeifMeta(meta)
	rd.heifItems(m)
	m.describe(rd)
}

// Identifiers of uuid boxes: XMP (XMP specification part 3, on ISO base media files) and C2PA (C2PA 2.2, on BMFF).
const (
	uuidXMP  = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"
	uuidC2PA = "\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"
)

func (rd *reader) heifUUID(b box) {
	id := string(rd.file.take(b.off, 16))
	switch id {
	case uuidXMP:
		if packet := rd.block("XMP", b.off+16, b.n-16); packet != nil {
			rd.addXMP(packet)
		}
	case uuidC2PA:
		rd.facts.C2PA = true
	}
}

// heifItems reads the items that hold metadata, in the order of the item table.
func (rd *reader) heifItems(m *heifMeta) {
	for _, it := range m.items {
		exif := it.kind == "Exif"
		if !exif && (it.kind != "mime" || !bytes.Contains(it.mime, []byte("rdf+xml"))) {
			continue
		}
		data, ok := rd.heifData(m, m.places[it.id])
		switch {
		case !ok:
			rd.facts.damaged("HEIF", "an item lies outside the file")
		case exif:
			rd.heifExif(data)
		default:
			rd.addXMP(data)
		}
	}
}

// heifExif skips to the TIFF header, whose offset stands first (ISO/IEC 23008-12 annex A.2.1).
func (rd *reader) heifExif(p []byte) {
	if len(p) < 4 {
		return
	}
	skip := int64(binary.BigEndian.Uint32(p)) + 4
	if skip >= int64(len(p)) {
		rd.facts.damaged("EXIF", "an offset past its end")
		return
	}
	rd.addExif(p[skip:])
}

// heifData joins the extents of an item.
func (rd *reader) heifData(m *heifMeta, p place) ([]byte, bool) {
	var src span = rd.file
	if p.method == 1 {
		src = memory(m.idat)
	}
	var data []byte
	for _, e := range p.extents {
		off := p.base + e.off
		n := e.n
		if n == 0 {
			n = src.length() - off
		}
		part := src.take(off, n)
		if part == nil || len(data)+len(part) > maxBlock/4 {
			return nil, false
		}
		data = append(data, part...)
	}
	return data, len(data) > 0
}
