package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"photodesk/generator/diag"
	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Target is what the desk changes, as it saw it.
type Target struct {
	// File is a story's text ("content/bridge/index.md"), or the caption file of a
	// photograph ("content/bridge/photos/02.md"), which need not exist yet.
	File string
	// Seen is the SHA-256 of the file's bytes as the desk was shown them; the zero
	// Digest means that there was no file.
	Seen photo.Digest
	// Figure is which of the story's figures, from 0 in the order of
	// story.Story.Figures. A caption file has none.
	Figure int
}

// SetCaption gives a picture a caption, in Markdown and with its sign-off; with
// an empty one the text has none. A caption file is made if there is none. It
// returns the digest of the file as it is now, as all of the desk's edits do.
func (s *Site) SetCaption(t Target, markdown string) (photo.Digest, error) {
	markdown = strings.TrimSpace(markdown)
	return s.edit(t, func(e *edition) error {
		if e.sidecar {
			e.now = e.sidecarBody(withLineEnds(markdown, e.was))
			return e.expectSidecar(func(sc, after *story.Sidecar) error {
				if got := e.now[after.Body.Start:after.Body.End]; got != withLineEnds(markdown, e.was) {
					return e.refuse("write one paragraph", "the caption would not be read as one")
				}
				sc.Caption, sc.SignOff, sc.Links = after.Caption, after.SignOff, after.Links
				return nil
			})
		}
		return e.setCaption(withLineEnds(markdown, e.was))
	})
}

// setCaption changes the caption of a figure.
func (e *edition) setCaption(markdown string) error {
	w := e.figure().Written
	switch {
	case w.Caption == (story.Span{}) && markdown == "":
	case w.Caption == (story.Span{}):
		e.now = splice(e.was, cut{story.Span{Start: w.Attrs.End, End: w.Attrs.End}, lineEnd(e.was) + markdown})
	case markdown == "":
		e.now = splice(e.was, cut{story.Span{Start: w.Attrs.End, End: w.Caption.End}, ""})
	default:
		e.now = splice(e.was, cut{w.Caption, markdown})
	}
	return e.expect(func(st, after *story.Story) error {
		to := after.Figures()[e.target.Figure]
		if got := e.now[to.Written.Caption.Start:to.Written.Caption.End]; got != markdown {
			return e.refuse("write one paragraph, without pictures", "the caption would not be read as one")
		}
		was := st.Figures()[e.target.Figure]
		was.Caption, was.SignOff = to.Caption, to.SignOff
		if row := e.sharedRow(st); row != nil {
			if i := rowIndex(st, row); rowIndex(after, e.sharedRow(after)) == i {
				shareCaption(row, e.sharedRow(after))
			}
		}
		st.Links = after.Links
		return nil
	})
}

// sharedRow returns the row that the figure's caption is one for; nil if it is
// the figure's own.
func (e *edition) sharedRow(st *story.Story) *story.Row {
	target := st.Figures()[e.target.Figure]
	for _, b := range st.Blocks {
		if row, ok := b.(*story.Row); ok && row.Caption.Set() && row.Figures[len(row.Figures)-1] == target {
			return row
		}
	}
	return nil
}

func rowIndex(st *story.Story, row *story.Row) int {
	return slices.IndexFunc(st.Blocks, func(b story.Block) bool { r, ok := b.(*story.Row); return ok && r == row })
}

// shareCaption makes a row's words those of another.
func shareCaption(row, from *story.Row) {
	row.Caption = from.Caption
	for i, f := range row.Figures {
		if i < len(from.Figures) {
			f.SignOff = from.Figures[i].SignOff
		}
	}
}

// SetAlt gives a picture its alternative text, which is plain text of one line.
func (s *Site) SetAlt(t Target, alt string) (photo.Digest, error) {
	alt = oneLine(alt)
	return s.edit(t, func(e *edition) error {
		if e.sidecar {
			e.now = setKey(e.was, "alt", quoted(alt))
			return e.expectSidecar(func(sc, after *story.Sidecar) error {
				if after.Alt.Value != alt {
					return e.refuse("write plain text", "the alternative text would be read as %q", after.Alt.Value)
				}
				sc.Alt = after.Alt
				return nil
			})
		}
		err := e.setAlt(alt, escaped(alt))
		if err != nil {
			err = e.setAlt(alt, escapedAll(alt))
		}
		return err
	})
}

func (e *edition) setAlt(alt, markdown string) error {
	w := e.figure().Written
	e.now = splice(e.was, cut{w.Alt, markdown}, cut{w.Attrs, dropAttr(e.at(w.Attrs), "alt")})
	return e.expect(func(st, after *story.Story) error {
		to := after.Figures()[e.target.Figure]
		if to.AltNone || !readsAs(to.Alt.Value, alt) {
			return e.refuse("write plain text", "the alternative text would be read as %q", to.Alt.Value)
		}
		was := st.Figures()[e.target.Figure]
		was.Alt, was.AltNone = to.Alt, to.AltNone
		return nil
	})
}

// SetFocus says which point of a picture crops keep, in percent of its width and
// height from the upper left of the picture as it is seen. It is rounded to whole
// percents.
func (s *Site) SetFocus(t Target, x, y float64) (photo.Digest, error) {
	if !(x >= 0 && x <= 100 && y >= 0 && y <= 100) {
		return photo.Digest{}, refuse("give percents from 0 to 100", "%g, %g is no point in a picture", x, y)
	}
	px, py := int(x+0.5), int(y+0.5)
	value := strconv.Itoa(px) + "% " + strconv.Itoa(py) + "%"
	same := func(f *story.Focus) bool { return f != nil && f.X == float64(px) && f.Y == float64(py) }
	return s.edit(t, func(e *edition) error {
		notRead := e.refuse("write it by hand: focus=\""+value+"\"", "the focal point would not be read")
		if e.sidecar {
			e.now = setKey(e.was, "focus", quoted(value))
			return e.expectSidecar(func(sc, after *story.Sidecar) error {
				if !same(after.Focus) {
					return notRead
				}
				sc.Focus = after.Focus
				return nil
			})
		}
		w := e.figure().Written
		e.now = splice(e.was, cut{w.Attrs, setAttr(e.at(w.Attrs), "focus", value)})
		return e.expect(func(st, after *story.Story) error {
			to := after.Figures()[e.target.Figure]
			if !same(to.Focus) {
				return notRead
			}
			st.Figures()[e.target.Figure].Focus = to.Focus
			return nil
		})
	})
}

// edition is a text under the desk's hands.
type edition struct {
	*Site
	target  Target
	sidecar bool
	dir     string // of the story
	was     string
	now     string
	folder  *story.Folder // as it was; may be changed into what is expected
	known   diag.List
}

// edit reads the target, lets change set what it is to be and vouch for it, and
// writes it.
func (s *Site) edit(t Target, change func(*edition) error) (photo.Digest, error) {
	e, err := s.edition(t)
	if err != nil {
		return photo.Digest{}, err
	}
	e.now = e.was
	if err := change(e); err != nil {
		return photo.Digest{}, err
	}
	if t.Seen == (photo.Digest{}) {
		err = s.create(t.File, e.now)
	} else {
		err = s.replace(t.File, e.was, e.now)
	}
	return digestOf(e.now), err
}

// edition opens the target as the desk saw it.
func (s *Site) edition(t Target) (*edition, error) {
	if !fs.ValidPath(t.File) || !strings.HasPrefix(t.File, "content/") || path.Ext(t.File) != ".md" {
		return nil, refuse("texts lie in content/ and end in .md", "%q is no text of the site", t.File)
	}
	data, err := s.root.ReadFile(t.File)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return nil, err
	}
	if missing != (t.Seen == photo.Digest{}) || !missing && digestOf(string(data)) != t.Seen {
		return nil, changed(t.File)
	}
	e := &edition{Site: s, target: t, was: string(data)}
	if !utf8.ValidString(e.was) {
		return nil, refuse("save it as UTF-8", "%s is not UTF-8 text", t.File)
	}
	if e.dir = s.storyOf(path.Dir(t.File)); e.dir == "" {
		return nil, refuse("", "%s belongs to no story", t.File)
	}
	if e.folder, e.known, err = s.read(e.dir, t.File, e.was); err != nil {
		return nil, err
	}
	return e, e.check()
}

// storyOf returns the story whose folder dir is or lies in, or "".
func (s *Site) storyOf(dir string) string {
	for ; dir != "content" && dir != "."; dir = path.Dir(dir) {
		found := false
		_ = s.takeNames(dir, func(name string) { // what cannot be listed holds no story
			found = found || name == "index.md" || strings.HasPrefix(name, "index.") && strings.HasSuffix(name, ".md")
		})
		if found {
			return dir
		}
	}
	return ""
}

// check makes sure that there is what is to be changed.
func (e *edition) check() error {
	if st := e.story(e.folder); st != nil {
		if n := len(st.Figures()); e.target.Figure < 0 || e.target.Figure >= n {
			return fmt.Errorf("%s has %d pictures, and number %d was meant: %w", e.target.File, n, e.target.Figure+1, ErrChanged)
		}
		return nil
	}
	e.sidecar = true
	if e.captionFile(e.folder) == nil {
		return refuse("a caption file has the name of its photograph: 02.md beside 02.jpg", "%s belongs to no photograph", e.target.File)
	}
	return nil
}

func (e *edition) story(f *story.Folder) *story.Story {
	if i := slices.IndexFunc(f.Stories, func(st *story.Story) bool { return st.File == e.target.File }); i >= 0 {
		return f.Stories[i]
	}
	return nil
}

func (e *edition) captionFile(f *story.Folder) *story.Sidecar {
	if i := slices.IndexFunc(f.Sidecars, func(sc *story.Sidecar) bool { return sc.File == e.target.File }); i >= 0 {
		return f.Sidecars[i]
	}
	return nil
}

func (e *edition) figure() *story.Figure { return e.story(e.folder).Figures()[e.target.Figure] }

func (e *edition) at(sp story.Span) string { return e.was[sp.Start:sp.End] }

func (e *edition) refuse(hint, format string, args ...any) error {
	return refuse(hint, format+" in "+e.target.File, args...)
}

// sidecarBody returns the caption file with another caption.
func (e *edition) sidecarBody(markdown string) string {
	body := e.captionFile(e.folder).Body
	if body.Start == body.End && markdown != "" {
		text := strings.TrimRight(e.was[:body.Start], "\r\n")
		eol := lineEnd(e.was)
		if text != "" && text != bom {
			text += eol + eol
		}
		return text + markdown + eol
	}
	return splice(e.was, cut{body, markdown})
}

// expect makes sure that the new text differs in what allow changes, in the
// story as it was, and in nothing else.
func (e *edition) expect(allow func(was, after *story.Story) error) error {
	after, err := e.after()
	if err != nil {
		return err
	}
	fresh, _, err := e.read(e.dir, e.target.File, e.was)
	if err != nil {
		return err
	}
	a, b := e.story(fresh), e.story(after)
	if b == nil || len(a.Figures()) != len(b.Figures()) {
		return e.refuse("do it in the text itself", "the pictures would not stay as they are")
	}
	if err := allow(a, b); err != nil {
		return err
	}
	if !alike(a, b) {
		return e.refuse(e.advice(a), "more than this would change")
	}
	return nil
}

// advice says how to do what the desk cannot.
func (e *edition) advice(st *story.Story) string {
	if len(rowOf(st, st.Figures()[e.target.Figure]).Figures) > 1 {
		return "words after the last of several pictures side by side are for all of them: give the others theirs first, or part the pictures by a blank line"
	}
	return "do it in the text itself"
}

// after reads the new text, which may not bring an error with it.
func (e *edition) after() (*story.Folder, error) {
	after, ds, err := e.read(e.dir, e.target.File, e.now)
	if err != nil {
		return nil, err
	}
	if d := worse(e.known, ds); d != nil {
		return nil, e.refuse(d.Hint, "%s", d.Message)
	}
	return after, nil
}

// expectSidecar is [edition.expect] for a caption file.
func (e *edition) expectSidecar(allow func(was, after *story.Sidecar) error) error {
	after, err := e.after()
	if err != nil {
		return err
	}
	a, b := e.captionFile(e.folder), e.captionFile(after)
	if b == nil {
		return e.refuse("", "the caption file would not be read")
	}
	was := *a
	if err := allow(&was, b); err != nil {
		return err
	}
	if !alike(&was, b) {
		return e.refuse("do it in the file itself", "more than this would change")
	}
	return nil
}
