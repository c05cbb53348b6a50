package story

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
)

// packets finds the photograph that each file of XMP belongs to. One that
// belongs to a raw file or a video alone is passed over with it.
func (m *folderMemo) packets() []Packet {
	owners, other := newOwner(m.site, m.folder.Photos), newOwner(m.site, m.folder.Skipped)
	var all []Packet
	for _, name := range m.found.packets {
		base := norm.NFC.String(name[:len(name)-len(path.Ext(name))])
		switch photos := owners.match(base); {
		case len(photos) == 1:
			all = append(all, Packet{name, photos[0]})
		case len(photos) > 1:
			m.ds.Warn("sidecar", diag.InFile(name), fmt.Sprintf("it is not read: it may belong to %s or to %s", path.Base(photos[0]), path.Base(photos[1])),
				fmt.Sprintf("call it %s.xmp or %s.xmp", path.Base(photos[0]), path.Base(photos[1])))
		case other.match(base) == nil:
			m.ds.Warn("file-skipped", diag.InFile(name), "this XMP belongs to no photograph", "it has the name of its photograph: 02.xmp or 02.jpg.xmp beside 02.jpg")
		}
	}
	return onePacketEach(all, &m.ds)
}

// onePacketEach keeps, of two for one photograph, the one that names it in full.
func onePacketEach(all []Packet, ds *diag.List) []Packet {
	slices.SortFunc(all, func(a, b Packet) int {
		return cmp.Or(strings.Compare(a.Photo, b.Photo), -cmp.Compare(len(a.File), len(b.File)), strings.Compare(a.File, b.File))
	})
	return slices.CompactFunc(all, func(next, kept Packet) bool {
		if kept.Photo != next.Photo {
			return false
		}
		ds.Warn("sidecar", diag.InFile(next.File), fmt.Sprintf("it is not read: %s belongs to the same photograph", path.Base(kept.File)), "keep one of the two")
		return true
	})
}
