//go:build browser

package generator

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browsers are the names that Chromium and its kin have.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}

// browser starts a browser, which ends with the test. Without one the test is
// skipped, but not where CI promises one.
func browser(t *testing.T) context.Context {
	t.Helper()
	var found string
	for _, name := range browsers {
		if p, err := exec.LookPath(name); err == nil {
			found = p
			break
		}
	}
	if found == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no browser, and CI is true")
		}
		t.Skip("there is no browser: one of", browsers)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.WindowSize(1300, 1000))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page that lies open.
type tab struct {
	*served
	ctx context.Context
}

func (v *served) tab(browser context.Context, path string) *tab {
	v.t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	v.t.Cleanup(stop)
	if err := chromedp.Run(ctx); err != nil { // the first Run's context is the tab's life
		v.t.Fatal(err)
	}
	tb := &tab{v, ctx}
	// Tabs in the background let go of their connection; these are all looked at.
	tb.run(emulation.SetFocusEmulationEnabled(true), chromedp.Navigate(v.url+path))
	return tb
}

func (tb *tab) run(actions ...chromedp.Action) {
	tb.t.Helper()
	ctx, stop := context.WithTimeout(tb.ctx, 20*time.Second)
	defer stop()
	if err := chromedp.Run(ctx, actions...); err != nil {
		tb.t.Fatal(err)
	}
}

// eval evaluates an expression.
func eval[T any](tb *tab, js string) (v T) {
	tb.t.Helper()
	tb.run(chromedp.Evaluate(js, &v))
	return v
}

// until waits for an expression to be true.
func (tb *tab) until(what, js string) {
	tb.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var ok bool
		ctx, stop := context.WithTimeout(tb.ctx, 20*time.Second)
		err := chromedp.Run(ctx, chromedp.Evaluate("Boolean("+js+")", &ok))
		stop()
		if ok && err == nil {
			return
		}
		if time.Now().After(end) {
			tb.shot("failed.png")
			tb.t.Fatalf("%s: not so after ten seconds (%v); the page says:\n%s", what, err, eval[string](tb, "document.body.innerText"))
		}
	}
}

// shot keeps a picture of the page if PHOTODESK_SHOTS names a folder.
func (tb *tab) shot(name string) {
	dir := os.Getenv("PHOTODESK_SHOTS")
	if dir == "" {
		return
	}
	var png []byte
	tb.run(cdppage.BringToFront(), chromedp.CaptureScreenshot(&png))
	if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(tb.t.Name(), "/", "-")+"-"+name), png, 0o666); err != nil {
		tb.t.Error(err)
	}
}
