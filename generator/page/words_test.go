package page

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	page := `<!doctype html><html><head><title>The  bridge</title><style>.a{}</style></head><body><header><p>Site</p></header>
<main><h1>The <em>bridge</em> reopens</h1><figure><img src="a.jpg" alt="Fog"><figcaption><span>A caption,
with <a href="b">a link</a>.</span> <span>Agency</span></figcaption></figure><template><p>Close</p></template>
<p></p><nav><a href=c>Next</a></nav><script type="application/ld+json">{}</script></main><footer>Foot</footer></body></html>`
	want := []string{"The bridge", "The bridge reopens", "Fog", "A caption, with a link.", "Agency"}
	if got := Words([]byte(page)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
