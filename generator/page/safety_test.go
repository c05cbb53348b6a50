package page

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"
	"testing"

	"photodesk/generator/plan"
	"photodesk/generator/story"
)

func TestPolicyAllowsTheStyleAndNoOther(t *testing.T) {
	p := samplePlan()
	theme := defaultTheme(t)
	headers := string(theme.Headers(p))
	for _, pg := range p.Pages {
		doc := parsed(t, rendered(t, theme, p, pg))
		styles := all(doc, "style")
		got := ""
		for _, n := range all(doc, "meta") {
			if get(n, "http-equiv") == "Content-Security-Policy" {
				got = get(n, "content")
			}
		}
		if !strings.HasPrefix(got, "default-src 'none'; ") || strings.Contains(got, "unsafe") {
			t.Errorf("%s: policy %q", pg.Path, got)
		}
		if len(styles) == 0 {
			continue
		}
		hash := strings.TrimSpace(hashOf(template.CSS(styles[0].FirstChild.Data)))
		if len(styles) > 1 || !strings.Contains(got, "style-src 'self' "+hash+";") {
			t.Errorf("%s: %d styles; policy %q does not allow %s", pg.Path, len(styles), got, hash)
		}
		if rules := hashOf(speculation); !strings.Contains(got, "script-src 'self'"+rules+";") || !strings.Contains(headers, "script-src 'self'"+rules+";") {
			t.Errorf("%s: the policy %q or the headers do not allow the speculation rules by %s", pg.Path, got, rules)
		}
		if !strings.Contains(headers, hash) {
			t.Errorf("%s: _headers do not allow %s", pg.Path, hash)
		}
	}
	if !strings.Contains(headers, "frame-ancestors 'none'") || !strings.Contains(headers, "/*.webp\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n") {
		t.Errorf("headers:\n%s", headers)
	}
}

func TestHostileValues(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>` + "\u202egnp.\u2066"
	p := samplePlan()
	s, f := p.Stories[0], p.Stories[0].Figures[0]
	s.Headline, s.Dek, s.Byline[0] = text(evil), text(evil), text(evil)
	p.Site.Title = text(evil)
	p.Site.Publisher.URL = text("javascript:alert(1)")
	f.Words().Headline, f.Words().Alt, f.Words().Credit, f.Words().Description = value(evil, "x\"y"), value(evil, ""), value(evil, "-"), value(evil, "zh\" onload=\"x")
	f.Words().License, f.Words().Copyright = value("jAvAscript:alert(1)", ""), value(strings.Repeat("x", 100_000), "")
	f.Words().Persons = []plan.Value{value(evil, ""), value("<b>", "")}
	imagesOf(p)[0].Path = `lines/a" onerror="x,y z.jpg`
	for file, doc := range pages(t, p) {
		for _, n := range all(doc, "script") {
			if allowedRules(n) {
				continue
			}
			if get(n, "type") != dataBlock || n.FirstChild == nil || strings.ContainsAny(n.FirstChild.Data, "<>&") || !json.Valid([]byte(n.FirstChild.Data)) {
				t.Errorf("%s has a script %v", file, n)
			}
		}
		for _, n := range all(doc, "") {
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") || strings.ContainsAny(a.Val, "\u202e\u2066") {
					t.Errorf("%s: <%s %s=%q>", file, n.Data, a.Key, a.Val)
				}
			}
		}
		if strings.ContainsAny(content(doc), "\u202e\u2066") {
			t.Errorf("%s has direction overrides", file)
		}
		if n := len(content(all(doc, "body")[0])); n > 20_000 {
			t.Errorf("%s has %d bytes of text", file, n)
		}
	}
	if got := content(all(pages(t, p)["lines/index.html"], "h1")[0]); got != `"><script>alert(1)</script><img src=x onerror=alert(1)>gnp.` {
		t.Errorf("headline %q", got)
	}
}

func TestOnlyWhatCannotChangeIsKeptForEver(t *testing.T) {
	p := samplePlan()
	p.Site.BaseURL = story.Text{} // else frames have a block between
	p.Assets = append(p.Assets, plan.Asset{Name: "static/logo.jpg", Path: "static/logo.jpg"}, plan.Asset{Name: "static/robots.svg", Path: "static/robots.svg"})
	_, got, _ := strings.Cut(string(defaultTheme(t).Headers(p)), "X-Frame-Options: DENY\n")
	want := ""
	for _, pattern := range []string{"/*.jpg", "/*.webp", "/static/icon.0123.svg", "/static/site.0123.css"} {
		want += pattern + "\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n"
	}
	want += "/static/logo.jpg\n  ! Cache-Control\n  Cache-Control: no-cache\n"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestManyPagesLeaveTheHeaderSilent: of an archive's pages not every style is looked at.
func TestManyPagesLeaveTheHeaderSilent(t *testing.T) {
	p := samplePlan()
	if headers := string(defaultTheme(t).Headers(p)); !strings.Contains(headers, "style-src") {
		t.Errorf("headers of a few pages:\n%s", headers)
	}
	p.Pages = slices.Repeat(p.Pages, maxPages)
	if headers := string(defaultTheme(t).Headers(p)); strings.Contains(headers, "style-src") || !strings.Contains(headers, "script-src 'self'") {
		t.Errorf("headers of many:\n%s", headers)
	}
}

func TestManyStylesLeaveTheHeaderSilent(t *testing.T) {
	p := samplePlan()
	for i, f := range p.Stories[0].Figures {
		f.Width = 1000 + i
	}
	for i := range 20 {
		f := sampleFigure(p.Stories[0], 50+i, 2000+i, 1001)
		p.Pages = append(p.Pages, &plan.Page{Path: f.Path + "index.html", Kind: plan.Picture, Lang: "en", Story: p.Stories[0], Figure: f})
	}
	headers := string(defaultTheme(t).Headers(p))
	if strings.Contains(headers, "style-src") || strings.Contains(headers, "default-src") || strings.Contains(headers, "unsafe") || !strings.Contains(headers, "script-src 'self'") {
		t.Errorf("headers:\n%s", headers)
	}
	for line := range strings.Lines(headers) {
		if len(line) > 2000 {
			t.Errorf("a line of %d characters", len(line))
		}
	}
}
