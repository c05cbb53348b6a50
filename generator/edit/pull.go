package edit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"photodesk/generator/photo"
	"photodesk/generator/story"
)

// Pulled says what was taken down.
type Pulled struct {
	Files   []string // that were changed
	Digest  string   // of the picture, SHA-256 in hex; empty: a story was pulled
	Stories []string // that are affected: folders
	Photos  []string // the files of the site that are the picture
	Before  *story.Notice
}

// Pull takes down what name means: a story by its path, else a picture by the
// path of a file (of the site or not) or by the digest of its bytes. The reason
// is shown to readers.
func (s *Site) Pull(ctx context.Context, name, reason string) (*Pulled, error) {
	reason = oneLine(reason)
	if reason == "" {
		return nil, refuse("readers will see it: --reason \"Withdrawn at the request of the agency\"", "no reason is given")
	}
	content, err := s.load()
	if err != nil {
		return nil, err
	}
	if sum, ok := parseDigest(name); ok {
		return s.pullPhoto(ctx, content, sum, reason)
	}
	if f := folderAt(content, s.storyDir(name)); f != nil {
		return s.pullStory(content, f, reason)
	}
	sum, err := s.digestAt(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, s.noSubject(content, name)
	}
	if err != nil {
		return nil, err
	}
	return s.pullPhoto(ctx, content, sum, reason)
}

func (s *Site) noSubject(content *story.Content, name string) error {
	var h *Refusal
	hint := "name a story, a photograph's file, or its SHA-256 digest"
	if errors.As(s.noStory(content, name), &h) && strings.HasPrefix(h.hint, "did you mean") {
		hint = h.hint
	}
	return refuse(hint, "there is neither a story nor a file %q", name)
}

func parseDigest(s string) (sum photo.Digest, ok bool) {
	raw, err := hex.DecodeString(strings.ToLower(strings.TrimSpace(s)))
	if err != nil || len(raw) != len(sum) {
		return sum, false
	}
	return photo.Digest(raw), true
}

// digestAt returns the digest of a file as people name it: where they are, in the
// site, or below content/.
func (s *Site) digestAt(name string) (sum photo.Digest, err error) {
	for _, at := range []string{name, filepath.Join(s.dir, name), filepath.Join(s.dir, "content", name)} {
		info, err := os.Stat(at)
		switch {
		case err == nil && info.Mode().IsRegular():
			return inbox{os.DirFS(filepath.Dir(at))}.Digest(filepath.Base(at))
		case err == nil && info.IsDir():
			return sum, refuse("name a story or a photograph", "%s is a folder and no story", name)
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return sum, err
		}
	}
	return sum, fs.ErrNotExist
}

// pullStory writes the notice into every language of a story.
func (s *Site) pullStory(content *story.Content, f *story.Folder, reason string) (*Pulled, error) {
	out := &Pulled{Stories: []string{f.Dir}, Before: f.Stories[0].Withdrawn}
	day := s.day(&content.Site)
	value := "{date: " + day + ", reason: " + quoted(reason) + "}"
	texts := make([]string, len(f.Stories))
	for i, st := range f.Stories {
		texts[i] = setKey(st.Source, "withdrawn", value)
		if err := s.says(st, texts[i], day, reason); err != nil {
			return nil, err
		}
	}
	for i, st := range f.Stories { // the first language first: the others inherit from it
		if err := s.replace(st.File, st.Source, texts[i]); err != nil {
			return nil, err
		}
		out.Files = append(out.Files, st.File)
	}
	return out, nil
}

// says makes sure that text is the story st with a notice and otherwise as it was.
func (s *Site) says(st *story.Story, text, day, reason string) error {
	was, known, err := s.read(st.Folder.Dir, st.File, st.Source)
	if err != nil {
		return err
	}
	is, ds, err := s.read(st.Folder.Dir, st.File, text)
	if err != nil {
		return err
	}
	a, b := inLang(was, st.Lang), inLang(is, st.Lang)
	byHand := refuse(fmt.Sprintf("write it into the front matter by hand: withdrawn: {date: %s, reason: %s}", day, quoted(reason)),
		"the notice does not fit into %s", st.File)
	if b == nil || b.Withdrawn == nil || b.Withdrawn.Reason.Value != reason || b.Withdrawn.Date.Time.Format("2006-01-02") != day || worse(known, ds) != nil {
		return byHand
	}
	if a.Withdrawn = b.Withdrawn; !alike(a, b) {
		return byHand
	}
	return nil
}

func inLang(f *story.Folder, lang string) *story.Story {
	if i := slices.IndexFunc(f.Stories, func(st *story.Story) bool { return st.Lang == lang }); i >= 0 {
		return f.Stories[i]
	}
	return nil
}

// day is today where the site is.
func (s *Site) day(site *story.Site) string { return s.opt.Now.In(site.Zone).Format("2006-01-02") }

// pullPhoto enters a picture in content/withdrawn.yaml.
func (s *Site) pullPhoto(ctx context.Context, content *story.Content, sum photo.Digest, reason string) (*Pulled, error) {
	out := &Pulled{Digest: hex.EncodeToString(sum[:])}
	if err := s.holders(ctx, content, sum, out); err != nil {
		return nil, err
	}
	for _, w := range content.Withdrawn {
		if w.Digest == out.Digest {
			out.Before = &w.Notice
			return out, nil
		}
	}
	if err := s.enter(content, out.Digest, reason); err != nil {
		return nil, err
	}
	out.Files = []string{withdrawnFile}
	return out, nil
}

// holders finds the photographs of the site that have the digest.
func (s *Site) holders(ctx context.Context, content *story.Content, sum photo.Digest, out *Pulled) error {
	src := inbox{s.root.FS()}
	for _, f := range content.Folders {
		for _, name := range f.Photos {
			if err := ctx.Err(); err != nil {
				return err
			}
			got, err := src.Digest(name)
			if err != nil || got != sum {
				continue // what cannot be read is complained of by every build
			}
			out.Photos = append(out.Photos, name)
			if !slices.Contains(out.Stories, f.Dir) {
				out.Stories = append(out.Stories, f.Dir)
			}
		}
	}
	return nil
}

const withdrawnFile = "content/withdrawn.yaml"

// enter adds an entry to the list of withdrawn pictures, which is made if there
// is none.
func (s *Site) enter(content *story.Content, digest, reason string) error {
	day := s.day(&content.Site)
	entry := "- {digest: " + digest + ", date: " + day + ", reason: " + quoted(reason) + "}"
	data, err := s.root.ReadFile(withdrawnFile)
	if errors.Is(err, fs.ErrNotExist) {
		return s.create(withdrawnFile, "# Pictures that no story may publish, by the digest of their bytes.\n"+entry+"\n")
	}
	if err != nil {
		return err
	}
	was := string(data)
	now := entered(was, entry)
	after, ds, err := story.NewLoader().Load(&view{s.root.FS(), "content", withdrawnFile, now}, "content")
	if err != nil {
		return err
	}
	_, known, err := story.NewLoader().Load(&view{s.root.FS(), "content", withdrawnFile, was}, "content")
	if err != nil {
		return err
	}
	n := len(content.Withdrawn)
	if len(after.Withdrawn) != n+1 || !alike(after.Withdrawn[:n], content.Withdrawn) || worse(known, ds) != nil ||
		after.Withdrawn[n].Digest != digest || after.Withdrawn[n].Reason.Value != reason {
		return refuse("add the line by hand: "+entry, "the entry does not fit into %s", withdrawnFile)
	}
	return s.replace(withdrawnFile, was, now)
}

// entered returns the text of withdrawn.yaml with an entry more, indented as the
// others are.
func entered(text, entry string) string {
	eol := lineEnd(text)
	indent := 0
	for _, l := range linesOf(text) {
		if strings.HasPrefix(strings.TrimLeft(l.text, " "), "- ") {
			indent = l.indent()
			break
		}
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += eol
	}
	return text + strings.Repeat(" ", indent) + entry + eol
}
