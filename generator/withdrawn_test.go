package generator

import (
	"strings"
	"testing"
)

// TestNothingIsLeftOfWhatIsWithdrawn searches every file of a site for the words of a story
// and of a picture that were taken down: only their addresses and notices stay.
func TestNothingIsLeftOfWhatIsWithdrawn(t *testing.T) {
	s := newSite(t)
	s.text("content/site.yaml", "title: T\nbase_url: "+machineBase+"\nlanguages: [en, zh]\noriginals: strip\n")
	const front = `headline: Zebulon headline
published: 2024-05-02
dek: Zebulon dek
dateline: ZEBULON
byline: [Zebulon Author]
topics: [Zebulon topic]
places: [Zebulon place]
agency: Zebulon Agency
editors_note: Zebulon note
corrections: [{date: 2024-05-03, text: Zebulon correction}]
rights: {copyright: Zebulon rights}
aliases: [moved/]
`
	const picture = "![Zebulon alt](p1.jpg)\nZebulon caption, May 1, 2024. (Zebulon Agency/Zebulon Author)\n"
	s.text("content/gone/index.md", "---\n"+front+"withdrawn: {date: 2024-06-01, reason: It was wrong}\n---\n\nZebulon prose.\n\n"+picture)
	s.text("content/half/index.md", "---\nheadline: Shown\npublished: 2024-05-02\nrelated: [gone]\n---\n\nSee [that](../gone/index.md).\n\n![Zebulon alt](p1.jpg){withdrawn=\"2024-06-01: It was wrong\"}\nZebulon caption. (Zebulon Agency/Zebulon Author)\n![A](p2.jpg)\nShown, May 1, 2024. (Agency/Lin Wei)\n")
	s.text("content/half/index.zh.md", "---\n"+strings.ReplaceAll(front, "aliases: [moved/]\n", "")+"withdrawn: {date: 2024-06-01, reason: It was wrong}\n---\n\n"+picture)
	for _, name := range []string{"gone/p1.jpg", "half/p1.jpg", "half/p2.jpg"} {
		described := `1300x900 headline="Zebulon title" creator="Zebulon Author" copyright="Zebulon rights" city=Zebulon`
		if name == "half/p2.jpg" {
			described = "1300x900 headline=Shown"
		}
		s.photo("content/"+name, described+" shade="+string(rune('1'+len(name))))
	}
	s.good()
	for name, data := range s.files("public") {
		if i := strings.Index(strings.ToLower(data), "zebulon"); i >= 0 {
			t.Errorf("%s: …%s…", name, data[max(0, i-60):min(len(data), i+60)])
		}
		if strings.Contains(name, "p1-") || strings.Contains(name, "zebulon") {
			t.Errorf("there is %s", name)
		}
	}
	for _, name := range []string{"gone/index.html", "embed/gone.html", "gone/p1/index.html", "embed/gone/p1.html", "half/p1/index.html", "embed/half/p1.html", "zh/half/index.html"} {
		if !strings.Contains(s.files("public")[name], "It was wrong") {
			t.Errorf("%s shows no notice", name)
		}
	}
}
