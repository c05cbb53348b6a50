package edit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Begun says what Init made.
type Begun struct{ Files []string }

// Init begins a site in dir, which is made if need be: content/site.yaml and a
// first story, a draft that shows the format. A folder that holds content is
// refused; one that holds anything else too, unless beside is set. No file is
// ever overwritten.
func Init(dir string, beside bool, opt Options) (*Begun, error) {
	files := []struct{ name, text string }{
		{"content/site.yaml", strings.Replace(siteYAML, "TITLE", quoted(titleOf(dir)), 1)},
		{"content/first-story/index.md", firstStory},
	}
	if err := checkInit(dir, beside, files[0].name, files[1].name); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	s, err := Open(dir, opt)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	out := &Begun{}
	for _, f := range files {
		if err := s.mkdir(filepath.ToSlash(filepath.Dir(f.name))); err != nil {
			return out, err
		}
		if err := s.create(f.name, f.text); err != nil {
			return out, err
		}
		out.Files = append(out.Files, f.name)
	}
	return out, nil
}

// titleOf returns the folder's name, for want of a better one.
func titleOf(dir string) string {
	abs, err := filepath.Abs(dir)
	if name := oneLine(filepath.Base(abs)); err == nil && addressed(name) != "photo" {
		return name
	}
	return "Picture Desk"
}

// checkInit refuses a folder in which something lies. What is hidden does not
// count: a new site may begin in a new repository.
func checkInit(dir string, beside bool, adds ...string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return refuse("name a new folder", "%s is a file", dir)
		}
		return err
	}
	for _, e := range entries {
		if strings.EqualFold(e.Name(), "content") {
			return refuse("to begin a story in it: photodesk new STORY --from FOLDER", "%s holds a folder content already: it is a site", dir)
		}
	}
	for _, e := range entries {
		if !beside && !strings.HasPrefix(e.Name(), ".") {
			return refuse("name a new folder, or put them beside what is there with --force; nothing is overwritten",
				"%s is not empty: it holds %s, and would get %s", dir, e.Name(), strings.Join(adds, " and "))
		}
	}
	return nil
}

const siteYAML = `# The site's settings. Only title is required; an unknown key is an error.
# A line that begins with # is not read: take the # away to set it.

# The name of the site, on every page and in the feeds.
title: TITLE

# Where the site will live; needed where an address must be absolute (feeds, sitemap, frames, sharing).
#base_url: https://photos.example.org/essays/

# The languages of the stories; the first has no prefix in its addresses (index.md), the others do (index.zh.md).
#languages: [en, zh]

# The zone of every time that is written without an offset.
#timezone: Asia/Shanghai

# Who answers for the site, told to search engines and feed readers.
#publisher: {name: Example News, url: https://example.org/}

# The credit of a picture that names neither an agency nor a photographer.
#credit: Example News

# The rights in a picture, where neither its file nor its story says otherwise.
#rights: {copyright: Example News, usage_terms: No use without permission, license: https://example.org/license, acquire_license_page: https://example.org/buy}

# How pictures are made for the web; widths in pixels, a picture is never enlarged.
#images: {widths: [285, 370, 480, 620, 800, 1040, 1350, 1750, 2270], formats: [webp, jpeg], quality: {jpeg: 80, webp: 78}, limits: {megapixels: 120, megabytes: 200}}

# Whether readers can have the photographs as they came: none, strip (without private metadata) or exact.
#originals: none

# true publishes where a picture was taken, to the metre.
#gps: false

# What machines may learn from the pictures, in the PLUS vocabulary.
#data_mining: DMI-PROHIBITED-GENAIMLTRAINING

# The character set of old captions that do not say theirs.
#iptc_charset: windows-1252

# Where the site is offered, for pictures that are not for every region.
#territories: [CN]

# Spellings of one name, so that pages, translations and checks know them as one.
#names: [[Tang Yi, 唐奕]]

# What photodesk check thinks of a rule: error, warn, info or off.
#check: {caption-tense: warn}

# Words that no caption may use.
#banned_words: [allegedly]

# true lets HTML in stories pass as it is.
#raw_html: false

# true shows camera, lens and exposure.
#camera_line: false
`

const firstStory = `---
headline: Your first story
dek: One or two sentences that stand below the headline.
# published: 2026-01-31 08:30
# dateline: BERLIN
# byline: [Jane Doe]
# agency: Example News
# places: [Berlin]
# topics: [Bridges]
draft: true
---

An opening paragraph. This story is a draft: it is not published until the line ` + "`draft: true`" + ` is gone.

A photograph lies in a folder beside this text, and is placed by a line of its own; the lines below it are its
caption, and the caption ends with the credit:

    ![A bridge in morning fog](photos/01.jpg)
    The new bridge is seen on its first day in Berlin, May 2, 2024. (Agency/Jane Doe)

## A heading

` + "`photodesk new STORY --from FOLDER`" + ` writes such a story from a folder of photographs. This one may be deleted.
`
