//go:build browser

package generator

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserReader looks at a published site as its readers do, with fingers,
// keys and without scripts.
func TestBrowserReader(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	s := readerSite(t)
	s.good()
	url := hosted(t, s.path("public"))
	b := browser(t)
	for _, c := range []struct {
		name string
		play func(*testing.T, *served, context.Context)
	}{
		{"keys", playKeys},
		{"history", playHistory},
		{"touch", playTouch},
		{"mirrored", playMirrored},
		{"veil", playVeil},
		{"essay keys", playEssayKeys},
		{"letters", playLetters},
		{"picture keys", playPictureKeys},
		{"compare", playCompare},
		{"no script", playNoScript},
		{"disk", playDisk},
		{"motion", playMotion},
		{"paper", playPaper},
		{"fits", playFits},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := *s
			st.t = t
			c.play(t, &served{site: &st, url: url}, b)
		})
	}
}

// hosted serves a published folder with the headers that its _headers gives to
// every file.
func hosted(t *testing.T, dir string) string {
	rules, err := os.ReadFile(dir + "/_headers")
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string]string{}
	for i, line := range strings.Split(string(rules), "\n") {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if i > 0 && !strings.HasPrefix(line, "  ") {
			break
		}
		if ok {
			headers[name] = value
		}
	}
	if !strings.Contains(headers["Content-Security-Policy"], "script-src 'self'") {
		t.Fatalf("_headers has no policy:\n%s", rules)
	}
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// blank opens a tab in which nothing is shown yet. What the browser logs (a
// breach of the policy, a file that is missing) and what it asks other hosts for
// fails the test.
func (v *served) blank(browser context.Context) *tab {
	v.t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	v.t.Cleanup(stop)
	tb := &tab{v, ctx}
	// A tab behind others animates slowly, answers no finger at once and fills no screen.
	if err := chromedp.Run(ctx, cdppage.BringToFront()); err != nil {
		v.t.Fatal(err)
	}
	var mu sync.Mutex
	var wrong []string
	chromedp.ListenTarget(ctx, func(e any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := e.(type) {
		case *log.EventEntryAdded:
			if strings.HasSuffix(e.Entry.URL, "/favicon.ico") {
				return // the browser's own idea, on a page without an icon
			}
			if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning && e.Entry.Source == log.SourceSecurity {
				wrong = append(wrong, e.Entry.Text+" "+e.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, v.url) && !strings.HasPrefix(u, "file:") && !strings.HasPrefix(u, "data:") {
				wrong = append(wrong, "asked another host: "+u)
			}
		}
	})
	v.t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, w := range wrong {
			v.t.Error("the browser says:", w)
		}
	})
	// A page that was rendered ahead is another target, which a test would have to find.
	tb.run(log.Enable(), network.Enable(), cdppage.SetPrerenderingAllowed(false), emulation.SetFocusEmulationEnabled(true))
	return tb
}

func (v *served) reader(browser context.Context, path string, before ...chromedp.Action) *tab {
	v.t.Helper()
	tb := v.blank(browser)
	tb.run(append(before, chromedp.Navigate(v.url+path))...)
	return tb
}

// press types keys one after the other.
func (tb *tab) press(keys ...string) {
	tb.t.Helper()
	for _, k := range keys {
		tb.run(chromedp.KeyEvent(k))
	}
}

// is checks an expression.
func (tb *tab) is(what, js, want string) {
	tb.t.Helper()
	if got := eval[string](tb, "String("+js+")"); got != want {
		tb.shot("failed.png")
		tb.t.Errorf("%s: %s is %q, want %q", what, js, got, want)
	}
}

// click clicks the middle of an element as a mouse does.
func (tb *tab) click(selector string) {
	tb.t.Helper()
	tb.run(chromedp.Evaluate(fmt.Sprintf("document.querySelector(%q).scrollIntoView({block: 'center', behavior: 'instant'})", selector), nil))
	p := tb.middle(selector)
	tb.run(chromedp.MouseClickXY(p[0], p[1]))
}

func (tb *tab) middle(selector string) []float64 {
	tb.t.Helper()
	return eval[[]float64](tb, fmt.Sprintf("(() => {const r = document.querySelector(%q).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]})()", selector))
}

const (
	counter  = "document.querySelector('.viewer-count').textContent"
	isOpen   = "Boolean(document.querySelector('.viewer[open]'))"
	onStage  = "document.querySelector('.viewer-stage img').currentSrc"
	focusURL = "(document.activeElement.href || document.activeElement.className)"
)

func photoOf(id string) string { return fmt.Sprintf("[id='%s'] .photo", id) }

func playKeys(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/", emulation.SetDeviceMetricsOverride(600, 500, 1, false))
	tb.run(chromedp.Focus(photoOf("02"), chromedp.ByQuery))
	tb.press(kb.Enter)
	tb.until("the viewer", isOpen)
	tb.is("the picture that was asked for", counter, "2 of 12")
	tb.is("the live region", "document.querySelector('.viewer-count').role", "status")
	tb.is("the focus is in", "document.querySelector('.viewer').contains(document.activeElement)", "true")
	tb.is("its caption", "document.querySelector('.viewer-words').textContent.includes('May 2, 2024')", "true")
	tb.is("its page", "document.querySelector('.viewer-page').href === location.href", "true")
	tb.until("the picture is there", "document.querySelector('.viewer-stage img').complete && document.querySelector('.viewer-stage img').naturalWidth > 0")
	tb.shot("viewer.png")
	for _, step := range [][2]string{
		{kb.ArrowRight, "3 of 12"},
		{"j", "4 of 12"},
		{"k", "3 of 12"},
		{kb.ArrowLeft, "2 of 12"},
		{kb.End, "12 of 12"},
		{kb.ArrowRight, "12 of 12"},
		{kb.Home, "1 of 12"},
		{"k", "1 of 12"},
		{"J", "2 of 12"},
	} {
		tb.press(step[0])
		tb.is("after "+step[0], counter, step[1])
	}
	tb.run(chromedp.KeyEvent("j", chromedp.KeyModifiers(input.ModifierCtrl)))
	tb.is("a modified key", counter, "2 of 12")
	tb.press("c")
	tb.is("no caption", "getComputedStyle(document.querySelector('.viewer-text')).display", "none")
	tb.press("c")
	tb.is("the caption", "getComputedStyle(document.querySelector('.viewer-text')).display !== 'none'", "true")
	zooms(tb)
	tb.press("f")
	tb.until("full screen", "document.fullscreenElement")
	tb.is("in full screen", isOpen, "true")
	tb.press("f")
	tb.until("no full screen", "!document.fullscreenElement")
	tb.run(chromedp.Evaluate("document.querySelector('[data-do=index]').click()", nil))
	tb.is("thumbnails of all but the withdrawn one", "[...document.querySelectorAll('.viewer-index a')].filter((a) => a.checkVisibility()).length", "11")
	tb.press(kb.Escape)
	tb.is("Esc leaves the thumbnails", isOpen, "true")
	tb.press(kb.Escape)
	tb.until("closed", "!"+isOpen)
	tb.until("the address", "location.pathname === '/bridge/'")
	tb.is("the focus is back", focusURL, v.url+"/bridge/02/")
	tb.is("the title is back", "document.title.startsWith('The bridge')", "true")
}

// zooms asks for every pixel, and looks whether they are fetched.
func zooms(tb *tab) {
	tb.t.Helper()
	small := eval[string](tb, onStage)
	tb.press("+", "+", "+", "+", "+", "+")
	tb.until("the largest rendition", onStage+" !== '"+small+"'")
	tb.until("it stands large", "new DOMMatrix(getComputedStyle(document.querySelector('.viewer-stage img')).transform).a > 1.5")
	tb.press("0")
	tb.is("whole again", "document.querySelector('.viewer-stage img').style.transform", "")
	p := tb.middle(".viewer-stage")
	for range 2 {
		tb.run(chromedp.MouseClickXY(p[0]+100, p[1]))
	}
	tb.is("a double click zooms", "document.querySelector('.viewer-stage').classList.contains('zoomed')", "true")
	tb.press("-", "-", "-", "-")
	tb.is("- leaves it", "document.querySelector('.viewer-stage').classList.contains('zoomed')", "false")
}

func playHistory(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/#04")
	tb.run(chromedp.Evaluate("window.mark = 1", nil))
	tb.click(photoOf("03"))
	tb.until("the viewer", isOpen)
	tb.is("the address", "location.pathname", "/bridge/03/")
	tb.press("j", "j")
	tb.is("the address follows", "location.pathname", "/bridge/05/")
	tb.run(chromedp.Evaluate("history.back()", nil))
	tb.until("one step back leaves the viewer", "!"+isOpen+" && location.pathname === '/bridge/'")
	tb.run(chromedp.Evaluate("history.forward()", nil))
	tb.until("forward opens it", isOpen+" && "+counter+" === '5 of 12'")
	tb.press(kb.Escape)
	tb.until("closed", "!"+isOpen+" && location.pathname === '/bridge/'")
	tb.is("the same page", "window.mark", "1")
	tb.is("every picture has its file", "[...document.images].every((i) => !i.complete || i.naturalWidth > 0)", "true")
	// The index of thumbnails opens it too; a modified click follows the link.
	tb.click(".index li:nth-child(2) a")
	tb.until("the viewer", isOpen+" && "+counter+" === '2 of 12'")
	tb.run(chromedp.Evaluate("document.querySelector('.viewer-page').click()", nil))
	tb.until("the picture's page itself", "document.querySelector('.single') && location.pathname === '/bridge/02/'")
	tb.run(chromedp.Evaluate("history.back()", nil))
	tb.until("back at the essay, without the viewer", "document.querySelector('.story') && !"+isOpen+" && location.pathname === '/bridge/'")
	tb.run(chromedp.Evaluate("document.querySelector('"+strings.ReplaceAll(photoOf("02"), "'", `\'`)+"').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, ctrlKey: true}))", nil))
	tb.is("a modified click", isOpen, "false")
}

// touch plays fingers that go from points to points, in ten steps.
func (tb *tab) touch(from, to [][2]float64) {
	tb.t.Helper()
	at := func(k float64) (list []*input.TouchPoint) {
		for i := range from {
			x, y := from[i][0]+k*(to[i][0]-from[i][0]), from[i][1]+k*(to[i][1]-from[i][1])
			list = append(list, &input.TouchPoint{X: x, Y: y, ID: float64(i + 1)})
		}
		return list
	}
	tb.run(input.DispatchTouchEvent(input.TouchStart, at(0)))
	for k := range 10 {
		tb.run(input.DispatchTouchEvent(input.TouchMove, at(float64(k+1)/10)))
	}
	tb.run(input.DispatchTouchEvent(input.TouchEnd, nil))
}

func phone(tb *tab, width, height int64) {
	tb.run(emulation.SetDeviceMetricsOverride(width, height, 2, true), emulation.SetTouchEmulationEnabled(true))
}

func playTouch(t *testing.T, v *served, b context.Context) {
	tb := v.blank(b)
	phone(tb, 390, 844)
	tb.run(chromedp.Navigate(v.url + "/bridge/"))
	tb.run(chromedp.Evaluate("document.querySelector(\""+photoOf("02")+"\").click()", nil))
	tb.until("the viewer", isOpen)
	p := tb.middle(".viewer-stage")
	left, right := [2]float64{p[0] - 130, p[1]}, [2]float64{p[0] + 130, p[1]}
	tb.touch([][2]float64{right}, [][2]float64{left})
	tb.is("a swipe to the left", counter, "3 of 12")
	tb.touch([][2]float64{left}, [][2]float64{right})
	tb.is("a swipe to the right", counter, "2 of 12")
	tb.shot("phone.png")
	near, far := [][2]float64{{p[0] - 20, p[1]}, {p[0] + 20, p[1]}}, [][2]float64{left, right}
	tb.touch(near, far)
	tb.is("fingers apart", "document.querySelector('.viewer-stage').classList.contains('zoomed')", "true")
	tb.is("the same picture", counter, "2 of 12")
	was := eval[float64](tb, "document.querySelector('.viewer-stage img').getBoundingClientRect().x")
	tb.touch([][2]float64{right}, [][2]float64{{right[0] - 60, right[1]}})
	tb.is("a finger moves it", counter, "2 of 12")
	if x := eval[float64](tb, "document.querySelector('.viewer-stage img').getBoundingClientRect().x"); x >= was {
		t.Errorf("the picture went from %v to %v", was, x)
	}
	tb.touch(far, near)
	tb.is("fingers together", "document.querySelector('.viewer-stage').classList.contains('zoomed')", "false")
	for range 2 {
		tb.touch([][2]float64{{p[0], p[1]}}, [][2]float64{{p[0], p[1]}})
	}
	tb.is("a double tap", "document.querySelector('.viewer-stage').classList.contains('zoomed')", "true")
	tb.press("0")
	tb.touch([][2]float64{{p[0], p[1] - 120}}, [][2]float64{{p[0], p[1] + 150}})
	tb.until("a swipe down closes", "!"+isOpen)
}

func playMirrored(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/ar/bridge/02/")
	tb.press(kb.ArrowLeft)
	tb.until("the left arrow goes on", "location.pathname === '/ar/bridge/03/'")
	tb.run(chromedp.Navigate(v.url + "/ar/bridge/"))
	tb.click(photoOf("02"))
	tb.until("the viewer", isOpen)
	tb.press(kb.ArrowLeft)
	tb.is("the left arrow goes on", "location.pathname", "/ar/bridge/03/")
	tb.press(kb.ArrowRight, kb.ArrowRight)
	tb.is("the right arrow goes back", "location.pathname", "/ar/bridge/01/")
	tb.is("its words are the page's", "document.querySelector('[data-do=close]').ariaLabel", "إغلاق")
}

func playVeil(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/")
	tb.click(photoOf("04"))
	tb.until("the viewer", isOpen)
	tb.press("j")
	tb.is("the veiled one", counter, "5 of 12")
	tb.is("behind its warning", "document.querySelector('.viewer-stage img') === null && document.querySelector('.viewer-stage').textContent.includes('injured')", "true")
	tb.is("nor fetched", "performance.getEntriesByType('resource').some((r) => r.name.includes('/bridge/05'))", "false")
	tb.press("j")
	tb.is("the withdrawn one is not in it", counter, "7 of 12")
	tb.is("the row's caption", "document.querySelector('.viewer-words').textContent.includes('Left: the square')", "true")
	tb.is("not what is said of the other", "document.querySelector('.viewer-words').textContent.includes('AI')", "false")
	tb.press("j")
	tb.is("the row's caption, and what is said of this one", "/Left: the square.*Agency\\/Ann Name.*AI/s.test(document.querySelector('.viewer-words').textContent)", "true")
	tb.press("k")
	tb.press("k")
	tb.click(".viewer-veil button")
	tb.is("the picture", "document.querySelector('.viewer-stage img') !== null", "true")
	tb.press("j", "k")
	tb.is("the reader is not asked twice", "document.querySelector('.viewer-stage img') !== null", "true")
	tb.press(kb.Escape)
	tb.until("closed", "!"+isOpen)
	tb.is("the page's veil is as it was", "document.querySelector('.veil').open", "false")
}

func playEssayKeys(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/")
	var seen []string
	for range 5 {
		tb.press("j")
		seen = append(seen, eval[string](tb, "document.activeElement.closest('.figure').id"))
	}
	if !slices.Equal(seen, []string{"01", "02", "03", "04", "05"}) {
		t.Errorf("j went to %v", seen)
	}
	tb.press("k")
	tb.is("k", "document.activeElement.closest('.figure').id", "04")
	// Over the two that are laid upon each other, whose figures have no boxes.
	for _, id := range []string{"05", "07", "08", "09", "10", "11"} {
		tb.press("j")
		tb.is("j", "document.activeElement.closest('.figure').id", id)
		if y := eval[float64](tb, "document.activeElement.getBoundingClientRect().top"); y < -1 || y > 200 {
			t.Errorf("picture %s lies at %v", id, y)
		}
	}
	tb.press("k", "k", "k", "k", "k", "k")
	tb.is("k", "document.activeElement.closest('.figure').id", "04")
	tb.run(chromedp.Evaluate("document.activeElement.blur(); document.querySelector('.slides').scrollIntoView({behavior: 'instant'})", nil))
	tb.press("j")
	tb.is("from where the page stands", "document.activeElement.closest('.figure').id", "11")
	tb.run(chromedp.Evaluate("document.activeElement.blur()", nil))
	tb.press("k", "k", "k")
	tb.is("and back", "document.activeElement.closest('.figure').id", "08")
	tb.press("k", "k", "k")
	tb.is("at last", "document.activeElement.closest('.figure').id", "04")
	tb.is("the viewer stays closed", isOpen, "false")
	if y := eval[float64](tb, "document.getElementById('04').getBoundingClientRect().top"); y < -1 || y > 200 {
		t.Errorf("the picture lies at %v", y)
	}
	tb.run(chromedp.Evaluate("document.querySelector('main').append(document.createElement('input')); document.querySelector('main > input').focus()", nil))
	tb.press("j")
	tb.is("typing", "document.activeElement.value", "j")
}

// playLetters turns the letters off that a page takes as commands, as WCAG 2.1.4
// asks. What has the focus may take them all the same: the viewer does.
func playLetters(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/")
	tb.click(".letters label")
	tb.run(chromedp.Evaluate("document.activeElement.blur(); scrollTo({top: 0, behavior: 'instant'})", nil))
	tb.press("j")
	tb.is("the essay stays", "scrollY === 0 && document.activeElement === document.body", "true")
	tb.click(photoOf("02"))
	tb.until("the viewer", isOpen)
	tb.press("j")
	tb.is("the viewer goes on", counter, "3 of 12")
	tb.run(chromedp.Navigate(v.url + "/zh/bridge/02/"))
	tb.is("remembered", "document.querySelector('.letters input').checked", "false")
	tb.press("j")
	tb.press(kb.ArrowRight)
	tb.until("arrows are no letters", "location.pathname === '/zh/bridge/03/' && document.readyState === 'complete'")
	// Not by the mouse: while one page fades into the next, clicks go to neither.
	tb.run(chromedp.Evaluate("document.querySelector('.letters input').click()", nil))
	tb.is("it is on", "document.querySelector('.letters input').checked", "true")
	tb.press("j")
	tb.until("on again", "location.pathname === '/zh/bridge/04/'")
}

func playPictureKeys(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/02/")
	for _, step := range [][2]string{
		{"j", "/bridge/03/"},
		{kb.ArrowRight, "/bridge/04/"},
		{"k", "/bridge/03/"},
		{kb.ArrowLeft, "/bridge/02/"},
		{kb.Escape, "/bridge/"},
	} {
		tb.press(step[0])
		tb.until(step[0], fmt.Sprintf("location.pathname === %q && document.readyState === 'complete'", step[1]))
	}
	tb.is("at its place", "location.hash", "#02")
}

func playCompare(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/")
	tb.is("a slider", "document.querySelectorAll('.slides.ready input[type=range]').length", "1")
	tb.is("with a name", "document.querySelector('.slider').ariaLabel", "Slide between before and after")
	tb.is("upon each other", "(() => {const [a, b] = [...document.querySelectorAll('.slides .photo')].map((p) => p.getBoundingClientRect()); return Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1 && Math.abs(a.width - b.width) < 1 && Math.abs(a.height - b.height) < 1})()", "true")
	tb.run(chromedp.Focus(".slider", chromedp.ByQuery))
	tb.press(kb.ArrowRight, kb.ArrowRight)
	tb.is("by keyboard", "getComputedStyle(document.querySelector('.slides .figure + .figure .photo')).clipPath", "inset(0px 0px 0px 52%)")
	tb.run(chromedp.ScrollIntoView(".slides", chromedp.ByQuery))
	tb.until("both pictures", "[...document.querySelectorAll('.slides img')].every((i) => i.complete && i.naturalWidth > 0)")
	tb.shot("compare.png")
}

func playNoScript(t *testing.T, v *served, b context.Context) {
	tb := v.blank(b)
	// A page that is coming into view takes no clicks.
	still := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})
	tb.run(emulation.SetScriptExecutionDisabled(true), still, chromedp.Navigate(v.url+"/bridge/"))
	tb.is("every picture but the withdrawn one", "document.querySelectorAll('.story .figure .photo img').length", "11")
	tb.is("every caption", "document.querySelectorAll('.story figcaption .caption').length", "10")
	tb.is("side by side", "(() => {const [a, b] = [...document.querySelectorAll('.slides .photo')].map((p) => p.getBoundingClientRect()); return a.right <= b.left && a.y === b.y})()", "true")
	tb.click(".veil summary")
	tb.is("the veil lifts", "document.querySelector('.veil .photo').checkVisibility()", "true")
	tb.click(photoOf("03"))
	tb.until("the picture's page", "location.pathname === '/bridge/03/' && document.readyState === 'complete'")
	tb.click("a[rel=next]")
	tb.until("the next", "location.pathname === '/bridge/04/' && document.readyState === 'complete'")
	tb.click(".back")
	tb.until("the essay", "location.pathname === '/bridge/' && location.hash === '#04'")
}

// playDisk opens the folder without a server.
func playDisk(t *testing.T, v *served, b context.Context) {
	tb := v.blank(b)
	tb.run(chromedp.Navigate("file://" + v.path("public/bridge/index.html")))
	tb.click(photoOf("02"))
	tb.until("the viewer", isOpen)
	tb.press("j")
	tb.is("the next", counter, "3 of 12")
	tb.until("the picture is there", "document.querySelector('.viewer-stage img').naturalWidth > 0")
	tb.run(chromedp.Evaluate("history.back()", nil))
	tb.until("back closes it", "!"+isOpen)
	tb.is("the same page", "location.pathname.endsWith('/bridge/index.html')", "true")
}

func playMotion(t *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/bridge/", emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}))
	tb.click(photoOf("02"))
	tb.until("the viewer", isOpen)
	tb.press("j", "+")
	tb.is("nothing moves by itself", "document.getAnimations().filter((a) => a.playState === 'running').length", "0")
	tb.is("nor scrolls", "getComputedStyle(document.documentElement).scrollBehavior", "auto")
}

// playPaper: a printed list has its pictures, a printed essay no thumbnails of its own.
func playPaper(_ *testing.T, v *served, b context.Context) {
	tb := v.reader(b, "/photographers/", emulation.SetEmulatedMedia().WithMedia("print"))
	tb.run(chromedp.Navigate(eval[string](tb, "document.querySelector('.directory a').href")))
	tb.is("pictures of a list", "document.querySelector('.listed img').checkVisibility()", "true")
	tb.run(chromedp.Navigate(v.url + "/bridge/"))
	tb.is("thumbnails of an essay", "document.querySelector('.index img').checkVisibility()", "false")
	tb.is("a choice of keys", "document.querySelector('.letters').checkVisibility()", "false")
}

// readerPages has a page of every kind.
var readerPages = []string{"/", "/bridge/", "/bridge/02/", "/bridge/05/", "/bridge/06/", "/bridge/11/", "/gone/", "/veiled/", "/404.html", "/zh/", "/zh/bridge/", "/zh/bridge/02/", "/ar/", "/ar/bridge/", "/ar/bridge/11/"}

// playFits looks at every kind of page on narrow and wide windows, the narrowest
// as a window of 1,280 pixels is at 400 %, and counts what moves while it loads.
func playFits(t *testing.T, v *served, b context.Context) {
	tb := v.blank(b)
	tb.run(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := cdppage.AddScriptToEvaluateOnNewDocument(`window.shift = 0; window.shifted = []; new PerformanceObserver((l) => l.getEntries().forEach((e) => {window.shift += e.value; window.shifted.push(...e.sources.map((s) => (s.node ? s.node.nodeName + '.' + (s.node.className || s.node.id || s.node.textContent.slice(0, 30)) : '') + JSON.stringify([s.previousRect.y, s.previousRect.height, s.currentRect.y, s.currentRect.height])))})).observe({type: 'layout-shift', buffered: true})`).Do(ctx)
		return err
	}))
	for _, size := range [][2]int64{{320, 256}, {320, 700}, {640, 512}, {2560, 1300}} {
		tb.run(emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false))
		for _, path := range readerPages {
			tb.run(chromedp.Navigate(v.url+path), chromedp.Evaluate("scrollTo({top: 1e6, behavior: 'instant'})", nil), chromedp.Sleep(20*time.Millisecond))
			if wide := eval[int](tb, "document.documentElement.scrollWidth"); wide > int(size[0]) {
				t.Errorf("%s is %d pixels wide in a window of %d", path, wide, size[0])
			}
			// Where a page is painted before all of its strip has come, which is seldom, the
			// thumbnails are centred anew: a thousandth. Without the sizes of pictures it is 0.4.
			if shift := eval[float64](tb, "window.shift"); shift > 0.003 {
				t.Errorf("%s moves by %v while it loads in a window of %d x %d: %s", path, shift, size[0], size[1], eval[string](tb, "window.shifted.join(' ')"))
			}
		}
		tb.run(chromedp.Navigate(v.url+"/bridge/"), chromedp.Evaluate("document.querySelector(\""+photoOf("11")+"\").click()", nil))
		tb.until("the viewer", isOpen)
		tb.is("the portrait lies on its stage", "(() => {const [i, s, v] = ['.viewer-stage img', '.viewer-stage', '.viewer'].map((q) => document.querySelector(q).getBoundingClientRect()); return i.height <= s.height + 1 && i.width <= s.width + 1 && s.bottom <= v.bottom + 1 && s.height > 40})()", "true")
		tb.is("every button is in sight", "[...document.querySelectorAll('.viewer button')].filter((b) => b.checkVisibility()).every((b) => {const r = b.getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight && r.width >= 24 && r.height >= 24})", "true")
	}
}
