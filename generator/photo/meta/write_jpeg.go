package meta

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// maxPayload is what fits into one JPEG segment: its length field of two bytes counts itself.
const maxPayload = 65535 - 2

var (
	errNotJPEG  = errors.New("not a JPEG stream")
	errNotWebP  = errors.New("not a WebP stream")
	errTooLarge = errors.New("metadata too large for its container")
)

// WriteJPEG writes a JPEG stream with a label and a colour profile: XMP in APP1 (with extended XMP where one segment does
// not hold it), IIM with its digest in APP13, the profile in APP2. Of the segments in pixels only APP0 and APP14 of the
// application's are kept, so that nothing of an earlier file's metadata is left. An icc of nil writes no profile.
func WriteJPEG(w io.Writer, pixels []byte, l Label, icc []byte) error {
	head, tail, err := splitJPEG(pixels)
	if err != nil {
		return err
	}
	meta, err := jpegMetadata(l, icc)
	if err != nil {
		return err
	}
	for _, part := range [][]byte{head.first, meta, head.rest, tail} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// jpegHead is what stands before the first scan, as far as it is kept: SOI with APP0, and the rest.
type jpegHead struct{ first, rest []byte }

// splitJPEG takes a stream apart before its first scan.
func splitJPEG(p []byte) (head jpegHead, tail []byte, err error) {
	if len(p) < 4 || p[0] != 0xFF || p[1] != markSOI {
		return head, nil, errNotJPEG
	}
	head.first = bytes.Clone(p[:2])
	for p = p[2:]; len(p) >= 4 && p[0] == 0xFF; {
		mark, n := p[1], 2+int(binary.BigEndian.Uint16(p[2:]))
		switch {
		case mark == markSOS:
			return head, p, nil
		case mark == 0xFF:
			p = p[1:]
			continue
		case n < 4 || n > len(p):
			return head, nil, errNotJPEG
		case mark == markAPP0 && len(head.rest) == 0:
			head.first = append(head.first, p[:n]...)
		case mark == markAPP14 || mark < markAPP0:
			head.rest = append(head.rest, p[:n]...)
		}
		p = p[n:]
	}
	return head, nil, errNotJPEG
}

// jpegMetadata writes the segments of a label. XMP follows IIM: where a reader asks for "the credit" and takes the last
// one that it meets, as exiftool does, it is to be the whole one.
func jpegMetadata(l Label, icc []byte) ([]byte, error) {
	var out []byte
	if iim := l.IIM(); iim != nil {
		out = appendResourceSegments(out, appendIIMResources(nil, iim))
	}
	out, err := appendXMPSegments(out, l)
	if err != nil {
		return nil, err
	}
	return appendICC(out, icc)
}

// appendSegment writes a marker segment of the parts, which fit together into one.
func appendSegment(b []byte, mark byte, parts ...[]byte) []byte {
	n := 2
	for _, p := range parts {
		n += len(p)
	}
	b = append(b, 0xFF, mark)
	b = binary.BigEndian.AppendUint16(b, uint16(n))
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// appendResourceSegments writes image resources, which may run on over several segments.
func appendResourceSegments(b, resources []byte) []byte {
	for len(resources) > 0 {
		n := min(maxPayload-len(idResource), len(resources))
		b = appendSegment(b, markAPP13, []byte(idResource), resources[:n])
		resources = resources[n:]
	}
	return b
}

// appendXMPSegments writes the packet. One that does not fit is divided: the rights block, which every reader must find,
// stays in the first packet, and the rest goes on in an extended one (XMP specification part 3).
func appendXMPSegments(b []byte, l Label) ([]byte, error) {
	packet := l.Packet()
	if packet == nil {
		return b, nil
	}
	if len(packet) <= maxPayload-len(idXMP) {
		return appendSegment(b, markAPP1, []byte(idXMP), packet), nil
	}
	rights, content := l.divide()
	rest := content.Packet()
	rest = rest[bytes.Index(rest, []byte("<x:xmpmeta")):bytes.Index(rest, []byte("\n<?xpacket end"))]
	guid := digestName(rest)
	first := rights.packet(guid)
	if len(first) > maxPayload-len(idXMP) || len(rest) > maxExtended {
		return nil, errTooLarge
	}
	b = appendSegment(b, markAPP1, []byte(idXMP), first)
	return appendExtended(b, guid, rest), nil
}

// appendExtended cuts an extended packet into segments.
func appendExtended(b []byte, guid string, packet []byte) []byte {
	head := append([]byte(idXMPMore), guid...)
	head = binary.BigEndian.AppendUint32(head, uint32(len(packet)))
	for off := 0; off < len(packet); {
		n := min(maxPayload-moreHeader, len(packet)-off)
		b = appendSegment(b, markAPP1, binary.BigEndian.AppendUint32(head[:len(head):len(head)], uint32(off)), packet[off:off+n])
		off += n
	}
	return b
}

// divide parts the rights block from the rest.
func (l Label) divide() (rights, content Label) {
	rights, content = l, l
	rights.Title, rights.Headline, rights.Caption, rights.Alt, rights.Description = nil, "", nil, nil, nil
	rights.DateCreated, rights.Sublocation, rights.City, rights.State = "", "", "", ""
	rights.Country, rights.CountryCode, rights.Persons, rights.Keywords = "", "", nil, nil
	rights.Organisations, rights.Event, rights.AISystem, rights.AIVersion = nil, "", "", ""
	rights.GPSLatitude, rights.GPSLongitude = "", ""
	content.Creators, content.JobTitle, content.Credit, content.Source, content.Copyright = nil, "", "", "", ""
	content.UsageTerms, content.WebStatement, content.LicensorName, content.LicensorURL = nil, "", "", ""
	content.DigitalSourceType, content.DataMining, content.OtherConstraints, content.AIGC = "", "", nil, ""
	return rights, content
}

// appendICC writes the profile in numbered chunks (ICC.1:2022 annex B.4): at most 255 of 65519 bytes.
func appendICC(b, icc []byte) ([]byte, error) {
	const room = maxPayload - iccHeader
	count := (len(icc) + room - 1) / room
	if count > 255 {
		return nil, errTooLarge
	}
	for i := range count {
		chunk := icc[i*room : min((i+1)*room, len(icc))]
		b = appendSegment(b, markAPP2, []byte(idICC), []byte{byte(i + 1), byte(count)}, chunk)
	}
	return b, nil
}
