package plan

import (
	"crypto/sha256"
	"encoding/binary"
)

// Brief is what other pages than a story's own need of it although it takes all of its
// words, or its renditions, to find it out: so it is remembered from run to run, by the
// story's ID.
type Brief struct {
	shared   []string  // what others show of each of its figures: a path, or empty: nothing
	mentions []mention // none of what is withdrawn
	finding  *finding  // nil: it cannot be found
}

// Brief returns the story's, which is found out if it is not remembered.
func (s *Story) Brief() *Brief {
	if s.brief == nil {
		s.brief = newBrief(s)
	}
	return s.brief
}

func newBrief(s *Story) *Brief {
	b := &Brief{mentions: mentions(s)}
	for _, f := range s.Figures {
		path := ""
		if im := f.Share(); im != nil && f.Notice == nil {
			path = im.Path
		}
		b.shared = append(b.shared, path)
	}
	if s.Notice == nil {
		b.finding = newFinding(s)
	}
	return b
}

// fits reports whether a brief can be that of a story.
func (b *Brief) fits(s *Story) bool {
	return b != nil && len(b.shared) == len(s.Figures) && (b.finding == nil) == (s.Notice != nil)
}

// Text returns the brief for [ReadBrief].
func (b *Brief) Text() string {
	var out writing
	out.number(len(b.shared))
	for _, path := range b.shared {
		out.text(path)
	}
	out.number(len(b.mentions))
	for i := range b.mentions {
		b.mentions[i].write(&out)
	}
	if b.finding != nil {
		b.finding.write(&out)
	}
	return string(out)
}

// ReadBrief reads what [Brief.Text] returned; nil if it is not to be understood.
func ReadBrief(text string) *Brief {
	b, in := &Brief{}, reading{rest: text}
	for n := in.number(); n > 0 && !in.bad; n-- {
		b.shared = append(b.shared, in.text())
	}
	for n := in.number(); n > 0 && !in.bad; n-- {
		b.mentions = append(b.mentions, readMention(&in, len(b.shared)))
	}
	if in.rest != "" {
		b.finding = readFinding(&in)
	}
	if in.bad {
		return nil
	}
	return b
}

func (m *mention) write(out *writing) {
	joins := 0
	if m.joins {
		joins = 1
	}
	for _, n := range []int{int(m.sort), m.figure, joins} {
		out.number(n)
	}
	for _, t := range []string{m.key, m.name.Text, m.name.Lang, m.name.Source} {
		out.text(t)
	}
}

func readMention(in *reading, figures int) mention {
	m := mention{sort: Sort(in.number()), figure: in.number(), joins: in.number() == 1}
	m.key, m.name = in.text(), Value{Text: in.text(), Lang: in.text(), Source: in.text()}
	in.bad = in.bad || m.sort < 0 || int(m.sort) >= len(sortNames) || m.figure < 0 || m.figure > figures
	return m
}

func (f *finding) write(out *writing) {
	out.text(string(f.id[:]))
	out.number(f.count)
	out.text(f.terms)
	for i, digest := range f.buckets {
		if digest != nil {
			out.number(i)
			out.text(string(digest[:]))
		}
	}
}

func readFinding(in *reading) *finding {
	f := &finding{id: in.digest(), count: in.number(), terms: in.text()}
	for in.rest != "" && !in.bad {
		i, digest := in.number(), in.digest()
		if in.bad = in.bad || i < 0 || i >= maxBuckets; !in.bad {
			f.buckets[i] = &digest
		}
	}
	return f
}

// writing is a list of numbers and texts, and reading what is left of one.
type (
	writing []byte
	reading struct {
		rest string
		bad  bool // it is not to be understood
	}
)

func (w *writing) number(n int) { *w = binary.AppendUvarint(*w, uint64(n)) }

func (w *writing) text(s string) {
	w.number(len(s))
	*w = append(*w, s...)
}

func (r *reading) number() int {
	var b [binary.MaxVarintLen64]byte
	n, used := binary.Uvarint(b[:copy(b[:], r.rest)])
	if r.bad = r.bad || used <= 0; r.bad {
		return 0
	}
	r.rest = r.rest[used:]
	return int(n)
}

// text returns a piece of what is read, not a copy.
func (r *reading) text() string {
	n := r.number()
	if r.bad = r.bad || n < 0 || n > len(r.rest); r.bad {
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reading) digest() (d [sha256.Size]byte) {
	s := r.text()
	r.bad = r.bad || len(s) != len(d)
	copy(d[:], s)
	return d
}
