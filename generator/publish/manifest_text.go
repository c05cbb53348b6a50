package publish

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
)

// The manifest's JSON is written and read here line by line, in the one form that
// encoding/json gives it: seventy thousand files take a twentieth of the time and
// of the memory so. What is not in that form is left to encoding/json.

const (
	textHead    = "{\n \"version\": 1,\n \"files\": "
	textPending = ",\n \"pending\": "
	textFoot    = "\n}\n"
	lineSum     = "{\n   \"sha256\": \""
	lineKind    = "\",\n   \"kind\": \""
	linePhoto   = "\",\n   \"photo\": \""
	lineEnd     = "\"\n  }"
)

// write writes the manifest as JSON, in the order of paths. Only w's errors are
// met, and those at its Flush.
func (m Manifest) write(w *bufio.Writer) {
	w.WriteString(textHead)
	writeEntries(w, m.Files)
	writePending(w, m.Pending)
}

// writePending writes what stands behind the files.
func writePending(w *bufio.Writer, pending map[string]Entry) {
	if len(pending) > 0 {
		w.WriteString(textPending)
		writeEntries(w, pending)
	}
	w.WriteString(textFoot)
}

func writeEntries(w *bufio.Writer, entries map[string]Entry) {
	l := list{w: w}
	for _, p := range slices.Sorted(maps.Keys(entries)) {
		l.add(p, entries[p])
	}
	l.end()
}

// writePatched writes the head of a manifest and its files as they stand in a text in
// our form, but for some: old are those that they were, next those that they are to be.
// What stays is copied line by line and not understood.
func writePatched(w *bufio.Writer, text io.Reader, old, next map[string]Entry) error {
	differ := differing(old, next)
	l := list{w: w}
	put := func(paths []string) {
		for _, p := range paths {
			if e, ok := next[p]; ok {
				l.add(p, e)
			}
		}
	}
	w.WriteString(textHead)
	stays := false // the entry whose lines come
	lines := bufio.NewReaderSize(text, 64<<10)
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil {
			return err // the text ends with another line
		}
		switch {
		case bytes.HasPrefix(line, []byte("  \"")): // of an entry, the only one that is indented so
			stays = true
			if len(differ) > 0 {
				p := pathOf(line)
				n, found := slices.BinarySearch(differ, p)
				put(differ[:n])
				if differ = differ[n:]; found {
					put(differ[:1])
					differ, stays = differ[1:], false
				}
			}
			if stays {
				l.next()
				w.Write(line[2 : len(line)-1])
			}
		case bytes.HasPrefix(line, []byte("  ")) && stays:
			w.WriteByte('\n')
			w.Write(bytes.TrimSuffix(line[:len(line)-1], []byte("},")))
			if bytes.HasSuffix(line, []byte("},\n")) {
				w.WriteByte('}')
			}
		case bytes.HasPrefix(line, []byte(" }")):
			put(differ)
			l.end()
			return nil
		}
	}
}

// differing returns the paths, sorted, of entries that are not the same in both.
func differing(old, next map[string]Entry) (paths []string) {
	for p, e := range next {
		if was, ok := old[p]; !ok || was != e {
			paths = append(paths, p)
		}
	}
	for p := range old {
		if _, ok := next[p]; !ok {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

// pathOf returns the path of an entry by its first line.
func pathOf(line []byte) string {
	text := bytes.TrimSuffix(line[2:], []byte(": {\n"))
	if plain := text[1 : len(text)-1]; bytes.IndexByte(plain, '\\') < 0 {
		return string(plain)
	}
	var p string
	_ = json.Unmarshal(text, &p) // as we have written it
	return p
}

// A list writes entries as a JSON object.
type list struct {
	w    *bufio.Writer
	some bool
}

func (l *list) next() {
	if l.some {
		l.w.WriteString(",\n  ")
	} else {
		l.w.WriteString("{\n  ")
	}
	l.some = true
}

func (l *list) add(p string, e Entry) {
	l.next()
	writeText(l.w, p)
	l.w.WriteString(": " + lineSum)
	l.w.WriteString(e.SHA256)
	l.w.WriteString(lineKind)
	l.w.WriteString(kindNames[e.Kind])
	if e.Photo != "" {
		l.w.WriteString(linePhoto)
		l.w.WriteString(e.Photo)
	}
	l.w.WriteString(lineEnd)
}

func (l *list) end() {
	if l.some {
		l.w.WriteString("\n }")
	} else {
		l.w.WriteString("{}")
	}
}

// writeText writes a JSON string.
func writeText(w *bufio.Writer, s string) {
	if isPlain(s) {
		w.WriteByte('"')
		w.WriteString(s)
		w.WriteByte('"')
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string cannot fail
	w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// isPlain reports whether a string stands in JSON as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\' {
			return false
		}
	}
	return true
}

// readWritten reads what write wrote; false if the text is of another form. The
// strings of the manifest are pieces of the text.
func readWritten(text string) (m Manifest, ok bool) {
	t := taker{text}
	m = Manifest{Version: manifestVersion}
	if !t.take(textHead) {
		return m, false
	}
	if m.Files, ok = t.entries(); !ok {
		return m, false
	}
	if t.take(textPending) {
		if m.Pending, ok = t.entries(); !ok {
			return m, false
		}
	}
	return m, t.rest == textFoot
}

// taker takes a text from its beginning.
type taker struct{ rest string }

func (t *taker) take(prefix string) (ok bool) {
	t.rest, ok = strings.CutPrefix(t.rest, prefix)
	return ok
}

// plain takes what stands before the next quotation mark.
func (t *taker) plain() (s string, ok bool) {
	i := strings.IndexByte(t.rest, '"')
	if i < 0 {
		return "", false
	}
	s, t.rest = t.rest[:i], t.rest[i:]
	return s, isPlain(s)
}

func (t *taker) entries() (map[string]Entry, bool) {
	if t.take("{}") {
		return map[string]Entry{}, true
	}
	entries := make(map[string]Entry, strings.Count(t.rest, lineSum))
	for next := "{\n  \""; t.take(next); next = ",\n  \"" {
		p, ok := t.plain()
		if !ok || !t.take("\": "+lineSum) {
			return nil, false
		}
		e, ok := t.entry()
		if _, twice := entries[p]; !ok || twice {
			return nil, false
		}
		entries[p] = e
	}
	return entries, t.take("\n }")
}

func (t *taker) entry() (e Entry, ok bool) {
	if e.SHA256, ok = t.plain(); !ok || !t.take(lineKind) {
		return e, false
	}
	kind, ok := t.plain()
	i := slices.Index(kindNames[:], kind)
	if !ok || i < 0 {
		return e, false
	}
	e.Kind = Kind(i)
	if t.take(linePhoto) {
		if e.Photo, ok = t.plain(); !ok {
			return e, false
		}
	}
	return e, t.take(lineEnd)
}
