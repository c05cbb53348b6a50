package diag

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestRender(t *testing.T) {
	for _, c := range []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"the form that the help shows", Diagnostic{
			ID: "photo-not-found", Pos: Pos{File: "content/bridge/index.md", Line: 6, Col: 5, Len: 6, Text: "![](O2.jpg)"},
			Message: `no photograph "O2.jpg" in content/bridge`, Hint: `did you mean "02.jpg"?`,
		}, `content/bridge/index.md:6:5: error: no photograph "O2.jpg" in content/bridge [photo-not-found]
     6 | ![](O2.jpg)
       |     ^^^^^^
  hint: did you mean "02.jpg"?
`},
		{"a Han character is one column to an editor and two to a terminal", Diagnostic{
			ID: "x", Severity: Warning, Pos: Pos{File: "a.md", Line: 1, Col: 7, Len: 3, Text: "重庆市"}, Message: "m",
		}, "a.md:1:3: warning: m [x]\n     1 | 重庆市\n       |     ^^\n"},
		{"a whole file", Diagnostic{ID: "x", Severity: Info, Pos: InFile("a.jpg"), Message: "m"}, "a.jpg: info: m [x]\n"},
		{"escape sequences in a file's name do not reach the terminal", Diagnostic{
			ID: "x", Pos: InFile("a\x1b[2J.jpg"), Message: "b\u202egpj",
		}, "a\ufffd[2J.jpg: error: b\ufffdgpj [x]\n"},
		{"a place past the end of its line", Diagnostic{
			ID: "x", Pos: Pos{File: "a", Line: 2, Col: 9, Len: 4, Text: "abc"}, Message: "m",
		}, "a:2:4: error: m [x]\n     2 | abc\n       |    ^\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.d.String(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestExcerptOfALongLine(t *testing.T) {
	text := strings.Repeat("前", 50000) + "here" + strings.Repeat("后", 50000)
	d := Diagnostic{ID: "x", Pos: Pos{File: "a", Line: 1, Col: 150001, Len: 4, Text: text}, Message: "m"}
	start := time.Now()
	lines := strings.Split(d.String(), "\n")
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v", took)
	}
	if !strings.Contains(lines[1], "前here后") || len(lines[1]) > 400 {
		t.Errorf("excerpt %q", lines[1])
	}
	if strings.Count(lines[2], "^") != 4 {
		t.Errorf("carets %q", lines[2])
	}
}

func TestNearest(t *testing.T) {
	known := []string{"headline", "dateline", "dek", "published", "corrections", "02-aerial.jpg"}
	for word, want := range map[string]string{
		"headlin": "headline", "Headline": "headline", "dek": "dek", "dec": "dek", "datline": "dateline",
		"O2-aerial.jpg": "02-aerial.jpg", "publishd": "published", "zzz": "", "": "", "corections": "corrections",
		"héadline": "headline", "ehadline": "headline", "dke": "dek", "02-areial.jpg": "02-aerial.jpg",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestSort(t *testing.T) {
	var l List
	l.Warn("b", Pos{File: "z"}, "later", "")
	l.Info("b", Pos{File: "a", Line: 2}, "second", "")
	l.Error("a", Pos{File: "a", Line: 1}, "first", "")
	l.Error("a", Pos{File: "a", Line: 1}, "first", "")
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, d.Message)
	}
	if s := strings.Join(got, " "); s != "first second later" {
		t.Errorf("order %q", s)
	}
	if !l.HasErrors() || l.Count(Warning) != 1 {
		t.Errorf("counts are wrong: %v", l)
	}
}

func TestJSON(t *testing.T) {
	var l List
	l.Error("time", Pos{File: "content/a/index.md", Line: 3, Col: 4, Len: 2, Text: "日ab"}, "m", "h")
	data, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"time","severity":"error","file":"content/a/index.md","line":3,"column":2,"message":"m","hint":"h"}]`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}
