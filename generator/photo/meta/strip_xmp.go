package meta

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"slices"
	"strings"
)

// privateXMP reports whether a property, or a field of one, is private: positions, serial numbers, owners, instructions,
// thumbnails and depth maps. Names are exiftool's for the namespace and XMP's own for the rest.
func privateXMP(space, local string) bool {
	switch {
	case strings.HasPrefix(local, "GPS") && (space == "exif" || space == "iptcExt"):
		return true
	case space == "GDepth" || space == "GImage" || space == "GAudio" || space == "drone-dji":
		return true
	}
	return privateProperties[space+":"+local]
}

var privateProperties = map[string]bool{
	"photoshop:Instructions": true, "exif:MakerNote": true, "exif:ImageUniqueID": true, "xmp:Thumbnails": true,
	"aux:SerialNumber": true, "aux:LensSerialNumber": true, "aux:OwnerName": true,
	"exifEX:BodySerialNumber": true, "exifEX:LensSerialNumber": true, "exifEX:CameraOwnerName": true,
}

// stripXMP cuts private properties out of a packet and leaves the rest as it is; nil when it cannot be read to its end.
func stripXMP(packet []byte) []byte {
	doc := xmpText(packet)
	root, problem := parseXML(doc)
	if problem != "" || doc == "" {
		return nil
	}
	var cuts [][2]int
	collectPrivate(root, &cuts)
	slices.SortFunc(cuts, func(a, b [2]int) int { return a[0] - b[0] })
	var out bytes.Buffer
	at := 0
	for _, c := range cuts {
		out.WriteString(doc[at:c[0]])
		at = c[1]
	}
	out.WriteString(doc[at:])
	return out.Bytes()
}

// stripPacket is stripXMP for a packet that stands alone: the wrapper that lets programs find it is put round it again.
func stripPacket(packet []byte) []byte {
	rest := stripXMP(packet)
	if rest == nil {
		return nil
	}
	if i := bytes.LastIndex(rest, []byte("<?xpacket end")); i >= 0 {
		rest = rest[:i]
	}
	if i := bytes.Index(rest, []byte("?>")); i >= 0 && bytes.HasPrefix(rest, []byte("<?xpacket begin")) {
		rest = rest[i+2:]
	}
	return slices.Concat([]byte(wrapperHead), bytes.TrimSpace(rest), []byte(wrapperTail))
}

// collectPrivate gathers the stretches to cut; the tree is no deeper than maxDepth.
func collectPrivate(e *element, cuts *[][2]int) {
	for _, a := range e.attrs {
		if privateXMP(a.space, a.local) {
			*cuts = append(*cuts, [2]int{a.from, a.to})
		}
	}
	for _, kid := range e.kids {
		if privateXMP(kid.space, kid.local) {
			*cuts = append(*cuts, [2]int{kid.from, kid.to})
		} else {
			collectPrivate(kid, cuts)
		}
	}
}

// digestName is the name of an extended packet: its MD5 in capitals.
func digestName(packet []byte) string { return fmt.Sprintf("%X", md5.Sum(packet)) }
