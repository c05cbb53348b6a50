//go:build browser

package generator

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"strings"
	"testing"

	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"photodesk/generator/photo/meta"
)

// wideColours are what a test's photographs show, in columns: some that sRGB has
// not in the spaces below, two greys and a skin.
var wideColours = []color.NRGBA{
	{20, 235, 40, 255},
	{240, 25, 25, 255},
	{25, 40, 230, 255},
	{250, 230, 20, 255},
	{20, 220, 230, 255},
	{120, 120, 120, 255},
	{35, 35, 35, 255},
	{215, 165, 140, 255},
}

// wideSpaces are spaces wider than sRGB: XYZ of their lights under D50, and the
// curve from samples to light.
var wideSpaces = map[string]struct {
	lights [3][3]float64
	curve  func(x float64) float64
}{
	"display-p3": {
		[3][3]float64{{0.5151, 0.2412, -0.0011}, {0.2920, 0.6922, 0.0419}, {0.1571, 0.0666, 0.7841}},
		func(x float64) float64 {
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		},
	},
	"adobe-rgb": {
		[3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}},
		func(x float64) float64 { return math.Pow(x, 2.2) },
	},
	"nobodys-rgb": { // passed through as it is
		[3][3]float64{{0.56, 0.28, 0.005}, {0.24, 0.66, 0.05}, {0.1642, 0.06, 0.7699}},
		func(x float64) float64 { return math.Pow(x, 2) },
	},
}

// wideProfile is a profile of ICC.1:2001 with its curve in a table, as scanners
// and old programs write it.
func wideProfile(name string) []byte {
	s := wideSpaces[name]
	be := binary.BigEndian
	icc := make([]byte, 128)
	icc[8], icc[9] = 2, 0x10
	copy(icc[12:], "mntrRGB XYZ ")
	copy(icc[36:], "acsp")
	copy(icc[68:], "\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d")
	type tag struct {
		name string
		data []byte
	}
	xyz := func(v [3]float64) []byte {
		out := []byte("XYZ \x00\x00\x00\x00")
		for _, x := range v {
			out = be.AppendUint32(out, uint32(int32(math.Round(x*65536))))
		}
		return out
	}
	curve := []byte("curv\x00\x00\x00\x00\x00\x00\x02\x00")
	for i := range 512 {
		curve = be.AppendUint16(curve, uint16(math.Round(s.curve(float64(i)/511)*65535)))
	}
	desc := append([]byte("desc\x00\x00\x00\x00\x00\x00\x00\x05test\x00"), make([]byte, 79)...)
	tags := []tag{
		{"desc", desc},
		{"cprt", []byte("text\x00\x00\x00\x00CC0\x00")},
		{"wtpt", xyz([3]float64{0.9642, 1, 0.8249})},
		{"rXYZ", xyz(s.lights[0])},
		{"gXYZ", xyz(s.lights[1])},
		{"bXYZ", xyz(s.lights[2])},
		{"rTRC", curve},
		{"gTRC", curve},
		{"bTRC", curve},
	}
	icc = be.AppendUint32(icc, uint32(len(tags)))
	var data []byte
	for _, t := range tags {
		icc = append(icc, t.name...)
		icc = be.AppendUint32(icc, uint32(128+4+12*len(tags)+len(data)))
		icc = be.AppendUint32(icc, uint32(len(t.data)))
		data = append(data, t.data...)
		data = append(data, make([]byte, -len(data)&3)...)
	}
	icc = append(icc, data...)
	be.PutUint32(icc, uint32(len(icc)))
	return icc
}

// widePhotograph is a JPEG of the colours with the profile; nil: without one.
func widePhotograph(t *testing.T, icc []byte) []byte {
	t.Helper()
	im := image.NewNRGBA(image.Rect(0, 0, 80*len(wideColours), 400))
	for y := range 400 {
		for x := range im.Rect.Dx() {
			im.SetNRGBA(x, y, wideColours[x/80])
		}
	}
	var pixels, out bytes.Buffer
	if err := jpeg.Encode(&pixels, im, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	if err := meta.WriteJPEG(&out, pixels.Bytes(), meta.Label{}, icc); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// looked is a script that draws a picture on a canvas wider than sRGB, as the
// browser shows it, and returns the mean of the middle of each column.
const looked = `(async url => {
	const im = new Image()
	im.src = url
	await im.decode()
	const c = document.createElement("canvas")
	c.width = im.naturalWidth
	c.height = im.naturalHeight
	const space = {colorSpace: "display-p3"}
	const g = c.getContext("2d", space)
	g.drawImage(im, 0, 0)
	const out = []
	for (let i = 0; i < %d; i++) {
		const d = g.getImageData(Math.round((i + .5) * c.width / %[1]d) - 4, Math.round(c.height / 2) - 4, 8, 8, space).data
		const sum = [0, 0, 0]
		d.forEach((v, k) => { if (k %% 4 < 3) sum[k %% 4] += v })
		out.push(sum.map(v => v / 64))
	}
	return out
})(%s)`

// seen returns the columns of a picture as the browser shows them.
func (tb *tab) seen(url string) (columns [][3]float64) {
	tb.t.Helper()
	quoted, err := json.Marshal(url)
	if err != nil {
		tb.t.Fatal(err)
	}
	awaited := func(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams { return p.WithAwaitPromise(true) }
	tb.run(chromedp.Evaluate(fmt.Sprintf(looked, len(wideColours), quoted), &columns, awaited))
	return columns
}

// apart is the largest difference of two pictures, in levels.
func apart(a, b [][3]float64) (most float64) {
	if len(a) != len(wideColours) || len(a) != len(b) {
		return 256
	}
	for i := range a {
		for c := range 3 {
			most = max(most, math.Abs(a[i][c]-b[i][c]))
		}
	}
	return most
}

// TestBrowserColours shows photographs in spaces wider than sRGB and their
// renditions, which have to look the same.
func TestBrowserColours(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	b := browser(t)
	s := newSite(t)
	s.text("content/site.yaml", "title: Test\ncredit: Desk\nimages: {widths: [320, 640]}\n")
	var text strings.Builder
	text.WriteString("---\nheadline: Colours\npublished: 2023-07-25 08:32 +08:00\n---\n\nAn opening paragraph.\n")
	for name := range wideSpaces {
		original := widePhotograph(t, wideProfile(name))
		s.write("content/colours/photos/"+name+".jpg", original)
		s.write("static/"+name+".jpg", original)
		fmt.Fprintf(&text, "\n![Colours](photos/%s.jpg)\nColours. (Agency/A. Name)\n", name)
	}
	s.text("content/colours/index.md", text.String())
	s.write("static/bare.jpg", widePhotograph(t, nil))
	tb := s.serve(0).tab(b, "/colours/")
	for name := range wideSpaces {
		bare, want := tb.seen("/static/bare.jpg"), tb.seen("/static/"+name+".jpg")
		if d := apart(bare, want); d < 25 {
			t.Errorf("%s: without its profile it differs by %.0f levels only, so this test would see nothing", name, d)
		}
		urls := eval[[]string](tb, fmt.Sprintf(`[...document.querySelectorAll("img, source")].flatMap(e => e.srcset.split(", "))
			.map(s => new URL(s.trim().split(" ")[0], location).href).filter(u => u.includes("/%s-"))`, name))
		kinds := map[string]bool{}
		for _, u := range urls {
			kinds[u[strings.LastIndexByte(u, '.'):]] = true
			if got := tb.seen(u); apart(got, want) > 5 {
				t.Errorf("%s: %s is seen as\n%.0f, its original as\n%.0f", name, u, got, want)
			}
		}
		if len(urls) < 3 || !kinds[".jpg"] || !kinds[".webp"] {
			t.Errorf("%s: the page has %q, want both formats", name, urls)
		}
	}
}
