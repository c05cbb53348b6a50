package page

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"

	"photodesk/generator/plan"
)

// How wide pictures stand in the default theme's layout: the rules of site.css
// in the terms of a sizes attribute. A picture alone is never higher than the
// window, so its ratio bounds its width.
const (
	inGutters  = "100vw - 4rem"
	onPhone    = "min(100vw, 92vh * %s)"
	indexSizes = "(min-width: 24rem) 10rem, 50vw"
	stripSizes = "(min-width: 24rem) 8rem, 34vw"
	cardSizes  = "(min-width: 88rem) 25.4rem, (min-width: 68rem) calc(33.4vw - 2.7rem), (min-width: 48rem) calc(50vw - 3rem), 100vw"
	leadSizes  = "(min-width: 64rem) calc((min(100vw - 4rem, 80rem) - 2.5rem) * 0.667), (min-width: 48rem) calc(100vw - 4rem), 100vw"
	moreSizes  = "(min-width: 60rem) 27rem, (min-width: 48rem) calc(50vw - 3rem), calc(100vw - 2.5rem)"
	coverSizes = "100vw"
)

// soloSizes returns the sizes of a picture that stands alone.
func soloSizes(class string, ratio float64) string {
	switch class {
	case "wide":
		return fmt.Sprintf("(min-width: 48rem) min(%s, 80rem, 92vh * %s), "+onPhone, inGutters, decimal(ratio), decimal(ratio))
	case "compare":
		return fmt.Sprintf("(min-width: 48rem) min(%s, 72rem, 92vh * %s), "+onPhone, inGutters, decimal(ratio), decimal(ratio))
	case "full":
		return fmt.Sprintf("(min-width: 48rem) min(100vw, 120vh * %s), "+onPhone, decimal(ratio), decimal(ratio))
	case "inset":
		return "(min-width: 80rem) 18rem, min(100vw - 2.5rem, 24rem)"
	}
	return fmt.Sprintf("(min-width: 48rem) min(%s, 56rem, 92vh * %s), "+onPhone, inGutters, decimal(ratio), decimal(ratio))
}

// rowSizes returns the sizes of a picture that takes a share of what n pictures in a
// row have between their gaps, and stands alone on a phone.
func rowSizes(class string, n int, ratio, share float64) string {
	width := "72rem"
	switch class {
	case "wide":
		width = "80rem"
	case "full":
		width = "120rem"
	}
	return fmt.Sprintf("(min-width: 48rem) calc(%s * (min(%s, %s) - %srem)), "+onPhone,
		decimal(share), inGutters, width, decimal(0.75*float64(n-1)), decimal(ratio))
}

// pageSizes returns the sizes of the picture on its own page.
func pageSizes(ratio float64) string {
	return fmt.Sprintf("min(100vw, 120rem, 82vh * %s)", decimal(ratio))
}

// image words renditions of one shape, or returns nil if there are none.
func (m *maker) image(renditions []*plan.Image, sizes string) *ImageView {
	if len(renditions) == 0 {
		return nil
	}
	v := &ImageView{Sizes: sizes}
	basic := fallback(renditions)
	for _, group := range byFormat(renditions) {
		widest, set := group[0], m.srcset(group)
		if widest.Type == basic {
			v.Type = basic
			v.Src, v.Srcset, v.Width, v.Height = m.links.to(middle(group).Path), set, widest.Width, widest.Height
		} else {
			v.Sources = append(v.Sources, SourceView{widest.Type, set, sizes, widest.Width, widest.Height})
		}
	}
	return v
}

// byFormat splits renditions into runs of one media type each, the widest
// first, so that width and height give the ratio as exactly as it is known.
func byFormat(renditions []*plan.Image) [][]*plan.Image {
	var groups [][]*plan.Image
	index := map[string]int{}
	for _, r := range renditions {
		i, seen := index[r.Type]
		if !seen {
			i = len(groups)
			index[r.Type] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b *plan.Image) int { return b.Width - a.Width })
	}
	return groups
}

// fallback returns the media type that every browser shows, or the last.
func fallback(renditions []*plan.Image) string {
	last := ""
	for _, r := range renditions {
		if last = r.Type; last == "image/jpeg" {
			break
		}
	}
	return last
}

// middle returns the narrowest of a group, the widest first, that still fills a
// phone's screen: what a browser without srcset gets.
func middle(group []*plan.Image) *plan.Image {
	best := group[0]
	for _, r := range group {
		if r.Width >= 800 {
			best = r
		}
	}
	return best
}

func (m *maker) srcset(group []*plan.Image) string {
	var set []byte
	for _, r := range slices.Backward(group) {
		if set != nil {
			set = append(set, ", "...)
		}
		set = append(append(set, m.links.to(r.Path)...), ' ')
		set = append(strconv.AppendInt(set, int64(r.Width), 10), 'w')
	}
	return string(set)
}

// first makes a picture that is seen at once the page's first, to be fetched
// before all others.
func (m *maker) first(v *ImageView) {
	if v == nil || m.preload != nil {
		return
	}
	v.Priority = true
	kind, set := v.Type, v.Srcset
	if len(v.Sources) > 0 {
		kind, set = v.Sources[0].Type, v.Sources[0].Srcset
	}
	m.preload = &PreloadView{Type: kind, Attrs: template.HTMLAttr(
		`imagesrcset="` + html.EscapeString(set) + `" imagesizes="` + html.EscapeString(v.Sizes) + `"`)}
}
