package meta

import (
	"encoding/binary"
	"slices"
)

// privateTags are the fields of Exif that a stripped original does not carry: maker notes, serial numbers and owners,
// printing data and the private blocks of raw converters. The GPS directory and IFD1 (the thumbnail) are not copied
// either, nor what other standards keep in IFD0.
var privateTags = map[uint16]bool{
	0x0201: true, 0x0202: true, // thumbnail in IFD0
	0x014A: true, tagXMP: true, tagIIM: true, tagResources: true, tagGPSIFD: true,
	0x927C: true, // MakerNote
	0xA420: true, // ImageUniqueID
	0xA430: true, // CameraOwnerName
	0xA431: true, // BodySerialNumber
	0xA435: true, // LensSerialNumber
	0xC4A5: true, // PrintImageMatching
	0xC62F: true, // CameraSerialNumber
	0xC634: true, // DNGPrivateData
	0xC65D: true, // RawDataUniqueID
	0xEA1C: true, // padding
	0xFDE8: true, // OwnerName
	0xFDE9: true, // SerialNumber
}

// stripExif writes the directories again without private fields; nil when the block is no TIFF stream.
func stripExif(block []byte) []byte {
	t := openTIFF(memory(block))
	if t == nil || t.wide != 4 {
		return nil
	}
	c := &exifCopy{t: t, out: append([]byte{}, block[:4]...)}
	c.out = appendUint32(c.out, t.order, 8)
	c.directory(t.first, 0)
	if len(c.out) > maxPayload-len(idExif) {
		return nil
	}
	return c.out
}

func appendUint32(b []byte, order binary.ByteOrder, n uint32) []byte {
	return order.(binary.AppendByteOrder).AppendUint32(b, n)
}

// exifCopy copies directories, each followed by its values and then by the directories it leads to.
type exifCopy struct {
	t   *tiffStream
	out []byte
}

// directory writes the directory at off of the source at the end of the copy. kind counts as in ifdGroups and only
// grows, so that a loop ends.
func (c *exifCopy) directory(off int64, kind int) {
	entries, _ := c.t.directory(off)
	entries = slices.DeleteFunc(entries, func(e entry) bool {
		next, pointer := ifdPointers[e.tag]
		return privateTags[e.tag] || pointer && next <= kind || c.value(e) == nil
	})
	slices.SortStableFunc(entries, func(a, b entry) int { return int(a.tag) - int(b.tag) })
	at := len(c.out)
	c.out = append(c.out, make([]byte, 2+12*len(entries)+4)...)
	c.t.order.PutUint16(c.out[at:], uint16(len(entries)))
	for i, e := range entries {
		c.entry(at+2+12*i, e, kind)
	}
}

func (c *exifCopy) value(e entry) []byte { return c.t.take(e.off, e.count*typeSize[e.kind]) }

// entry writes one entry into its place; what does not fit into four bytes goes to the end, at an even offset.
func (c *exifCopy) entry(at int, e entry, kind int) {
	value := c.value(e)
	field := func() []byte { return c.out[at : at+12] }
	c.t.order.PutUint16(field(), e.tag)
	c.t.order.PutUint16(field()[2:], uint16(e.kind))
	c.t.order.PutUint32(field()[4:], uint32(e.count))
	next, pointer := ifdPointers[e.tag]
	if pointer || len(value) > 4 {
		c.out = append(c.out, make([]byte, len(c.out)&1)...)
		c.t.order.PutUint32(field()[8:], uint32(len(c.out)))
	}
	n, whole := c.t.integer(e)
	switch {
	case pointer && whole:
		c.directory(int64(n), next)
	case len(value) > 4:
		c.out = append(c.out, value...)
	default:
		copy(field()[8:], value)
	}
}
