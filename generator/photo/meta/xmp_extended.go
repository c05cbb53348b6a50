package meta

import (
	"encoding/binary"
	"sort"
)

// extendedGUID is the length of the digest that names an extended packet.
const extendedGUID = 32

// maxExtended bounds extended XMP: its pieces are held beside the joined packet.
const maxExtended = 4 << 20

// extendedXMP gathers the pieces of packets that do not fit into one segment (XMP specification part 3, on extended
// XMP in JPEG): GUID, full length and offset stand before each.
type extendedXMP struct {
	order  []string
	pieces map[string][]piece
	held   int
}

type piece struct {
	offset uint32
	data   []byte
}

// admits decides on the header of a piece whether it is loaded.
func (x *extendedXMP) admits(head []byte, facts *Facts) bool {
	if len(head) < moreHeader {
		return false
	}
	full := binary.BigEndian.Uint32(head[len(idXMPMore)+extendedGUID:])
	if full > maxExtended || x.held > maxExtended {
		facts.damaged("XMP", "extended packet larger than 4 MB")
		return false
	}
	return true
}

func (x *extendedXMP) add(p []byte) {
	if len(p) <= moreHeader {
		return
	}
	guid := string(p[len(idXMPMore) : len(idXMPMore)+extendedGUID])
	if x.pieces == nil {
		x.pieces = map[string][]piece{}
	}
	if x.pieces[guid] == nil {
		x.order = append(x.order, guid)
	}
	x.pieces[guid] = append(x.pieces[guid], piece{binary.BigEndian.Uint32(p[moreHeader-4:]), p[moreHeader:]})
	x.held += len(p)
}

// packets joins the pieces in order, as far as there is no gap.
func (x *extendedXMP) packets(facts *Facts) [][]byte {
	var packets [][]byte
	for _, guid := range x.order {
		pieces := x.pieces[guid]
		sort.SliceStable(pieces, func(i, j int) bool { return pieces[i].offset < pieces[j].offset })
		var packet []byte
		for _, p := range pieces {
			if int64(p.offset) == int64(len(packet)) {
				packet = append(packet, p.data...)
			} else if int64(p.offset) > int64(len(packet)) {
				facts.damaged("XMP", "a piece of the extended packet is missing")
				break
			}
		}
		packets = append(packets, packet)
	}
	return packets
}
