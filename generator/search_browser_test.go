//go:build browser

package generator

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestBrowserSearch searches the sample as readers do: from a server and from disk,
// in Latin letters and in Han, and without JavaScript. The browser has nothing to
// complain of, its policy included.
func TestBrowserSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	public := sample(t)
	b := browser(t)
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	defer server.Close()
	for name, base := range map[string]string{"server": server.URL + "/", "disk": "file://" + public + "/"} {
		t.Run(name, func(t *testing.T) {
			r := newReader(t, b)
			r.open(base + "search/index.html")
			r.types("Ecua")
			r.until("one story", `document.querySelector('#_found').textContent === 'Stories found: 1'`)
			r.until("a picture of it", `document.querySelector('#_results a[href*="03-truck-departing/"] .caption').textContent.includes('Ecuador')`)
			r.until("its thumbnail", `document.querySelector('#_results img').naturalWidth > 0`)
			r.until("the years are put away", `document.querySelector('#_years').hidden`)
			if name == "server" {
				r.until("the query in the address", `location.search === '?q=Ecua'`)
			}
			r.types("jiángbei’ district")
			r.until("accents and apostrophes do not matter", `document.querySelector('#_results a[href*="02-distribution"]')`)
			r.types("唐奕")
			r.until("a name in its other spelling", `document.querySelectorAll('#_results h2').length === 1`)
			r.types("zzyzx")
			r.until("nothing", `document.querySelector('#_found').textContent.startsWith('Nothing found') && !document.querySelector('#_results li')`)
			r.types("")
			r.until("the years again", `!document.querySelector('#_years').hidden && !document.querySelector('#_found').textContent`)

			r.open(base + "zh/search/index.html")
			for _, query := range []string{"永川区", "车", "２０２３"} {
				r.types("")
				r.until("no results", `!document.querySelector('#_results li')`)
				r.types(query)
				r.until(query, `document.querySelector('#_results a[href*="chongqing-nev/"] .caption')`)
			}
			r.types("区永川")
			r.until("no story has that", `document.querySelector('#_found').textContent.startsWith('没有找到')`)
			r.types("永川区")
			r.until("pictures", `document.querySelector('#_results .hits a')`)
			r.run(chromedp.Click("#_results .hits a"))
			r.until("a picture's page", `document.querySelector('.single')`)
		})
	}
	t.Run("address", func(t *testing.T) {
		r := newReader(t, b)
		r.open(server.URL + "/search/?q=yongchuan%20district")
		r.until("what the address asks for", `document.querySelector('#_q').value === 'yongchuan district' && document.querySelector('#_results .hits a')`)
	})
	t.Run("without JavaScript", func(t *testing.T) {
		r := newReader(t, b)
		r.run(emulation.SetScriptExecutionDisabled(true))
		r.open(server.URL + "/search/")
		var shown bool
		r.run(chromedp.Evaluate(`document.querySelector('form').hidden && document.querySelector('#_years a').offsetHeight > 0`, &shown))
		if !shown {
			t.Error("without JavaScript there is a field that does nothing, or there are no years")
		}
	})
}

// TestBrowserSearchGoesOn: where the best ten stories have a query's characters but not
// in a row, the page looks at the next by itself; and what could not be fetched is
// fetched when the reader asks again.
func TestBrowserSearchGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	s := newSite(t)
	s.text("content/site.yaml", "title: 图片\nlanguages: [zh, ar]\n")
	for i := range 12 {
		s.text(fmt.Sprintf("content/%02d/index.md", i), fmt.Sprintf("---\nheadline: 甲乙和乙丙 %d\npublished: 2024-05-%02d\n---\n\n字。\n", i, i+10))
	}
	for i := range 2 {
		s.text(fmt.Sprintf("content/old-%d/index.md", i), fmt.Sprintf("---\nheadline: 甲乙丙 %d\npublished: 2020-05-0%d\n---\n\n![图](1.jpg){credit=\"Agency/Ann Name\"}\nالميناء في مدينة هامبورغ (Agency/Ann Name)\n", i, i+1))
		s.photo(fmt.Sprintf("content/old-%d/1.jpg", i), "60x40")
	}
	s.good()
	var broken atomic.Bool
	files := http.FileServer(http.Dir(s.path("public")))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/story-") && broken.CompareAndSwap(true, false) { // once
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	r := newReader(t, browser(t))
	broken.Store(true)
	r.open(server.URL + "/search/")
	r.types("甲乙丙")
	r.until("it says so", `document.querySelector('#_found').textContent.startsWith('部分索引未能')`)
	r.mu.Lock()
	r.said = nil // it has to complain of what is missing
	r.mu.Unlock()
	r.run(chromedp.KeyEvent("\r"))
	r.until("both stories at once", `document.querySelectorAll('#_results > li').length === 2 && document.querySelector('#_found').textContent.includes('2') && document.querySelector('#_more').hidden`)
	r.until("their captions run as they are written", `[...document.querySelectorAll('.caption')].every((c) => c.lang === 'ar' && getComputedStyle(c).direction === 'rtl')`)
	r.types("甲乙和")
	r.until("ten of twelve", `document.querySelectorAll('#_results > li').length === 10 && !document.querySelector('#_more').hidden`)
	r.run(chromedp.Click("#_more"))
	r.until("twelve", `document.querySelectorAll('#_results > li').length === 12 && document.querySelector('#_more').hidden && document.activeElement.closest('li') === document.querySelectorAll('#_results > li')[10]`)
}

// reader is a tab in which somebody reads, and what the browser complains of.
type reader struct {
	t   *testing.T
	ctx context.Context

	mu   sync.Mutex
	said []string
}

func newReader(t *testing.T, browser context.Context) *reader {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	r := &reader{t: t, ctx: ctx}
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	chromedp.ListenTarget(ctx, func(ev any) {
		r.mu.Lock()
		defer r.mu.Unlock()
		switch ev := ev.(type) {
		case *cdplog.EventEntryAdded:
			if ev.Entry.Level == cdplog.LevelError && !strings.Contains(ev.Entry.URL, "favicon") {
				r.said = append(r.said, ev.Entry.Text+" "+ev.Entry.URL)
			}
		case *cdpruntime.EventExceptionThrown:
			r.said = append(r.said, ev.ExceptionDetails.Error())
		}
	})
	t.Cleanup(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		for _, line := range r.said {
			t.Errorf("the browser says: %s", line)
		}
	})
	r.run(cdplog.Enable(), cdpruntime.Enable(), emulation.SetFocusEmulationEnabled(true))
	return r
}

func (r *reader) run(actions ...chromedp.Action) {
	r.t.Helper()
	ctx, stop := context.WithTimeout(r.ctx, 20*time.Second)
	defer stop()
	if err := chromedp.Run(ctx, actions...); err != nil {
		r.t.Fatal(err)
	}
}

func (r *reader) open(url string) { r.t.Helper(); r.run(chromedp.Navigate(url)) }

// types replaces what stands in the field.
func (r *reader) types(text string) {
	r.t.Helper()
	r.run(chromedp.Focus("#_q"), chromedp.Evaluate(`document.querySelector('#_q').select()`, nil))
	if text == "" {
		r.run(chromedp.KeyEvent("\b"))
		return
	}
	r.run(input.InsertText(text))
}

func (r *reader) until(what, js string) {
	r.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var ok bool
		ctx, stop := context.WithTimeout(r.ctx, 20*time.Second)
		err := chromedp.Run(ctx, chromedp.Evaluate("Boolean("+js+")", &ok))
		stop()
		if ok && err == nil {
			return
		}
		if time.Now().After(end) {
			var text string
			r.run(chromedp.Evaluate(`location.href+"\n"+document.body.innerText`, &text))
			r.t.Fatalf("%s: not so after ten seconds (%v); the page says:\n%s", what, err, text)
		}
	}
}
