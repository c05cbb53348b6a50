package story

import "strings"

// archive is a txtar archive: a remark, then files, each after a line
// "-- name --". It is read here because the module that does so drags in
// golang.org/x/tools.
type archive struct {
	remark string
	files  []archived
}

type archived struct{ name, data string }

func parseArchive(s string) archive {
	var a archive
	text := &a.remark
	for line := range strings.Lines(s) {
		if name, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "-- "); ok && strings.HasSuffix(name, " --") {
			a.files = append(a.files, archived{name: strings.TrimSuffix(name, " --")})
			text = &a.files[len(a.files)-1].data
			continue
		}
		*text += line
	}
	return a
}

func (a archive) String() string {
	var b strings.Builder
	b.WriteString(a.remark)
	for _, f := range a.files {
		b.WriteString("-- " + f.name + " --\n" + f.data)
	}
	return b.String()
}
