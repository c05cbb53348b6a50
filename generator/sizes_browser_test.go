//go:build browser

package generator

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tooMany is how much wider than the pixels shown a file may be.
const tooMany = 1.3

// gallery is a site with pictures in every place that the theme has for them.
func gallery(t *testing.T) *site {
	s := newSite(t)
	s.text("content/site.yaml", "title: Test\ncredit: Desk\n")
	for name, size := range map[string]string{"a": "2400x1600", "b": "1600x2400", "c": "1800x1800", "d": "2400x800"} {
		s.photo("content/gallery/"+name+".jpg", size)
		s.photo("content/older/"+name+".jpg", size+" shade=90")
	}
	s.text("content/gallery/index.md", `---
headline: A gallery with a headline of some length
dek: What it is about
published: 2024-05-02
cover: d.jpg
---

Words before the pictures.

![A](a.jpg)
Caption.

![B](b.jpg){.wide}
Caption.

![C](c.jpg){.inset}
Caption.

![D](d.jpg){.full}
Caption.

![A](a.jpg)
![B](b.jpg)
One caption.

![A](a.jpg){.wide}
![C](c.jpg)
![A](a.jpg)
One caption.

![B](b.jpg){.full}
Caption.

![A](a.jpg){.compare}
![A](a.jpg)
Before and after.
`)
	s.text("content/older/index.md", "---\nheadline: Older\npublished: 2023-05-02\n---\n\n![A](a.jpg)\n\n![B](b.jpg)\n")
	s.text("content/oldest/index.md", "---\nheadline: Oldest\npublished: 2022-05-02\n---\n\n![C](c.jpg)\n")
	s.photo("content/oldest/c.jpg", "1800x1800 shade=30")
	return s
}

// shownPicture is a picture as the browser shows it.
type shownPicture struct {
	URL   string
	Shown float64 // pixels of the screen across the whole picture, what is cut off included
	Least int     // the narrowest file there is
	Most  int     // the widest
}

// measure fetches every picture of the page and measures it.
const measure = `(async () => {
	const images = [...document.images].filter((i) => i.checkVisibility());
	for (const i of images) i.loading = 'eager';
	await Promise.all(images.map((i) => i.decode()));
	return images.map((i) => {
		const box = i.getBoundingClientRect(), ratio = i.getAttribute('width') / i.getAttribute('height');
		const set = (i.closest('picture')?.querySelector('source') ?? i).srcset;
		return {
			URL: i.currentSrc, Shown: Math.max(box.width, box.height * ratio) * devicePixelRatio,
			Least: Math.min(...[...set.matchAll(/ (\d+)w/g)].map((m) => Number(m[1]))),
			Most: Math.max(...[...set.matchAll(/ (\d+)w/g)].map((m) => Number(m[1]))),
		};
	});
})()`

var fileWidth = regexp.MustCompile(`-(\d+)-[^-/]+$`)

// playSizes: no picture is fetched much wider than it is shown, nor much narrower
// unless there is no other. The narrowest, of 285 pixels, is too wide for the smallest
// of a row on screens of single density.
func playSizes(t *testing.T, v *served, b context.Context) {
	for _, screen := range []struct{ w, h int64 }{{390, 844}, {768, 1024}, {1280, 800}, {1920, 1080}} {
		for dpr := 1.0; dpr <= 3; dpr++ {
			for _, path := range []string{"/", "/gallery/", "/gallery/b/"} {
				tb := v.tab(b, "/nothing-here")
				var pictures []shownPicture
				tb.run(emulation.SetDeviceMetricsOverride(screen.w, screen.h, dpr, false), chromedp.Navigate(v.url+path),
					chromedp.Evaluate(measure, &pictures, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
				where := fmt.Sprintf("%s at %d×%d, %v pixels a point", path, screen.w, screen.h, dpr)
				if len(pictures) < 3 {
					t.Errorf("%s: %d pictures", where, len(pictures))
				}
				largest := map[string]float64{} // a file that stands twice is fetched once
				for _, p := range pictures {
					largest[p.URL] = max(largest[p.URL], p.Shown)
				}
				for _, p := range pictures {
					p.Shown = largest[p.URL]
					m := fileWidth.FindStringSubmatch(p.URL)
					if m == nil {
						t.Fatalf("%s: %s", where, p.URL)
					}
					width, _ := strconv.Atoi(m[1])
					if have := float64(width); have > tooMany*p.Shown+1 && width > p.Least || have < p.Shown/tooMany-1 && width < p.Most {
						t.Errorf("%s: %s is shown on %.0f pixels", where, p.URL[len(v.url):], p.Shown)
					}
				}
				_ = chromedp.Cancel(tb.ctx)
			}
		}
	}
}

// shifts sums the layout shifts of a page that is scrolled through, and tells what
// moved.
const shifts = `(async () => {
	const moved = [];
	new PerformanceObserver((l) => {
		for (const e of l.getEntries()) moved.push(e.value + ' ' + e.sources.map((s) => s.node?.outerHTML?.slice(0, 80)).join());
	}).observe({type: 'layout-shift', buffered: true});
	for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
		scrollTo({top: y, behavior: 'instant'});
		await new Promise((done) => setTimeout(done, 60));
	}
	return moved;
})()`

// playLayout: nothing moves while a page loads, nothing is wider than the window, and
// no target is smaller than 24 pixels.
func playLayout(t *testing.T, v *served, b context.Context) {
	for _, w := range []int64{320, 390, 640, 1280, 2560} {
		for _, path := range []string{"/", "/gallery/", "/gallery/b/", "/nothing-here"} {
			tb := v.tab(b, "/nothing-here")
			var moved, small []string
			tb.run(emulation.SetDeviceMetricsOverride(w, 800, 1, false), chromedp.Navigate(v.url+path),
				chromedp.Evaluate(shifts, &moved, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
			if len(moved) > 0 {
				t.Errorf("%s at %d moves: %q", path, w, moved)
			}
			if wide := eval[int](tb, "document.documentElement.scrollWidth"); wide > int(w) {
				t.Errorf("%s at %d is %d wide: %v", path, w, wide, eval[[]string](tb, fmt.Sprintf(
					"[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > %d).map((e) => e.className || e.tagName)", w)))
			}
			tb.run(chromedp.Evaluate(`[...document.querySelectorAll('a, summary, button')].filter((e) => {
				const r = e.getBoundingClientRect();
				return e.checkVisibility() && !e.matches('.prose a, .caption a, .note a, .facts a, .skip') && (r.width < 24 || r.height < 24);
			}).map((e) => e.outerHTML.slice(0, 120))`, &small))
			if small = slices.Compact(small); len(small) > 0 {
				t.Errorf("%s at %d has small targets: %q", path, w, small)
			}
			_ = chromedp.Cancel(tb.ctx)
		}
	}
}

// TestBrowserPages looks at the pages as readers do, on screens of many kinds.
func TestBrowserPages(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	b := browser(t)
	v := gallery(t).serve(0)
	t.Run("sizes", func(t *testing.T) { playSizes(t, v, b) })
	t.Run("layout", func(t *testing.T) { playLayout(t, v, b) })
}
