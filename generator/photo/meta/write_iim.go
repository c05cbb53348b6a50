package meta

import (
	"crypto/md5"
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// IIM is the label as an IIM block in UTF-8 (IIM 4.2), datasets in ascending order, each cut on a rune boundary at its
// octet limit; nil when there is nothing in the label that IIM has a place for.
func (l Label) IIM() []byte {
	var b []byte
	text := func(number byte, values ...string) {
		for _, s := range values {
			if s = cutOctets(printable(s), iimDefs[[2]byte{2, number}].limit); s != "" {
				b = appendDataset(b, 2, number, s)
			}
		}
	}
	text(5, defaultText(l.Title))
	text(25, l.Keywords...)
	b = appendDate(b, validDate(l.DateCreated))
	text(80, l.Creators...)
	text(85, l.JobTitle)
	text(90, l.City)
	text(92, l.Sublocation)
	text(95, l.State)
	if len(l.CountryCode) == 3 {
		text(100, l.CountryCode)
	}
	text(101, l.Country)
	text(105, l.Headline)
	text(110, l.Credit)
	text(115, l.Source)
	text(116, l.Copyright)
	text(120, defaultText(l.Caption))
	if b == nil {
		return nil
	}
	head := appendDataset(nil, 1, 90, "\x1b%G")
	return append(appendDataset(head, 2, 0, "\x00\x04"), b...)
}

func defaultText(texts []Text) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0].Text
}

func appendDataset(b []byte, record, number byte, s string) []byte {
	b = append(b, iimMark, record, number)
	b = binary.BigEndian.AppendUint16(b, uint16(len(s)))
	return append(b, s...)
}

// appendDate writes 2:55, with zeros for a month or day that is not known, and 2:60 where the time is known with its
// zone: IIM has no other form, and no zone is invented.
func appendDate(b []byte, date string) []byte {
	if date == "" {
		return b
	}
	day, clock, _ := strings.Cut(date, "T")
	day = strings.ReplaceAll(day, "-", "")
	b = appendDataset(b, 2, 55, (day + "0000")[:8])
	clock = strings.Replace(clock, "Z", "+00:00", 1)
	at := strings.IndexAny(clock, "+-")
	if at < 0 {
		return b
	}
	time, zone := strings.ReplaceAll(clock[:at], ":", ""), strings.ReplaceAll(clock[at:], ":", "")
	return appendDataset(b, 2, 60, (time + "00")[:6]+zone)
}

// cutOctets cuts s to at most limit bytes, between characters.
func cutOctets(s string, limit int) string {
	if limit == 0 || len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return strings.TrimRight(s[:limit], " \n\t")
}

// appendResource writes one Photoshop image resource without a name.
func appendResource(b []byte, id uint16, data []byte) []byte {
	b = append(b, "8BIM"...)
	b = binary.BigEndian.AppendUint16(b, id)
	b = append(b, 0, 0)
	b = binary.BigEndian.AppendUint32(b, uint32(len(data)))
	b = append(b, data...)
	if len(data)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// appendIIMResources writes the IIM block and the digest that says it is in step with XMP (MWG Guidelines 2.0).
func appendIIMResources(b, iim []byte) []byte {
	digest := md5.Sum(iim)
	b = appendResource(b, resourceIIM, iim)
	return appendResource(b, resourceDigest, digest[:])
}
