package meta

import (
	"bytes"
	"strconv"
)

// Tags that lead elsewhere.
const (
	tagXMP       = 0x02BC // 700, XMP specification part 3, on TIFF
	tagIIM       = 0x83BB // 33723
	tagResources = 0x8649 // 34377, Photoshop image resources
	tagExifIFD   = 0x8769
	tagICC       = 0x8773 // 34675
	tagGPSIFD    = 0x8825
	tagInterop   = 0xA005
	tagC2PA      = 0xCD41 // 52545, C2PA technical specification, embedding manifests into TIFF
)

// tiff reads a TIFF file: its first directory is IFD0, with the picture's size beside the metadata.
func (rd *reader) tiff() {
	t := rd.addTIFF(rd.file)
	if t == nil {
		return
	}
	entries, whole := t.directory(t.first)
	rd.facts.Truncated = !whole || !rd.stripsInside(t, entries)
	for _, e := range entries {
		n, ok := t.integer(e)
		rd.facts.C2PA = rd.facts.C2PA || e.tag == tagC2PA
		if !ok {
			continue
		}
		switch e.tag {
		case 0x0100:
			rd.facts.Width = n
		case 0x0101:
			rd.facts.Height = n
		case 0x0102:
			rd.facts.Bits = n
		case 0x0115:
			rd.facts.Components = n
		case 0x0152:
			rd.facts.Alpha = n != 0
		}
	}
	if rd.facts.Alpha && rd.facts.Components > 1 {
		rd.facts.Components--
	}
}

// stripsInside reports whether the picture's strips or tiles end within the file.
func (rd *reader) stripsInside(t *tiffStream, entries []entry) bool {
	var offs, lens []float64
	for _, e := range entries {
		switch e.tag {
		case 0x0111, 0x0144:
			offs = t.numbers(e)
		case 0x0117, 0x0145:
			lens = t.numbers(e)
		}
	}
	for i := range min(len(offs), len(lens)) {
		if int64(offs[i])+int64(lens[i]) > rd.file.size {
			return false
		}
	}
	return true
}

// integer is an entry's first value where that is a whole number.
func (t *tiffStream) integer(e entry) (int, bool) {
	switch e.kind {
	case typeByte, typeShort, typeLong, typeIFD, typeLong8, typeIFD8:
	default:
		return 0, false
	}
	if e.count*typeSize[e.kind] <= t.wide {
		e.count = min(e.count, 1)
	}
	if v := t.numbers(e); len(v) > 0 {
		return int(v[0]), true
	}
	return 0, false
}

// exifWalk is the walk over the directories of one stream.
type exifWalk struct {
	*reader
	*tiffStream
	values section
	seen   [4]int64 // offsets of the directories visited, against loops
}

// addTIFF reads IFD0 and the directories that it leads to. It returns nil when s is no TIFF stream.
func (rd *reader) addTIFF(s span) *tiffStream {
	t := openTIFF(s)
	if t == nil {
		return nil
	}
	rd.hasExif = true
	w := &exifWalk{reader: rd, tiffStream: t}
	at := len(rd.sections)
	rd.sections = append(rd.sections, nil)
	w.ifd(0, t.first)
	rd.sections[at] = w.values
	return t
}

// The four directories that are read; IFD1 holds the thumbnail.
var ifdGroups = [4]string{"IFD0:", "ExifIFD:", "GPS:", "InteropIFD:"}

// ifdPointers are the tags that lead to directories, and to which.
var ifdPointers = map[uint16]int{tagExifIFD: 1, tagGPSIFD: 2, tagInterop: 3}

func (w *exifWalk) ifd(kind int, off int64) {
	for _, seen := range w.seen {
		if seen == off {
			w.facts.damaged("EXIF", "a directory that leads back to itself")
			return
		}
	}
	w.seen[kind] = off
	entries, whole := w.directory(off)
	if !whole {
		w.facts.damaged("EXIF", ifdGroups[kind]+" a directory that is not whole")
	}
	for _, e := range entries {
		if next, ok := ifdPointers[e.tag]; ok && next > kind && w.seen[next] == 0 {
			if n, ok := w.integer(e); ok && e.kind != typeByte {
				w.ifd(next, int64(n))
			}
			continue
		}
		if kind == 0 && w.embedded(e) {
			continue
		}
		w.field(kind, e)
	}
}

// embedded reads what other standards keep in a directory.
func (w *exifWalk) embedded(e entry) bool {
	switch e.tag {
	case tagXMP:
		if b := w.tiffStream.block(e); len(b) > 0 {
			w.addXMP(b)
		}
	case tagIIM:
		w.addIIM(unswapped(e.kind, w.tiffStream.block(e)))
	case tagResources:
		w.addResources(w.tiffStream.block(e))
	case tagICC:
		if w.facts.ICC == nil {
			w.setICC(bytes.Clone(w.tiffStream.block(e)))
		}
	default:
		return false
	}
	return true
}

// unswapped mends IIM that was written as an array of LONG in the other byte order, which turns every four bytes round.
func unswapped(kind byte, p []byte) []byte {
	if kind != typeLong || len(p) < 4 || p[0] == iimMark || p[3] != iimMark {
		return p
	}
	q := bytes.Clone(p)
	for i := 0; i+4 <= len(q); i += 4 {
		q[i], q[i+1], q[i+2], q[i+3] = q[i+3], q[i+2], q[i+1], q[i]
	}
	return q
}

// field adds the value of one entry, if its tag has a name.
func (w *exifWalk) field(kind int, e entry) {
	names := exifNames
	if kind == 2 {
		names = gpsNames
	}
	name, ok := names[e.tag]
	if !ok {
		return
	}
	v, ok := w.value(kind, e)
	if !ok {
		w.facts.damaged("EXIF", "the value of "+ifdGroups[kind]+name+" is outside the block")
		return
	}
	v.Name = ifdGroups[kind] + name
	w.values = append(w.values, v)
}

// value reads an entry as text: strings by their character set, numbers joined by spaces, and the few tags whose
// numbers mean something else than they say.
func (w *exifWalk) value(kind int, e entry) (Value, bool) {
	if isText(kind, e) {
		b := w.tiffStream.bytes(e)
		if b == nil && e.count > 0 {
			return Value{}, false
		}
		return w.text(kind, e, b), true
	}
	nums := w.numbers(e)
	if nums == nil && e.count > 0 {
		return Value{}, false
	}
	if s, ok := convert(kind, e.tag, nums); ok {
		return Value{Text: s}, true
	}
	return Value{Text: w.join(e, nums)}, true
}

// isText tells text from numbers. Some programs write numbers as UNDEFINED, and some text as BYTE.
func isText(kind int, e entry) bool {
	switch e.kind {
	case typeASCII, typeUTF8:
		return true
	case typeUndefined:
		return e.count != 1 && (kind == 2 || e.tag != tagComponents)
	case typeByte:
		return kind != 2 && (isUTF16Tag(e.tag) || e.tag == tagUserComment || e.tag == tagCopyright)
	}
	return false
}

// join writes numbers as exiftool does: separated by spaces, rationals to ten digits.
func (w *exifWalk) join(e entry, nums []float64) string {
	if len(nums) == 1 {
		return number(nums[0], e.kind)
	}
	var b []byte
	for i, n := range nums {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, number(n, e.kind)...)
	}
	return string(b)
}

// number formats one value: whole numbers as they are, rationals to ten significant digits, floats to fifteen.
func number(n float64, kind byte) string {
	switch kind {
	case typeRational, typeSRational:
		return significant(n, 10)
	case typeFloat, typeDouble:
		return significant(n, 15)
	}
	return strconv.FormatInt(int64(n), 10)
}
