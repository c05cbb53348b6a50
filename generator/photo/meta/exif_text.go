package meta

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Tags whose text has a form of its own.
const (
	tagCopyright   = 0x8298
	tagComponents  = 0x9101
	tagUserComment = 0x9286
	tagCFAPattern  = 0xA302
	tagGPSMethod   = 0x1B
	tagGPSArea     = 0x1C
	tagGPSDate     = 0x1D
)

// text reads a value of characters.
func (w *exifWalk) text(kind int, e entry, b []byte) Value {
	switch {
	case kind == 2 && (e.tag == tagGPSMethod || e.tag == tagGPSArea), kind != 2 && e.tag == tagUserComment:
		return prefixed(b, w.order)
	case kind == 2 && e.tag == tagGPSDate:
		v := decodeExif(bytes.TrimRight(b, "\x00"))
		v.Text = dashedDate(v.Text)
		return v
	case kind != 2 && isUTF16Tag(e.tag):
		return Value{Text: decodeUTF16(b, binary.LittleEndian)}
	case kind != 2 && e.tag == tagCFAPattern && e.kind == typeUndefined:
		return Value{Text: w.mosaic(b)}
	case kind != 2 && e.tag == tagCopyright:
		return decodeExif(copyrightParties(b))
	case e.kind == typeUndefined:
		return decodeExif(bytes.TrimRight(b, "\x00"))
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return w.plain(kind, e.tag, b)
}

// plain reads ASCII, which may hold any character set (Exif 3.0 adds UTF-8 in the same place). Blanks at the end of the
// camera's own names and of the artist are padding.
func (w *exifWalk) plain(kind int, tag uint16, b []byte) Value {
	v := decodeExif(b)
	switch {
	case kind == 2:
	case tag == 0x010F || tag == 0x0110 || tag == 0x0131 || tag == 0x013B:
		v.Text = strings.TrimRight(v.Text, " \t\r\n\v\f")
	case tag >= 0x9290 && tag <= 0x9292: // SubSecTime
		v.Text = strings.TrimRight(v.Text, " ")
	case tag >= 0xFDE8 && tag <= 0xFE58: // text of Adobe Camera Raw, "Serial Number: 1234"
		if i := strings.LastIndex(v.Text, ": "); i >= 0 {
			v.Text = v.Text[i+2:]
		}
	}
	return v
}

// decodeExif reads text whose character set Exif leaves open.
func decodeExif(b []byte) Value {
	d := decideOne(b)
	v := Value{Text: d.text(b), Charset: d.charset, Guess: d.guess, Cut: d.cut(b)}
	if d.guess == GuessFallback {
		v.Raw = [][]byte{bytes.Clone(b)}
	}
	return v
}

// copyrightParties joins the photographer's and the editor's copyright, which a NUL separates (Exif 3.0, Copyright),
// by a line feed.
func copyrightParties(b []byte) []byte {
	photographer, editor, _ := bytes.Cut(b, []byte{0})
	editor, _, _ = bytes.Cut(editor, []byte{0})
	if len(bytes.TrimSpace(editor)) == 0 {
		return photographer
	}
	return append(append(bytes.TrimRight(photographer, " "), '\n'), editor...)
}

// isUTF16Tag covers the XP tags of Windows: little-endian UTF-16 in an array of BYTE.
func isUTF16Tag(tag uint16) bool { return tag >= 0x9C9B && tag <= 0x9C9F }

// prefixed reads UserComment and its like: eight bytes name the code (Exif 3.0, UserComment). Spaces for
// NULs, UTF-8 under "ASCII" and text without any prefix are all found in the field.
func prefixed(b []byte, order binary.ByteOrder) Value {
	if len(b) < 8 {
		return decodeExif(untilNUL(b))
	}
	code, rest := string(bytes.TrimRight(b[:8], "\x00 ")), b[8:]
	var v Value
	switch {
	case code == "UNICODE":
		v = Value{Text: decodeUTF16(rest, likelyOrder(rest, order))}
	case code == "JIS":
		v = Value{Text: decodeAs(bytes.TrimRight(rest, "\x00 "), "iso-2022-jp"), Charset: "iso-2022-jp"}
	case code == "ASCII", code == "", b[0] == 0:
		v = decodeExif(untilNUL(rest))
	default:
		v = decodeExif(bytes.TrimRight(b, "\x00"))
	}
	v.Text = strings.TrimRight(v.Text, " ")
	return v
}

func untilNUL(b []byte) []byte {
	head, _, _ := bytes.Cut(b, []byte{0})
	return head
}

// likelyOrder chooses the byte order of UTF-16: by its mark, else the order under which more of the text is characters
// in common use. Windows writes little-endian into big-endian files.
func likelyOrder(b []byte, order binary.ByteOrder) binary.ByteOrder {
	switch {
	case len(b) >= 2 && b[0] == 0xFE && b[1] == 0xFF:
		return binary.BigEndian
	case len(b) >= 2 && b[0] == 0xFF && b[1] == 0xFE:
		return binary.LittleEndian
	}
	var other binary.ByteOrder = binary.BigEndian
	if order == other {
		other = binary.LittleEndian
	}
	if plausible(b, other) > plausible(b, order) {
		return other
	}
	return order
}

func plausible(b []byte, order binary.ByteOrder) (n int) {
	for ; len(b) >= 2; b = b[2:] {
		switch c := order.Uint16(b); {
		case c >= 0x20 && c < 0x0530, c >= 0x3000 && c < 0x3100, c >= 0x4E00 && c < 0xA000,
			c >= 0xAC00 && c < 0xD7A4, c >= 0xFF00 && c < 0xFFF0:
			n++
		}
	}
	return n
}

// decodeUTF16 reads up to the first NUL.
func decodeUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		c := order.Uint16(b)
		if c == 0 {
			break
		}
		if c != 0xFEFF || len(units) > 0 {
			units = append(units, c)
		}
	}
	return string(utf16.Decode(units))
}

// mosaic prints the colour filter array (Exif 3.0, CFAPattern): columns, rows and the colours. Some cameras write
// the two counts in the other byte order.
func (w *exifWalk) mosaic(b []byte) string {
	if len(b) < 4 {
		return decodeExif(b).Text
	}
	cols, rows := w.order.Uint16(b), w.order.Uint16(b[2:])
	if int(cols)*int(rows) > len(b)-4 {
		cols, rows = cols>>8|cols<<8, rows>>8|rows<<8
	}
	nums := []float64{float64(cols), float64(rows)}
	for _, c := range b[4:min(len(b), maxNumbers)] {
		nums = append(nums, float64(c))
	}
	return w.join(entry{kind: typeByte}, nums)
}

// dashedDate writes "20250305", "2025-03-05" and the like as "2025:03:05"; other text stays as it is.
func dashedDate(s string) string {
	n := len(s)
	var digits []byte
	for i := n - 1; i >= 0; i-- {
		if s[i] >= '0' && s[i] <= '9' {
			digits = append(digits, s[i])
		} else if i == n-1 || len(digits) == 0 || len(digits) >= 8 {
			return s
		}
	}
	if len(digits) != 8 {
		return s
	}
	for i := range 4 {
		digits[i], digits[7-i] = digits[7-i], digits[i]
	}
	return string(digits[:4]) + ":" + string(digits[4:6]) + ":" + string(digits[6:])
}
