package meta

import (
	"bytes"
	"image/jpeg"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// private are parts of names that a stripped original must not have.
var private = []string{"GPS", "Serial", "OwnerName", "Instructions", "MakerNote", "Thumbnail", "ImageUniqueID", "PreviewImage"}

// TestStrip strips every real photograph: nothing private is left, everything else is, and the pixels are the same.
func TestStrip(t *testing.T) {
	names := realJPEGs(t)
	n := 0
	for _, name := range names {
		b := readFile(t, name)
		var out bytes.Buffer
		if err := StripJPEG(&out, bytes.NewReader(b), int64(len(b))); err != nil {
			t.Logf("%s: %v", filepath.Base(name), err)
			continue
		}
		n++
		checkStripped(t, filepath.Base(name), b, out.Bytes())
	}
	t.Logf("%d of %d stripped", n, len(names))
	if n < len(names)*9/10 {
		t.Errorf("only %d of %d photographs could be stripped", n, len(names))
	}
}

func checkStripped(t *testing.T, name string, before, after []byte) {
	old, f := readBytes(before), readBytes(after)
	got := raw(f)
	for key := range got {
		if slices.ContainsFunc(private, func(s string) bool { return strings.Contains(key, s) }) {
			t.Errorf("%s: %s is still there", name, key)
		}
	}
	if len(old.Damage) > 0 {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(raw(old))) {
		if got[key] == nil && publicKey(key) {
			t.Errorf("%s: %s is lost", name, key)
		}
	}
	if len(f.Damage) > 0 || f.Truncated {
		t.Errorf("%s: damage %v, truncated %v", name, f.Damage, f.Truncated)
	}
	if a, err := jpeg.Decode(bytes.NewReader(before)); err == nil {
		b, err := jpeg.Decode(bytes.NewReader(after))
		if err != nil || a.Bounds() != b.Bounds() || !samePixels(a, b) {
			t.Errorf("%s: the pixels changed: %v", name, err)
		}
	}
}

// publicKey leaves out what may be lost: the private names, pointers into what was cut, and structures that change.
func publicKey(key string) bool {
	for _, s := range append(private, "XMP-xmpNote:HasExtendedXMP", "XMP-GDepth", "XMP-GImage", "Location") {
		if strings.Contains(key, s) {
			return false
		}
	}
	return true
}

func samePixels(a, b any) bool {
	return slices.Equal(planes(a), planes(b))
}

func TestStripSpecialInstructions(t *testing.T) {
	iim := appendDataset(appendDataset(appendDataset(nil, 2, 25, "news"), 2, 40, "call the desk"), 2, 110, "Desk")
	xmp := packet(`<photoshop:Instructions xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">call the desk</photoshop:Instructions>` +
		`<dc:title>Title</dc:title>`)
	p := pixels(t)
	in := appendSegment(slices.Clone(p[:2]), markAPP1, []byte(idXMP), xmp)
	in = appendSegment(in, markAPP13, []byte(idResource), appendIIMResources(nil, iim))
	in = append(in, p[2:]...)
	in = append(in, "trailer with a preview"...)
	var out bytes.Buffer
	if err := StripJPEG(&out, bytes.NewReader(in), int64(len(in))); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"call the desk", "trailer"} {
		if bytes.Contains(out.Bytes(), []byte(s)) {
			t.Errorf("%q is still there", s)
		}
	}
	f := readBytes(out.Bytes())
	got := raw(f)
	if got["IPTC:Keywords"] != "news" || got["IPTC:Credit"] != "Desk" || got["XMP-dc:Title"] != "Title" || f.IPTCDigest != DigestEqual {
		t.Errorf("values %v, digest %q", got, f.IPTCDigest)
	}
	if err := StripJPEG(&out, bytes.NewReader(in), int64(len(in)/2)); err == nil {
		t.Error("half a photograph was taken")
	}
}
