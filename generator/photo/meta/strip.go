package meta

import (
	"bytes"
	"encoding/binary"
	"io"
)

// StripJPEG copies a JPEG without its private parts and without touching its pixels: positions, serial numbers and
// owners of cameras, maker notes, thumbnails and previews, Special Instructions, and any application segment whose
// content is not known. Exif, XMP, IIM and the colour profile stay otherwise as they are. A C2PA manifest, which the copy
// would void, is left out. XMP that cannot be read to its end is left out as a whole. It fails when src is not a whole
// JPEG, or when src or dst does.
func StripJPEG(dst io.Writer, src io.ReaderAt, size int64) error {
	f := openFile(src, size)
	if sniffFormat(f) != "jpeg" {
		return errNotJPEG
	}
	s := &stripper{file: f, walk: &jpegWalk{reader: newReader(f)}, out: []byte{0xFF, markSOI}}
	scan, err := s.head()
	if err != nil {
		return err
	}
	end, err := s.pictureEnd(scan)
	if err != nil {
		return err
	}
	if _, err := dst.Write(s.out); err != nil {
		return err
	}
	_, err = io.Copy(dst, io.NewSectionReader(src, scan, end-scan))
	return err
}

// stripper writes the head of the copy.
type stripper struct {
	file      *file
	walk      *jpegWalk
	out       []byte
	resources []byte
	extended  extendedXMP
	packet    []byte // the first XMP packet, stripped
}

// head copies the segments before the first scan, whose offset it returns.
func (s *stripper) head() (int64, error) {
	var tables []byte
	for off := int64(2); ; {
		mark, at := s.walk.nextMarker(off)
		if mark == markSOS {
			s.metadata()
			s.out = append(s.out, tables...)
			return at - 2, nil
		}
		length := s.file.peek(at, 2)
		if mark == 0 || mark == markEOI || length == nil {
			return 0, errNotJPEG
		}
		n := int64(binary.BigEndian.Uint16(length))
		payload := s.file.take(at+2, n-2)
		if n < 2 || payload == nil {
			return 0, errNotJPEG
		}
		if s.segment(mark, payload) {
			tables = appendSegment(tables, mark, payload)
		}
		off = at + n
	}
}

// segment deals with metadata by itself and reports whether a segment is to be copied as it is.
func (s *stripper) segment(mark byte, p []byte) bool {
	switch {
	case mark < markAPP0 || mark > markAPP0+15 || mark == markAPP14:
		return true
	case mark == markAPP0 && bytes.HasPrefix(p, []byte("JFIF\x00")) && len(p) >= 14:
		p = bytes.Clone(p[:14])
		p[12], p[13] = 0, 0 // no thumbnail
		s.out = appendSegment(s.out, mark, p)
	case mark == markAPP1 && bytes.HasPrefix(p, []byte(idExif)):
		s.walk.exifPiece(p[len(idExif):])
	case mark == markAPP1 && bytes.HasPrefix(p, []byte(idXMP)):
		if s.packet == nil {
			s.packet = stripPacket(p[len(idXMP):])
		}
	case mark == markAPP1 && bytes.HasPrefix(p, []byte(idXMPMore)):
		if s.extended.admits(p, &Facts{}) {
			s.extended.add(p)
		}
	case mark == markAPP13 && bytes.HasPrefix(p, []byte(idResource)):
		s.resources = append(s.resources, p[len(idResource):]...)
	case mark == markAPP2:
		return bytes.HasPrefix(p, []byte(idICC))
	}
	return false
}

// metadata writes Exif, XMP and image resources.
func (s *stripper) metadata() {
	if exif := stripExif(s.walk.exif); exif != nil {
		s.out = appendSegment(s.out, markAPP1, []byte(idExif), exif)
	}
	var more []byte
	for i, packet := range s.extended.packets(&Facts{}) {
		old := []byte(s.extended.order[i])
		rest := stripXMP(packet)
		if rest == nil || !bytes.Contains(s.packet, old) {
			continue
		}
		name := digestName(rest)
		s.packet = bytes.ReplaceAll(s.packet, old, []byte(name))
		more = appendExtended(more, name, rest)
	}
	if s.packet != nil && len(s.packet) <= maxPayload-len(idXMP) {
		s.out = appendSegment(s.out, markAPP1, []byte(idXMP), s.packet)
		s.out = append(s.out, more...)
	}
	s.out = appendResourceSegments(s.out, stripResources(s.resources))
}

// pictureEnd finds the end of the picture: further pictures behind it are previews with metadata of their own.
func (s *stripper) pictureEnd(scan int64) (int64, error) {
	off := scan
	for {
		b := s.file.ahead(off)
		if b == nil {
			return 0, io.ErrUnexpectedEOF
		}
		i := bytes.IndexByte(b[:len(b)-1], 0xFF)
		if i < 0 {
			off += int64(len(b) - 1)
			continue
		}
		off += int64(i)
		switch m := b[i+1]; {
		case m == markEOI:
			return off + 2, nil
		case m == 0xFF:
			off++
		case m <= 1 || m >= 0xD0 && m <= 0xD7:
			off += 2
		default:
			length := s.file.peek(off+2, 2)
			if length == nil {
				return 0, io.ErrUnexpectedEOF
			}
			off += 2 + int64(binary.BigEndian.Uint16(length))
		}
	}
}

// stripResources leaves out thumbnails, the copies of Exif and XMP, and Special Instructions in IIM. A digest that was
// in step is brought into step again.
func stripResources(s []byte) []byte {
	var out, iim, digest []byte
	for len(s) >= 12 {
		id, data, rest, ok := nextResource(s)
		if !ok {
			break
		}
		switch id {
		case 0x0409, 0x040C, resourceExif, 0x0423, resourceXMP:
		case resourceIIM:
			iim = data
		case resourceDigest:
			digest = data
		default:
			out = appendResource(out, id, data)
		}
		s = rest
	}
	if iim == nil {
		return out
	}
	kept := stripIIM(iim)
	if compareDigest(iim, digest) == DigestEqual {
		return appendIIMResources(out, kept)
	}
	out = appendResource(out, resourceIIM, kept)
	if digest != nil {
		out = appendResource(out, resourceDigest, digest)
	}
	return out
}

// stripIIM leaves out Special Instructions (2:40) and the previews of record 2.
func stripIIM(b []byte) []byte {
	sets, _ := datasets(b)
	var out []byte
	for _, d := range sets {
		if d.record == 2 && (d.number == 40 || d.number >= 200 && d.number <= 202) {
			continue
		}
		if len(d.data) < 0x8000 {
			out = appendDataset(out, d.record, d.number, string(d.data))
			continue
		}
		out = append(out, iimMark, d.record, d.number, 0x80, 4)
		out = binary.BigEndian.AppendUint32(out, uint32(len(d.data)))
		out = append(out, d.data...)
	}
	return out
}
