package check

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"photodesk/generator/diag"
	"photodesk/generator/story"
)

var translationBehind = Rule{
	ID: "translation-behind", Level: Warn,
	Finds: "A translation that lacks pictures of the story's first language, or whose updated is older.",
	Why:   "Readers of one language are told less, or what has been corrected since.",
	Mend:  "place the pictures and take over the changes, then set updated",
	story: behind,
}

func behind(j *judge) {
	s := j.story.Story
	lead := s.Folder.Stories[0]
	if lead == s || lead.Withdrawn != nil || lead.Draft {
		return
	}
	if lead.Updated.Set() && (!s.Updated.Set() || s.Updated.Time.Before(lead.Updated.Time)) {
		pos := diag.InFile(s.File)
		if s.Updated.Set() {
			pos = s.Updated.Pos
		}
		j.complain(pos, "%s was updated on %s, after this translation", path.Base(lead.File), lead.Updated.Time.Format("2006-01-02"))
	}
	if s.AllPhotos {
		return
	}
	has := placed(s)
	var missing []string
	for _, p := range placedIn(lead) {
		if !has[p] {
			missing = append(missing, fmt.Sprintf("%q", path.Base(p)))
		}
	}
	if len(missing) > 0 {
		j.complain(diag.InFile(s.File), "the translation lacks %s", strings.Join(missing[:min(5, len(missing))], ", ")+more(len(missing)-5))
	}
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// placedIn returns the photographs that a story's text places and publishes.
func placedIn(s *story.Story) []string {
	var out []string
	for _, b := range s.Blocks {
		if row, ok := b.(*story.Row); ok {
			for _, f := range row.Figures {
				if f.Path != "" && f.Withdrawn == nil {
					out = append(out, f.Path)
				}
			}
		}
	}
	if s.AllPhotos {
		out = append(out, s.Folder.Photos...)
	}
	return unique(out)
}

func placed(s *story.Story) map[string]bool {
	out := map[string]bool{}
	for _, p := range placedIn(s) {
		out[p] = true
	}
	for _, b := range s.Blocks {
		if row, ok := b.(*story.Row); ok {
			for _, f := range row.Figures {
				out[f.Path] = true // withdrawn here, and so dealt with
			}
		}
	}
	return out
}

var publishedAhead = Rule{
	ID: "published-ahead", Level: Warn,
	Finds: "A story on the site whose published is more than a day ahead.",
	Why:   "Nothing is held back by it: readers see the story now, above all others, under a date that has not come.",
	Mend:  "write embargo: with that time, which holds the story back; or correct published",
	story: func(j *judge) {
		s := j.story.Story
		if s.Draft || s.Published.Pos.File != s.File || j.now.IsZero() || !s.Published.Time.After(j.now.Add(24*time.Hour)) {
			return // a translation without a time of its own has the first language's
		}
		j.timed = true
		j.complain(s.Published.Pos, "the story is on the site now, and says it was published on %s", s.Published.Time.Format("2006-01-02"))
	},
}

// maxHeadline is the length, in characters, to which a search engine shows a
// headline (Google's guidance on Article).
const maxHeadline = 110

var seoHeadlineLength = Rule{
	ID: "seo-headline-length", Level: Warn,
	Finds: "A story's headline of more than 110 characters.",
	Why:   "Search engines and cards cut it, most often before the news.",
	Mend:  "move what is not news to the dek",
	story: func(j *judge) {
		if n := uniseg.GraphemeClusterCount(j.story.Headline.Value); n > maxHeadline {
			j.complain(j.story.Headline.Pos, "the headline has %d characters", n)
		}
	},
}

var shareImageSmall = Rule{
	ID: "share-image-small", Level: Warn,
	Finds: "A cover less than 1200 pixels wide.",
	Why:   "Shared, the story is shown with a thumbnail, or without a picture.",
	Mend:  "choose a larger picture with cover: in the front matter",
	story: func(j *judge) {
		c := j.story.Cover
		if c == nil || c.Notice != nil || c.Width == 0 || c.Width >= 1200 {
			return
		}
		pos := j.story.Story.Cover.Pos
		if pos.File == "" {
			pos = c.Placed.Pos
		}
		j.complain(pos, "the cover %q is %d pixels wide", path.Base(c.Photo), c.Width)
	},
}

var baseURLMissing = Rule{
	ID: "base-url-missing", Level: Info,
	Finds: "A site.yaml without base_url.",
	Why:   "Canonical addresses, sharing cards, feeds, frames for other sites and the sitemap need absolute addresses; without it they are left out.",
	Mend:  "write base_url: and the address at which the site will stand",
	site: func(d *desk) {
		if d.site.BaseURL.Value != "" {
			return
		}
		file := d.site.File
		if file == "" {
			file = "content/site.yaml"
		}
		d.report(diag.InFile(file), "the site's address is not known", "")
	},
}
