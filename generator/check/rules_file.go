package check

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

var credentialsInOriginal = Rule{
	ID: "credentials-in-original", Level: Info,
	Finds: "A photograph that carries Content Credentials (C2PA).",
	Why:   "The pictures made of it do not: a changed file voids the signature. The site has not verified the credentials.",
	Mend:  "offer the untouched original (originals: exact in site.yaml) if readers shall be able to verify it",
	photo: func(l *look) {
		if l.fig.Facts != nil && l.fig.Facts.C2PA {
			l.complain(l.fig.Placed.Pos, "%q carries Content Credentials, which its renditions will not", l.base())
		}
	},
}

var metadataDamaged = Rule{
	ID: "metadata-damaged", Level: Info,
	Finds: "A part of a file's metadata that could not be read.",
	Why:   "A caption or a credit may be lost in it.",
	Mend:  "compare with the agency's site, or ask for the file again",
	photo: func(l *look) {
		if l.fig.Facts == nil || len(l.fig.Facts.Damage) == 0 {
			return
		}
		var parts []string
		for _, d := range l.fig.Facts.Damage {
			parts = append(parts, d.Part+" ("+d.Message+")")
		}
		more := ""
		if n := len(parts) - 3; n > 0 {
			parts, more = parts[:3], fmt.Sprintf(", and %d more", n)
		}
		l.complain(l.fig.Placed.Pos, "not all of %q could be read: %s%s", l.base(), strings.Join(parts, ", "), more)
	},
}

var iptcCharsetGuessed = Rule{
	ID: "iptc-charset-guessed", Level: Info,
	Finds: "IPTC text that does not say in which character set it is written, and which it was read in.",
	Why:   "Read in the wrong one, names come out garbled.",
	Mend:  "read the caption once with open eyes; iptc_charset in site.yaml decides where nothing else does",
	photo: merged("iptc-charset-guessed"),
}

var iptcXMPConflict = Rule{
	ID: "iptc-xmp-conflict", Level: Warn,
	Finds: "A field that says one thing in IPTC and another in XMP, and which of the two counts.",
	Why:   "A correction was made in one program only, and other programs show the other text.",
	Mend:  "see both with photodesk facts, and write the right one in the story or the sidecar",
	photo: merged("iptc-xmp-conflict"),
}

var iptcTruncated = Rule{
	ID: "iptc-truncated", Level: Warn,
	Finds: "An IPTC value that ends where its field does: a caption at 2,000 bytes, a credit at 32.",
	Why:   "The rest is missing, often in the middle of a word or a name.",
	Mend:  "write the whole in the story or the sidecar",
	photo: merged("iptc-truncated"),
}

// merged passes on what merging the sources of a photograph has noted.
func merged(id string) func(*look) {
	return func(l *look) {
		for _, n := range l.fig.Words().Meta.Notes {
			if n.ID == id {
				l.complain(l.fig.Placed.Pos, "%s: %s", l.base(), n.Message)
			}
		}
	}
}

var dateImplausible = Rule{
	ID: "date-implausible", Level: Warn,
	Finds: "A date of a photograph that lies ahead, before photography, or at the moment at which a camera's clock begins after its battery was out.",
	Why:   "The picture would be told to be of a day on which it was not taken.",
	Mend:  "write date: in the picture's sidecar",
	photo: func(l *look) {
		d := l.fig.Words().Date
		switch {
		case d.Precision == photo.NoDate:
		case implausible(d) && !l.madeThen(d):
			l.complain(l.fig.Placed.Pos, "the date of %q is %s, which no picture of this story can have (%s)", l.base(), d.ISO(), d.Source)
		case !l.now.IsZero() && d.Time.After(l.now.Add(14*time.Hour)):
			l.timed = true
			l.complain(l.fig.Placed.Pos, "the date of %q lies ahead: %s (%s)", l.base(), d.ISO(), d.Source)
		}
	},
}

// implausible reports whether a date is before photography or looks like the one
// at which a camera's clock begins.
func implausible(d photo.Date) bool {
	if d.Time.Year() < 1826 {
		return true
	}
	if !strings.Contains(d.Source, "ExifIFD") && !strings.Contains(d.Source, "IFD0") && !strings.Contains(d.Source, "EXIF") {
		return false
	}
	y, m, day := d.Time.Date()
	switch y {
	case 1904, 1970, 1980:
		return m == time.January && day <= 2
	}
	return y >= 1998 && y <= 2020 && m == time.January && day == 1 && d.Time.Hour() == 0
}

// madeThen reports whether the story was published soon after a date: at New
// Year a picture may well be of the first minute of the year.
func (l *look) madeThen(d photo.Date) bool {
	p := l.story.Published
	return p.Set() && d.Time.Year() >= 1826 && p.Time.Sub(d.Time).Abs() < 400*24*time.Hour
}

var photoTooSmall = Rule{
	ID: "photo-too-small", Level: Warn,
	Finds: "A photograph of fewer than 960 pixels along its longer side.",
	Why:   "It is an agency's preview, not the picture; on a large screen it is a stamp.",
	Mend:  "ask for the picture in full size",
	photo: func(l *look) {
		if w, h := l.fig.Width, l.fig.Height; w > 0 && max(w, h) < 960 {
			l.complain(l.fig.Placed.Pos, "%q is %d × %d pixels", l.base(), w, h)
		}
	},
}

var photoUnused = Rule{
	ID: "photo-unused", Level: Info,
	Finds: "A photograph in a story's folder that no language of the story places.",
	Why:   "Only placed photographs are published; one that was meant to be is missing.",
	Mend:  "place it, write photos: all in the front matter, or take it out of the folder",
	folder: func(d *desk, f *story.Folder) {
		placed := map[string]bool{}
		for _, s := range f.Stories {
			if s.AllPhotos {
				return
			}
			for _, b := range s.Blocks {
				if row, ok := b.(*story.Row); ok {
					for _, fig := range row.Figures {
						placed[fig.Path] = true
					}
				}
			}
		}
		for _, p := range f.Photos {
			if !placed[p] {
				d.report(diag.InFile(p), fmt.Sprintf("%s does not place %q: it is not published", f.Stories[0].File, path.Base(p)), "")
			}
		}
	},
}

var photoDuplicate = Rule{
	ID: "photo-duplicate", Level: Warn,
	Finds: "Two files of a story that are one picture: the same bytes, the same document, or the same id of its supplier.",
	Why:   "Readers see a picture twice, often under two captions.",
	Mend:  "keep the better file, and place that one wherever the picture is wanted",
	story: duplicates,
}

func duplicates(j *judge) {
	marks := map[string][]*look{}
	var order []string
	for _, l := range j.looks {
		if l.fig.Facts == nil || !l.once {
			continue
		}
		for _, m := range identities(l) {
			if marks[m] == nil {
				order = append(order, m)
			}
			marks[m] = append(marks[m], l)
		}
	}
	told := map[*look]bool{}
	for _, m := range order {
		same := marks[m]
		if len(same) < 2 || len(same) > 2 && !strings.HasPrefix(m, "bytes") {
			continue // an id that many share is their template's
		}
		for _, l := range same[1:] {
			if !told[l] {
				told[l] = true
				what, _, _ := strings.Cut(m, "\x00")
				l.complain(l.fig.Placed.Pos, "%q is the picture in %q again (the same %s)", l.base(), same[0].base(), what)
			}
		}
	}
}

// identities returns the marks by which a picture is known: what they are, and
// their value.
func identities(l *look) []string {
	out := []string{"bytes\x00" + string(l.fig.Facts.Digest[:])}
	for i := range l.fig.Facts.Values {
		v := &l.fig.Facts.Values[i]
		if v.Name == "XMP-xmpMM:DocumentID" && len(v.Text) >= 16 {
			out = append(out, "document\x00"+v.Text)
			break
		}
	}
	if id := l.fig.Words().Meta.SupplierID.Text; len(id) >= 4 {
		out = append(out, "supplier's id\x00"+id)
	}
	return out
}

var fileSkipped = Rule{
	ID: "file-skipped", Level: Warn,
	Finds: "A file in a story's folder that is neither a photograph nor a text of it: a video, a raw file, a file of an unknown kind, a sidecar without its photograph.",
	Why:   "Somebody put it there to be seen.",
	Mend:  "save it as JPEG, or take it out of the folder",
	folder: func(d *desk, f *story.Folder) {
		for _, name := range f.Skipped {
			d.report(diag.InFile(name), fmt.Sprintf("%q is left out: %s", path.Base(name), kindOf(name)), "")
		}
	},
}

// kindOf says what a file is that is no photograph.
func kindOf(name string) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	for _, k := range []struct {
		what string
		exts []string
	}{
		{"a video", []string{"mp4", "mov", "m4v", "avi", "mkv", "webm", "mxf", "mts", "m2ts", "mpg", "mpeg", "wmv", "3gp"}},
		{"a sound", []string{"mp3", "wav", "m4a", "aac", "aif", "aiff", "flac", "ogg"}},
		{"a raw file, which only its camera's maker can read for certain", []string{"cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "srf", "dng", "raf", "orf", "rw2", "pef", "srw", "x3f", "3fr", "iiq", "rwl"}},
		{"a picture of a kind that browsers do not show", []string{"psd", "psb", "ai", "eps", "svg", "bmp", "jp2", "jxl", "xcf"}},
		{"a document", []string{"pdf", "doc", "docx", "rtf", "odt", "txt", "xls", "xlsx", "pages"}},
		{"an archive", []string{"zip", "rar", "7z", "gz", "tar"}},
	} {
		if slices.Contains(k.exts, ext) {
			return k.what
		}
	}
	return "a file of an unknown kind"
}
