package main

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"photodesk/generator/photo/meta"
)

// writePhoto is the script command "photo FILE SHADE [KEY=VALUE]...": a
// photograph of 60 by 40 pixels, with metadata as an agency writes it. The keys
// are caption, headline, creator, credit, alt, date and city.
func writePhoto(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: photo FILE SHADE [KEY=VALUE]...")
	}
	shade, err := strconv.Atoi(args[1])
	ts.Check(err)
	im := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range 2400 {
		im.Set(i%60, i/60, color.RGBA{uint8(shade), uint8(i % 89), 120, 255})
	}
	l := meta.Label{}
	for _, a := range args[2:] {
		key, value, _ := strings.Cut(a, "=")
		set, ok := map[string]func(){
			"caption":  func() { l.Caption = []meta.Text{{Text: value}} },
			"headline": func() { l.Headline = value },
			"creator":  func() { l.Creators = []string{value} },
			"credit":   func() { l.Credit = value },
			"alt":      func() { l.Alt = []meta.Text{{Text: value}} },
			"date":     func() { l.DateCreated = value },
			"city":     func() { l.City = value },
		}[key]
		if !ok {
			ts.Fatalf("no such key: %s", key)
		}
		set()
	}
	var pixels, out bytes.Buffer
	name := ts.MkAbs(args[0])
	ts.Check(errors.Join(
		jpeg.Encode(&pixels, im, nil), meta.WriteJPEG(&out, pixels.Bytes(), l, nil),
		os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, out.Bytes(), 0o666),
	))
}
