package meta

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// iimMark starts every dataset (IPTC-NAA IIM 4.2, on DataSets).
const iimMark = 0x1C

// dataset is one dataset as it stands in the block.
type dataset struct {
	record, number byte
	data           []byte
}

// maxDatasets bounds one block.
const maxDatasets = 10_000

// datasets reads the block: mark, record, number, length, data. A length with its high bit set says how many bytes the
// real length takes (IIM 4.2, extended DataSets). Up to four bytes of padding between datasets are passed over.
func datasets(b []byte) (sets []dataset, problem string) {
	for len(b) >= 5 && len(sets) < maxDatasets {
		if b[0] != iimMark {
			skip := bytes.IndexByte(b[:5], iimMark)
			if skip < 0 {
				return sets, paddingProblem(b)
			}
			b = b[skip:]
			continue
		}
		head, n, ok := datasetLength(b)
		if !ok {
			return sets, "a dataset whose length cannot be"
		}
		if n > len(b)-head {
			n, problem = len(b)-head, "the last dataset is not whole"
		}
		sets = append(sets, dataset{b[1], b[2], b[head : head+n]})
		b = b[head+n:]
	}
	return sets, problem
}

// paddingProblem tells zeros at the end, which some programs pad with, from bytes that are no dataset.
func paddingProblem(b []byte) string {
	if trailing(b) {
		return "bytes that are no dataset"
	}
	return ""
}

func datasetLength(b []byte) (head, n int, ok bool) {
	short := binary.BigEndian.Uint16(b[3:])
	if short < 0x8000 {
		return 5, int(short), true
	}
	size := int(short & 0x7FFF)
	if size < 1 || size > 4 || len(b) < 5+size {
		return 0, 0, false
	}
	for _, c := range b[5 : 5+size] {
		n = n<<8 | int(c)
	}
	return 5 + size, n, true
}

// readIIM reads a block. xmp gives the texts of an XMP property, for the decision about the character set.
func readIIM(b []byte, xmp func(name string) []string) (section, string) {
	sets, problem := datasets(b)
	declared := ""
	var texts [][]byte
	for _, d := range sets {
		switch f := iimField(d); {
		case d.record == 1 && d.number == 90:
			declared = codedSet(d.data)
		case f != nil && f.form == iimText:
			texts = append(texts, untilZeros(d.data))
		}
	}
	dec := decide(texts, declared, func(charset string) bool { return agreesWithXMP(sets, charset, xmp) })
	return iimValues(sets, dec), problem
}

// codedSet reads the escape sequences of 1:90 (ISO 2022).
func codedSet(esc []byte) string {
	for _, known := range []struct{ escape, charset string }{
		{"\x1b%G", "utf-8"},
		{"\x1b%/", "utf-8"},
		{"\x1b.A", "iso-8859-1"},
		{"\x1b-A", "iso-8859-1"},
		{"\x1b/A", "iso-8859-1"},
		{"\x1b$)A", "gb18030"},
		{"\x1b$A", "gb18030"},
		{"\x1b$B", "iso-2022-jp"},
		{"\x1b$)B", "iso-2022-jp"},
	} {
		if bytes.HasPrefix(esc, []byte(known.escape)) {
			return known.charset
		}
	}
	return ""
}

// untilZeros drops the NULs that some programs end their text with.
func untilZeros(b []byte) []byte { return bytes.TrimRight(b, "\x00") }

// tidyIIM is what every IIM text goes through after decoding.
func tidyIIM(s string) string { return strings.TrimRight(s, "\x00") }

// agreesWithXMP reports whether at least one text beyond ASCII reads, in the set, as XMP has it in the same field (or as
// its beginning, where IIM cut it), and none reads otherwise.
func agreesWithXMP(sets []dataset, charset string, xmp func(string) []string) bool {
	agreed := false
	for _, d := range sets {
		f := iimField(d)
		if f == nil || f.xmp == "" || classify(d.data) != otherBytes {
			continue
		}
		texts := xmp(f.xmp)
		if len(texts) == 0 {
			continue
		}
		mine := strings.TrimSpace(decodeAs(untilZeros(d.data), charset))
		if !slices.ContainsFunc(texts, func(s string) bool { return begins(s, mine) }) {
			return false
		}
		agreed = true
	}
	return agreed
}

// begins reports whether s begins with head; the last character of head may be half a one.
func begins(s, head string) bool {
	head = strings.TrimSuffix(head, "\uFFFD")
	s = strings.TrimSpace(s)
	return head != "" && (s == head || len(head) >= 24 && strings.HasPrefix(s, head))
}

// iimValues makes values of the datasets: repeated ones become a list where the standard repeats them.
func iimValues(sets []dataset, dec decision) section {
	out := make(section, 0, len(sets))
	at := map[[2]byte]int{}
	for _, d := range sets {
		f := iimField(d)
		if f == nil {
			continue
		}
		v := f.value(d.data, dec)
		v.Name = "IPTC:" + f.name
		key := [2]byte{d.record, d.number}
		if i, again := at[key]; again && f.list {
			out[i].join(v)
			continue
		}
		at[key] = len(out)
		out = append(out, v)
	}
	return out
}

// join adds a further item of a list.
func (v *Value) join(next Value) {
	if v.List == nil {
		v.List = append(make([]string, 0, 4), v.Text)
	}
	v.List = append(v.List, next.Text)
	v.Cut = v.Cut || next.Cut
	if v.Raw == nil && next.Raw == nil {
		return
	}
	for len(v.Raw) < len(v.List)-1 {
		v.Raw = append(v.Raw, []byte(v.List[len(v.Raw)]))
	}
	if next.Raw == nil {
		next.Raw = [][]byte{[]byte(next.Text)}
	}
	v.Raw = append(v.Raw, next.Raw...)
	v.Charset, v.Guess = max(v.Charset, next.Charset), max(v.Guess, next.Guess)
}

// value reads one dataset in the form that its field has.
func (f *iimDef) value(b []byte, dec decision) Value {
	switch f.form {
	case iimNumber:
		n := 0
		for _, c := range b[:min(len(b), 4)] {
			n = n<<8 | int(c)
		}
		return Value{Text: strconv.Itoa(n)}
	case iimDate:
		return Value{Text: dashedDate(decodeAs(untilZeros(b), defaultCharset))}
	case iimTime:
		return Value{Text: clock(decodeAs(untilZeros(b), defaultCharset))}
	}
	return f.text(untilZeros(b), dec)
}

func (f *iimDef) text(b []byte, dec decision) Value {
	v := Value{Text: tidyIIM(dec.text(b))}
	v.Cut = dec.cut(b) || f.limit >= 32 && len(b) == f.limit
	if dec.charset == "" || isASCII(b) && dec.charset != "iso-2022-jp" || dec.mixed && classify(b) != otherBytes {
		return v
	}
	v.Charset, v.Guess = dec.charset, dec.guess
	if dec.guess == GuessFallback {
		v.Raw = [][]byte{bytes.Clone(b)}
	}
	return v
}

// clock writes "150405+0800" as "15:04:05+08:00" (IIM 4.2, 2:60); other text stays as it is.
func clock(s string) string {
	s = strings.ReplaceAll(s, " ", ":")
	if len(s) >= 6 && allDigits(s[:6]) {
		s = s[:2] + ":" + s[2:4] + ":" + s[4:]
	}
	if n := len(s); n >= 5 && (s[n-5] == '+' || s[n-5] == '-') && allDigits(s[n-4:]) {
		s = s[:n-2] + ":" + s[n-2:]
	}
	return s
}

func allDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}
