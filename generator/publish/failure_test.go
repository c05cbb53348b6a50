package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestSourceThatFails(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	broken := errors.New("template: nil")
	files := append(bridge.with("index.html", "new").files(),
		File{Path: "z.html", Kind: Page, Open: func() (io.ReadCloser, error) { return nil, broken }})
	if _, err := Apply(t.Context(), Options{Dir: dir, Holder: gone}, whole(files)); !errors.Is(err, broken) || !strings.Contains(err.Error(), "z.html") {
		t.Errorf("error %v", err)
	}
	wantSite(t, dir, bridge)

	opened := 0
	moody := File{Path: "z.html", Kind: Page, Open: func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(strings.NewReader(fmt.Sprint(opened))), nil
	}}
	_, err := Apply(t.Context(), Options{Dir: dir, Holder: gone}, whole(append(bridge.files(), moody)))
	var changed *ChangedError
	if !errors.As(err, &changed) || changed.Path != "z.html" {
		t.Errorf("error %v", err)
	}
	wantSite(t, dir, bridge)
}

func TestCancel(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	ctx, cancel := context.WithCancel(t.Context())
	opt := Options{Dir: dir, Holder: gone, Step: func(op, p string) error {
		if op == "rename" && p == "css/site.css" {
			cancel()
		}
		return nil
	}}
	next := bridge.with("css/site.css", "new").with("index.html", "new")
	r, err := Apply(ctx, opt, whole(next.files()))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	wantPaths(t, "written", r.Written, "css/site.css")
	wantSite(t, dir, bridge.with("css/site.css", "new"))
	apply(t, dir, next)
	wantSite(t, dir, next)
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	apply(t, dir, bridge)
	opt := Options{Dir: dir, Holder: gone, Step: func(op, p string) error {
		if op == "rename" && p == "index.html" {
			return syscall.ENOSPC
		}
		return nil
	}}
	_, err := Apply(t.Context(), opt, whole(bridge.with("index.html", "new").files()))
	var failed *FolderError
	if !errors.As(err, &failed) || failed.Path != filepath.Join(dir, "index.html") || !strings.Contains(failed.Hint(), "space") {
		t.Errorf("error %v", err)
	}
	wantSite(t, dir, bridge) // the temporary is gone too
}

func TestUnwritableFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.WriteFile(dir, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Apply(t.Context(), Options{Dir: dir}, whole(bridge.files()))
	var failed *FolderError
	if !errors.As(err, &failed) || failed.Path != dir {
		t.Errorf("error %v", err)
	}
	if os.Getuid() == 0 {
		return // root may write anywhere
	}
	dir = t.TempDir()
	apply(t, dir, bridge)
	if err := os.Chmod(filepath.Join(dir, "bridge"), 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Join(dir, "bridge"), 0o755)
	_, err = Apply(t.Context(), Options{Dir: dir, Holder: gone}, whole(bridge.with("bridge/index.html", "new").files()))
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v", err)
	}
}

func TestPatience(t *testing.T) {
	busy := errors.New("open elsewhere")
	tries := 0
	err := patiently(t.Context(), func(err error) bool { return err == busy }, func() error {
		if tries++; tries < 3 {
			return busy
		}
		return nil
	})
	if err != nil || tries != 3 {
		t.Errorf("%v after %d tries", err, tries)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	start := time.Now()
	if err := patiently(ctx, func(error) bool { return true }, func() error { return busy }); err != busy || time.Since(start) > time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}
