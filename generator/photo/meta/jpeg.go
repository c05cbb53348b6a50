package meta

import (
	"bytes"
	"encoding/binary"
)

// JPEG markers (ITU-T T.81 table B.1).
const (
	markSOI   = 0xD8
	markEOI   = 0xD9
	markSOS   = 0xDA
	markAPP0  = 0xE0
	markAPP1  = 0xE1
	markAPP2  = 0xE2
	markAPP11 = 0xEB
	markAPP13 = 0xED
	markAPP14 = 0xEE
)

// Identifiers at the start of APPn payloads.
const (
	idExif     = "Exif\x00\x00"
	idXMP      = "http://ns.adobe.com/xap/1.0/\x00"       // XMP specification part 3, on JPEG
	idXMPMore  = "http://ns.adobe.com/xmp/extension/\x00" // the same, on extended XMP
	idICC      = "ICC_PROFILE\x00"                        // ICC.1:2022 annex B.4
	idResource = "Photoshop 3.0\x00"                      // Adobe Photoshop file formats specification
	idOldRes   = "Adobe_Photoshop2.5:"                    // the same from version 2.5
	idAdobe    = "Adobe"                                  // Adobe technical note 5116
	xmpLoose   = "://ns.adobe.com/xap/1.0/\x00"           // ImageMagick once wrote "XMP\0" over "http"
	moreHeader = len(idXMPMore) + extendedGUID + 4 + 4    // GUID, full length, offset
	iccHeader  = len(idICC) + 2                           // chunk number, count of chunks
)

// maxSegments bounds the walk before the picture; real files have fewer than a hundred.
const maxSegments = 20_000

// jpegWalk is what the segments of one file add up to.
type jpegWalk struct {
	*reader
	exif      []byte
	resources []byte
	icc       map[byte][]byte
	iccCount  byte
	extended  extendedXMP
}

// jpeg walks the marker segments up to the first scan (ITU-T T.81 annex B).
func (rd *reader) jpeg() {
	w := &jpegWalk{reader: rd}
	scan := w.segments()
	w.addResources(w.resources) // before Exif, which may hold a stale copy of IIM
	w.addExif(w.exif)
	for _, packet := range w.extended.packets(rd.facts) {
		w.addXMP(packet)
	}
	w.joinICC()
	rd.facts.Truncated = !rd.jpegEnds(scan)
}

// segments reads every segment and returns the offset of the first scan, or -1 when there is none.
func (w *jpegWalk) segments() int64 {
	off := int64(2)
	for range maxSegments {
		mark, at := w.nextMarker(off)
		switch {
		case mark == 0 || mark == markEOI:
			return -1
		case mark == markSOS:
			return at
		}
		length := w.file.peek(at, 2)
		if length == nil {
			return -1
		}
		n := int64(binary.BigEndian.Uint16(length))
		if n < 2 {
			w.facts.damaged("JPEG", "a segment shorter than its own length field")
			off = at
			continue
		}
		if at+n > w.file.size {
			w.facts.damaged("JPEG", "a segment runs past the end of the file")
		}
		w.segment(mark, at+2, n-2)
		off = at + n
	}
	w.facts.damaged("JPEG", "more than 20000 segments")
	return -1
}

// nextMarker finds the next marker that has a payload, or EOI, at or after off: fill bytes, restart markers and garbage
// are passed over. It returns the offset behind the marker.
func (w *jpegWalk) nextMarker(off int64) (byte, int64) {
	for {
		b := w.file.ahead(off)
		if b == nil {
			return 0, off
		}
		i := bytes.IndexByte(b[:len(b)-1], 0xFF)
		if i < 0 {
			off += int64(len(b) - 1)
			continue
		}
		switch m := b[i+1]; {
		case m == 0xFF:
			off += int64(i + 1)
		case m <= 1 || m >= 0xD0 && m <= markSOI:
			off += int64(i + 2)
		default:
			return m, off + int64(i+2)
		}
	}
}

// segment reads the payload of n bytes at off, if it is one of those that hold metadata.
func (w *jpegWalk) segment(mark byte, off, n int64) {
	switch mark {
	case markAPP1, markAPP2, markAPP11, markAPP13, markAPP14:
	default:
		if isFrame(mark) {
			w.frame(mark, w.file.peekUpTo(off, min(n, 64)))
		}
		return
	}
	if !w.wanted(mark, off, n) {
		return
	}
	payload := w.file.takeUpTo(off, n)
	switch mark {
	case markAPP1:
		w.app1(payload)
	case markAPP2:
		w.iccChunk(payload)
	case markAPP11:
		w.facts.C2PA = w.facts.C2PA || bytes.Contains(payload, []byte("c2pa"))
	case markAPP13:
		w.app13(payload)
	case markAPP14:
		if bytes.HasPrefix(payload, []byte(idAdobe)) && len(payload) >= 12 {
			w.facts.AdobeTransform = int(payload[11])
		}
	}
}

// wanted looks at the identifier before a payload is loaded: APP2 holds previews and depth maps too, and a file may hold
// gigabytes of extended XMP.
func (w *jpegWalk) wanted(mark byte, off, n int64) bool {
	head := w.file.peekUpTo(off, min(n, int64(moreHeader)))
	switch mark {
	case markAPP1:
		return !bytes.HasPrefix(head, []byte(idXMPMore)) || w.extended.admits(head, w.facts)
	case markAPP2:
		return bytes.HasPrefix(head, []byte(idICC))
	case markAPP11:
		return !w.facts.C2PA
	}
	return true
}

// app1 holds Exif, a packet of XMP or a piece of an extended one.
func (w *jpegWalk) app1(p []byte) {
	switch {
	case bytes.HasPrefix(p, []byte(idExif[:5])) && len(p) > len(idExif):
		w.exifPiece(p[len(idExif):])
	case bytes.HasPrefix(p, []byte(idXMPMore)):
		w.extended.add(p)
	case len(p) > len(idXMP) && bytes.HasSuffix(p[:len(idXMP)], []byte(xmpLoose)):
		w.addXMP(p[len(idXMP):])
	}
}

// exifPiece keeps the first Exif block. Blocks over 64 KB go on in further segments, which have no TIFF header.
func (w *jpegWalk) exifPiece(p []byte) {
	switch {
	case w.exif == nil:
		w.exif = p
	case !isTIFF(p) && len(w.exif)+len(p) <= maxBlock/4:
		w.exif = append(w.exif, p...)
	}
}

// app13 holds Photoshop's image resources, which may run on over several segments, or, from a few old programs, bare
// IIM.
func (w *jpegWalk) app13(p []byte) {
	switch {
	case bytes.HasPrefix(p, []byte(idResource)):
		p = p[len(idResource):]
	case bytes.HasPrefix(p, []byte(idOldRes)) && len(p) > len(idOldRes)+4:
		p = p[len(idOldRes)+4:]
	default:
		if len(p) > 0 && p[0] == iimMark {
			w.addIIM(p)
		}
		return
	}
	if len(w.resources)+len(p) <= maxBlock/4 {
		w.resources = append(w.resources, p...)
	}
}

// jpegEnds looks for the end marker. What follows it (further pictures of MPF, padding, a trailer of the camera) does
// not matter.
func (rd *reader) jpegEnds(scan int64) bool {
	if scan < 0 {
		return false
	}
	if tail := rd.file.peek(rd.file.size-2, 2); tail != nil && tail[0] == 0xFF && tail[1] == markEOI {
		return true
	}
	return rd.file.contains(0xFF, markEOI, scan)
}

// containsPair reports whether first is followed by second in b.
func containsPair(b []byte, first, second byte) bool {
	for {
		i := bytes.IndexByte(b, first)
		if i < 0 || i+1 >= len(b) {
			return false
		}
		if b[i+1] == second {
			return true
		}
		b = b[i+1:]
	}
}
