package meta

import (
	"crypto/md5"
	"encoding/binary"
)

// Photoshop image resources that hold metadata (Adobe Photoshop file formats specification, image resource IDs).
const (
	resourceIIM    = 0x0404
	resourceICC    = 0x040F
	resourceExif   = 0x0422
	resourceXMP    = 0x0424
	resourceDigest = 0x0425
)

// signatures are the resource types that programs write; all have one layout.
var signatures = map[string]bool{"8BIM": true, "PHUT": true, "DCSR": true, "AgHg": true, "MeSa": true}

// addResources walks image resource blocks: signature, number, Pascal name padded to an even length, size, data padded
// to an even length. A block that claims more than there is gets what is left.
func (rd *reader) addResources(s []byte) {
	for len(s) >= 12 {
		id, data, rest, ok := nextResource(s)
		if !ok {
			if trailing(s) {
				rd.facts.damaged("Photoshop", "image resources end in the middle of a block")
			}
			return
		}
		rd.resource(id, data)
		s = rest
	}
}

// trailing reports whether s holds more than the zeros that some programs pad with.
func trailing(s []byte) bool {
	for _, c := range s {
		if c != 0 {
			return true
		}
	}
	return false
}

func nextResource(s []byte) (id uint16, data, rest []byte, ok bool) {
	if !signatures[string(s[:4])] {
		return 0, nil, nil, false
	}
	id = binary.BigEndian.Uint16(s[4:])
	at := 7 + int(s[6])
	at += at & 1
	if at+4 > len(s) {
		return 0, nil, nil, false
	}
	size := int64(binary.BigEndian.Uint32(s[at:]))
	body := s[at+4:]
	n := int(min(size, int64(len(body))))
	return id, body[:n], body[min(n+n&1, len(body)):], true
}

func (rd *reader) resource(id uint16, data []byte) {
	switch id {
	case resourceIIM:
		rd.addIIM(data)
	case resourceDigest:
		rd.digest = data
	case resourceExif:
		rd.spare = data
	case resourceXMP:
		if len(data) > len("<rdf:RDF/>") {
			rd.addXMP(data)
		}
	case resourceICC:
		if rd.facts.ICC == nil {
			rd.setICC(data)
		}
	}
}

// compareDigest implements the check of MWG Guidelines 2.0: the MD5 of the IIM block as it was when IIM and XMP were
// last written together.
func compareDigest(iim, digest []byte) DigestState {
	if len(digest) != md5.Size {
		return DigestAbsent
	}
	if md5.Sum(iim) == [md5.Size]byte(digest) {
		return DigestEqual
	}
	return DigestDiffers
}
