package photo

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// boilerplate reports whether a description is the camera's and not a person's.
func (m *merger) boilerplate(s string) bool {
	t := strings.ToLower(folded(s))
	brand, model, software := m.one("IFD0:Make").Text, m.one("IFD0:Model").Text, m.one("IFD0:Software").Text
	for _, name := range []string{brand, model, brand + " " + model, software} {
		if name != "" && strings.ToLower(folded(name)) == t {
			return true
		}
	}
	file := strings.ToLower(path.Base(m.ctx.File))
	if t == file || t == strings.TrimSuffix(file, path.Ext(file)) {
		return true
	}
	return cameraName.MatchString(t) || slices.ContainsFunc(boilerplates, func(b string) bool { return t == b }) ||
		slices.ContainsFunc(boilerplateStarts, func(b string) bool { return strings.HasPrefix(t, b) })
}

// cameraName is how cameras name files and themselves: "DSC00019", "000007",
// "SANYO DIGITAL CAMERA".
var cameraName = regexp.MustCompile(`^(([a-z]{0,5}[-_]?){0,2}\d{4,}([-_]\d+)*(\.[a-z]{3,4})?|([a-z-]+ ){0,2}digital (still )?camera)$`)

// nobody reports whether a copyright notice names no owner: cameras write the
// word alone.
func nobody(s string) bool {
	named := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return !strings.ContainsFunc(withoutFormula.Replace(strings.ToLower(s)), named)
}

var withoutFormula = strings.NewReplacer("copyright", "", "(c)", "", "all rights reserved", "")

// boilerplates are what cameras and scanners write by themselves.
var boilerplates = []string{
	"olympus camera", "sony dsc", "default", "untitled", "jpeg", "exif_jpeg_picture",
	"my great picture", "cof", "sdr", "hdr", "mde", "dav", "rbt", "ptr", "nor", "edf", "btf", "burst", "screenshot", "charset=\"ascii\"",
}

var boilerplateStarts = []string{
	"created with the gimp", "converted pbm", "converted pgm", "converted ppm", "converted pnm", "dcf 1.", "dcim\\", "dcim/", "c:\\", "created with gimp", "created by ", "digital still camera", "charset=",
	"<digimax", "<samsung", "<kenox", "ver.1", "sony dsc", "lead technologies", "processed by ", "file written by ",
}
