//go:build browser

package generator

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowser looks at a preview as an editor does.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	b := browser(t)
	for _, c := range []struct {
		name string
		play func(*testing.T, *served, context.Context)
	}{
		{"edits", playEdits},
		{"mistakes", playMistakes},
		{"photographs", playPhotographs},
		{"desk", playDesk},
		{"order", playOrder},
		{"conflict", playConflict},
		{"restart", playRestart},
		{"latency", playLatency},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.text("content/site.yaml", "title: Test\ncredit: Desk\nimages: {widths: [300, 600]}\n")
			s.long("bridge", 6)
			c.play(t, s.serve(0), b)
		})
	}
}

// long writes a story of n figures that is higher than a window.
func (s *site) long(dir string, n int) {
	s.t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "---\nheadline: The story of %s\npublished: 2023-07-25 08:32 +08:00\n---\n\nAn opening paragraph.\n", dir)
	for i := range n {
		name := fmt.Sprintf("photos/%02d.jpg", i+1)
		fmt.Fprintf(&text, "\n![Picture %d of %s](%s)\nCaption %d says what it shows. (Agency/A. Name)\n", i+1, dir, name, i+1)
		s.photo("content/"+dir+"/"+name, fmt.Sprintf("%dx400 shade=%d", 600+i, 10*i))
	}
	s.text("content/"+dir+"/index.md", text.String())
}

const storyFile = "content/bridge/index.md"

// change replaces a part of the story.
func (v *served) change(old, now string) {
	v.t.Helper()
	text := v.read(storyFile)
	if !strings.Contains(text, old) {
		v.t.Fatalf("the story does not hold %q:\n%s", old, text)
	}
	v.save(storyFile, strings.Replace(text, old, now, 1))
}

const text = "document.body.innerText"

func playEdits(t *testing.T, v *served, b context.Context) {
	story, other, front := v.tab(b, "/bridge/"), v.tab(b, "/bridge/02/"), v.tab(b, "/")
	for _, tb := range []*tab{story, other, front} {
		tb.run(chromedp.Evaluate("window.mark = 1; scrollTo(0, 200)", nil))
	}
	front.run(chromedp.Evaluate("new MutationObserver((m) => window.touched = m.length).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true})", nil))
	v.change("Caption 2 says", "Caption two tells")
	story.until("the new caption in the story", text+".includes('Caption two tells')")
	other.until("the new caption on the picture's page", text+".includes('Caption two tells')")
	for what, tb := range map[string]*tab{"the story": story, "the picture's page": other} {
		if eval[int](tb, "window.mark || 0") != 1 {
			t.Errorf("%s was loaded anew", what)
		}
	}
	if y := eval[float64](story, "document.getElementById('02').getBoundingClientRect().top"); y < -900 || y > 900 {
		t.Errorf("the edited figure is out of sight, at %v", y)
	}
	if y := eval[float64](other, "scrollY"); y > 201 {
		t.Errorf("the picture's page has scrolled to %v", y)
	}
	v.change("Caption 6 says", "Caption six tells")
	story.until("the last figure is in sight", "(() => {const r = document.getElementById('06').getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0})()")
	if eval[int](front, "window.touched || 0") != 0 {
		t.Error("the front page was touched, though its bytes are the same")
	}
}

const panel = "document.getElementById('photodesk-panel')"

func playMistakes(t *testing.T, v *served, b context.Context) {
	tb := v.tab(b, "/bridge/")
	tb.run(chromedp.Evaluate("window.mark = 1", nil))
	v.change("headline:", "headlin <b>:")
	tb.until("a panel", panel)
	words := eval[string](tb, panel+".shadowRoot.textContent")
	for _, want := range []string{storyFile + ":2:", `"headlin <b>"`, "[front-matter]", "the last good page"} {
		if !strings.Contains(words, want) {
			t.Errorf("the panel does not say %q:\n%s", want, words)
		}
	}
	if n := eval[int](tb, panel+".shadowRoot.querySelectorAll('b').length"); n != 0 {
		t.Error("what the editor wrote is markup in the panel")
	}
	if !strings.Contains(eval[string](tb, text), "The story of bridge") {
		t.Error("the last good page is gone")
	}
	v.change("headlin <b>:", "headline:")
	tb.until("no panel", "!"+panel)
	if eval[int](tb, "window.mark || 0") != 1 {
		t.Error("the page was loaded anew")
	}
	v.save("templates/story.html", `{{define "main"}}{{.Nonsense}}{{end}}`)
	tb.until("a panel about a template", panel+" && "+panel+".shadowRoot.textContent.includes('Nonsense')")
	if err := os.RemoveAll(v.path("templates")); err != nil {
		t.Fatal(err)
	}
	tb.until("no panel once it has gone", "!"+panel)
}

func playPhotographs(t *testing.T, v *served, b context.Context) {
	tb := v.tab(b, "/bridge/")
	tb.run(chromedp.Evaluate("window.mark = 1", nil))
	const first = "document.querySelector('#\\\\30 1 img')"
	tb.until("a picture", first+".complete && "+first+".naturalWidth > 0")
	was, third := eval[string](tb, first+".src"), eval[string](tb, "document.querySelectorAll('figure img')[2].src")
	data := string(synthesise(t, "900x400 shade=200"))
	v.save("content/bridge/photos/01.jpg", data[:len(data)/2])
	time.Sleep(100 * time.Millisecond)
	v.save("content/bridge/photos/01.jpg", data)
	tb.until("the new picture", fmt.Sprintf("%s.src !== %q && %s.complete && Math.abs(%s.naturalWidth / %s.naturalHeight - 2.25) < .02", first, was, first, first, first))
	if got := eval[string](tb, "document.querySelectorAll('figure img')[2].src"); got != third {
		t.Errorf("another picture has changed: %s, %s", third, got)
	}
	if eval[bool](tb, "Boolean("+panel+")") {
		t.Error("a picture that was half written was complained of")
	}
	if err := os.Remove(v.path("content/bridge/photos/01.jpg")); err != nil {
		t.Fatal(err)
	}
	tb.until("a panel", panel+" && "+panel+".shadowRoot.textContent.includes('photo-not-found')")
	v.save("content/bridge/photos/01.jpg", data)
	tb.until("no panel", "!"+panel)
	if eval[int](tb, "window.mark || 0") != 1 {
		t.Error("the page was loaded anew")
	}
}

// field is the text that is edited of a picture, from 1.
func field(picture int, do string) string {
	return fmt.Sprintf("#figure-%d textarea[data-do=%s]", picture, do)
}

func playDesk(t *testing.T, v *served, b context.Context) {
	desk, story := v.tab(b, "/_desk/bridge/"), v.tab(b, "/bridge/")
	before := v.read(storyFile)
	desk.run(cdppage.BringToFront(), chromedp.SetValue(field(2, "caption"), "A new *caption*. (Agency/A. Name)", chromedp.ByQuery),
		chromedp.Focus(field(2, "caption"), chromedp.ByQuery), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
	story.until("the caption on the page", text+".includes('A new caption.')")
	want := strings.Replace(before, "Caption 2 says what it shows. (Agency/A. Name)", "A new *caption*. (Agency/A. Name)", 1)
	if got := v.read(storyFile); got != want {
		t.Errorf("the file is\n%s\nwant\n%s", got, want)
	}
	desk.run(chromedp.Focus(field(3, "alt"), chromedp.ByQuery), chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(2)),
		chromedp.KeyEvent(" at dawn"), chromedp.KeyEvent(kb.Tab))
	story.until("the alternative text", "document.querySelector('#\\\\30 3 img').alt === 'Picture 3 of bridge at dawn'")
	desk.run(chromedp.Evaluate("document.querySelector('#figure-4 .whole img').scrollIntoView({block: 'center'})", nil))
	desk.until("the picture is there", "document.querySelector('#figure-4 .whole img').complete")
	desk.run(chromedp.QueryAfter("#figure-4 .whole img", func(ctx context.Context, _ cdpruntime.ExecutionContextID, n ...*cdp.Node) error {
		return chromedp.MouseClickNode(n[0]).Do(ctx)
	}, chromedp.ByQuery))
	want = `(photos/04.jpg){focus="50% 50%"}`
	desk.until("the focal point", "document.querySelector('#figure-4 .focus .source').textContent === 'story'")
	if got := v.read(storyFile); !strings.Contains(got, want) {
		t.Errorf("the file does not hold %s:\n%s", want, got)
	}
	desk.run(chromedp.Focus("#figure-5 .focus .x", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
	desk.until("the focal point by keyboard", "document.querySelector('#figure-5 .focus .source').textContent === 'story'")
	if got := v.read(storyFile); !strings.Contains(got, `(photos/05.jpg){focus="51% 42%"}`) {
		t.Errorf("the file does not hold it:\n%s", got)
	}
	desk.shot("sheet.png")
}

func playOrder(t *testing.T, v *served, b context.Context) {
	desk, story := v.tab(b, "/_desk/bridge/"), v.tab(b, "/bridge/")
	names := func(tb *tab) []string {
		return eval[[]string](tb, "[...document.querySelectorAll('.figure h2')].map((h) => h.textContent)")
	}
	desk.run(chromedp.Focus("#figure-2 .move[data-by='1']", chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
	story.until("the page in the new order", "[...document.querySelectorAll('article figure[id]')].map((f) => f.id).join() === '01,03,02,04,05,06'")
	desk.until("the desk too", "document.querySelectorAll('.figure h2')[1].textContent === '03.jpg'")
	if got := names(desk); !slices.Equal(got, []string{"01.jpg", "03.jpg", "02.jpg", "04.jpg", "05.jpg", "06.jpg"}) {
		t.Errorf("the desk shows %v", got)
	}
	desk.until("the focus follows", "document.activeElement.closest('.figure') && document.activeElement.closest('.figure').querySelector('h2').textContent === '02.jpg'")
	desk.run(chromedp.Evaluate(`(() => {
		const [from, to] = [document.querySelector('#figure-6 .number'), document.querySelector('#figure-1')];
		const dataTransfer = new DataTransfer();
		const fire = (on, type) => on.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer}));
		fire(from, 'dragstart'); fire(to, 'dragover'); fire(to, 'drop'); fire(from, 'dragend');
	})()`, nil))
	story.until("the last one first", "document.querySelector('article figure[id]').id === '06'")
}

func playConflict(t *testing.T, v *served, b context.Context) {
	desk := v.tab(b, "/_desk/bridge/")
	desk.run(chromedp.Focus(field(1, "caption"), chromedp.ByQuery), chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(2)), chromedp.KeyEvent(" Typed."))
	v.change("Caption 1 says", "Meanwhile it says")
	desk.until("the change is noticed", "document.querySelector('#status').textContent.includes('was changed in its file')")
	theirs := v.read(storyFile)
	desk.run(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
	desk.until("the edit is refused", "document.querySelector('#status').textContent.includes('changed in between')")
	if got := v.read(storyFile); got != theirs {
		t.Errorf("somebody's words were written over:\n%s", got)
	}
	if got := eval[string](desk, "document.querySelector('"+field(1, "caption")+"').value"); !strings.HasSuffix(got, "Typed.") {
		t.Errorf("what was typed is gone: %q", got)
	}
	desk.run(chromedp.Focus(field(1, "caption"), chromedp.ByQuery), chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("X"), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
	desk.until("it is saved", "document.querySelector('#status').textContent.startsWith('Saved')")
	if got := v.read(storyFile); !strings.Contains(got, "Meanwhile it says") || !strings.Contains(got, "X") {
		t.Errorf("the edit after that is not in the file:\n%s", got)
	}
}

func playRestart(t *testing.T, v *served, b context.Context) {
	tb := v.tab(b, "/bridge/")
	tb.run(chromedp.Evaluate("window.mark = 1", nil))
	v.end()
	v.change("Caption 1 says", "Caption one, while nobody looked, says")
	again := v.site.serve(v.port)
	tb.until("the page has found the new server", text+".includes('while nobody looked')")
	again.change("Caption 2 says", "Caption two, later, says")
	tb.until("and follows it", text+".includes('later, says')")
	if eval[int](tb, "window.mark || 0") != 1 {
		t.Error("the page was loaded anew")
	}
}

// playLatency measures from a save to the frame that shows it.
func playLatency(t *testing.T, v *served, b context.Context) {
	tb := v.tab(b, "/bridge/")
	tb.run(cdppage.BringToFront(), chromedp.Evaluate(`new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
		const m = /Token (\d+)/.exec(document.body.innerText);
		window.shown = {token: m && m[1], at: performance.timeOrigin + performance.now()};
	}))).observe(document.body, {subtree: true, childList: true, characterData: true})`, nil))
	src := v.read(storyFile)
	var took []time.Duration
	for i := range 15 {
		at := time.Now()
		v.save(storyFile, fmt.Sprintf("%s\nToken %d\n", src, i))
		tb.until("the token", fmt.Sprintf("window.shown && window.shown.token === '%d'", i))
		took = append(took, time.UnixMicro(int64(1000*eval[float64](tb, "window.shown.at"))).Sub(at))
		time.Sleep(100 * time.Millisecond)
	}
	slices.Sort(took)
	t.Logf("save to pixels: median %v, from %v to %v", took[7].Round(time.Millisecond), took[0].Round(time.Millisecond), took[14].Round(time.Millisecond))
	if took[7] > 500*time.Millisecond { // 120 ms on a machine with nothing else to do
		t.Errorf("a save takes %v to be seen", took[7])
	}
}
