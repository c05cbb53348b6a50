package meta

import (
	"bytes"
	"io"
)

// Read reads the metadata of one photograph of size bytes. It reads headers and metadata blocks only, a few kilobytes of
// a photograph of 30 MB, and never fails: what can be read is returned, damage is listed in Facts.Damage. An unknown
// format gives Facts without values.
func Read(r io.ReaderAt, size int64) *Facts {
	rd := newReader(openFile(r, size))
	switch rd.facts.Format = sniffFormat(rd.file); rd.facts.Format {
	case "jpeg":
		rd.jpeg()
	case "png":
		rd.png()
	case "webp":
		rd.webp()
	case "tiff":
		rd.tiff()
	case "gif":
		rd.gif()
	case "heif", "avif":
		rd.heif()
	}
	rd.finish()
	return rd.facts
}

// ReadSidecar reads an XMP packet that stands alone, as in NAME.xmp beside a photograph.
func ReadSidecar(data []byte) *Facts {
	rd := newReader(openFile(bytes.NewReader(nil), 0))
	rd.facts.Format = "xmp"
	if len(data) > maxBlock {
		rd.facts.damaged("XMP", "larger than 16 MB")
		return rd.facts
	}
	rd.addXMP(data)
	rd.finish()
	return rd.facts
}

func sniffFormat(f *file) string {
	head := f.peekUpTo(0, 12)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8")):
		return "jpeg"
	case bytes.HasPrefix(head, []byte(pngSignature)):
		return "png"
	case len(head) == 12 && string(head[:4]) == "RIFF" && string(head[8:]) == "WEBP":
		return "webp"
	case bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")),
		bytes.HasPrefix(head, []byte("II+\x00")), bytes.HasPrefix(head, []byte("MM\x00+")):
		return "tiff"
	case bytes.HasPrefix(head, []byte("GIF87a")), bytes.HasPrefix(head, []byte("GIF89a")):
		return "gif"
	case len(head) == 12 && string(head[4:8]) == "ftyp":
		return heifBrand(f)
	}
	return ""
}

// reader collects the blocks of one file and turns them into values.
type reader struct {
	file  *file
	facts *Facts

	sections []section // values, in the order of the file's blocks
	iim      []byte    // the first IIM block
	iimAt    int       // its place among the sections
	digest   []byte    // Photoshop resource 0x0425
	spare    []byte    // Exif in a Photoshop resource, for a file that has it nowhere else
	hasExif  bool
}

// section is the values of one block.
type section []Value

func newReader(f *file) *reader {
	return &reader{file: f, facts: &Facts{Orientation: 1, AdobeTransform: -1}, iimAt: -1}
}

// addExif reads a TIFF stream (Exif 3.0), with or without the Exif identifier before it.
func (rd *reader) addExif(block []byte) {
	block = bytes.TrimPrefix(block, []byte("Exif\x00\x00"))
	if rd.hasExif || len(block) < 8 {
		return
	}
	if rd.addTIFF(memory(block)) == nil {
		rd.facts.damaged("EXIF", "no byte order mark at its start")
	}
}

// addXMP reads one packet.
func (rd *reader) addXMP(packet []byte) {
	values, problem := readXMP(packet)
	if problem != "" {
		rd.facts.damaged("XMP", problem)
	}
	rd.sections = append(rd.sections, values)
}

// addIIM keeps the block: its character set is decided when all XMP is known.
func (rd *reader) addIIM(block []byte) {
	if rd.iim != nil || len(block) == 0 {
		return
	}
	rd.iim, rd.iimAt = block, len(rd.sections)
	rd.sections = append(rd.sections, nil)
}

// finish decides what needs the whole file, and puts the values in order.
func (rd *reader) finish() {
	rd.addExif(rd.spare)
	if rd.iim != nil {
		values, problem := readIIM(rd.iim, rd.xmpTexts)
		if problem != "" {
			rd.facts.damaged("IPTC", problem)
		}
		rd.sections[rd.iimAt] = values
		rd.facts.IPTCDigest = compareDigest(rd.iim, rd.digest)
	}
	n := 0
	for _, s := range rd.sections {
		n += len(s)
	}
	if n > 0 {
		rd.facts.Values = make([]Value, 0, n)
	}
	for _, s := range rd.sections {
		rd.facts.Values = append(rd.facts.Values, s...)
	}
	rd.orient()
}

// xmpTexts returns the texts that XMP has under a name, in every language.
func (rd *reader) xmpTexts(name string) []string {
	var texts []string
	for _, s := range rd.sections {
		for i := range s {
			if s[i].Name == name {
				texts = append(texts, s[i].All()...)
			}
		}
	}
	return texts
}

// orient takes the orientation from Exif, or from XMP where Exif has none. HEIF turns pictures by its own boxes.
func (rd *reader) orient() {
	if rd.facts.Format == "heif" || rd.facts.Format == "avif" {
		return
	}
	for _, name := range []string{"IFD0:Orientation", "XMP-tiff:Orientation"} {
		if v, ok := rd.facts.Get(name); ok {
			if len(v.Text) == 1 && v.Text[0] >= '1' && v.Text[0] <= '8' {
				rd.facts.Orientation = int(v.Text[0] - '0')
			}
			return
		}
	}
}
