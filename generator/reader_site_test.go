//go:build browser

package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readerText is a story with everything that a story can have, in the words of
// one language. {...} are pictures' attributes.
type readerText struct {
	lang, headline, dek, by, prose, quote, caption, credit, shared, warning, reason, note string
	count, countLabel                                                                     string
}

var readerTexts = []readerText{
	{
		"en", "The bridge, a year after the flood", "What came back, and what did not.", "Ann Name",
		"The water rose for three days. Then it fell, and the street was where it had been.", "We rebuilt it ourselves.",
		"People cross the bridge in the old town on May %d, 2024, a year after the flood.", "(Agency/Ann Name)",
		"Left: the square. Right: the market on May 8, 2024. (Agency/Ann Name)",
		"This picture shows injured people.", "consent withdrawn", "The pictures were taken in one week.", "369,000", "people live in the town",
	},
	{
		"zh", "洪水一年之后的桥", "回来的，和没有回来的。", "安名",
		"水涨了三天，后来退了，街道还在原来的地方。一年之后，《新华社》记者再次来到这里。", "我们自己把它修好了。",
		"2024年5月%d日，洪水一年之后，人们在老城走过大桥。", "（新华社记者 安名 摄）",
		"左图：广场。右图：2024年5月8日的市场。（新华社记者 安名 摄）",
		"图片含有伤者画面。", "当事人撤回同意", "图片在一周内拍摄。", "36.9万", "人住在城里",
	},
	{
		"ar", "الجسر بعد عام من الفيضان", "ما عاد وما لم يعد.", "آن نيم",
		"ارتفع الماء ثلاثة أيام، ثم انخفض، وبقي الشارع في مكانه.", "أعدنا بناءه بأنفسنا.",
		"يعبر الناس الجسر في البلدة القديمة في %d مايو 2024، بعد عام من الفيضان.", "(Agency/Ann Name)",
		"إلى اليمين الساحة وإلى اليسار السوق في 8 مايو 2024. (Agency/Ann Name)",
		"تظهر هذه الصورة مصابين.", "سُحبت الموافقة", "التُقطت الصور في أسبوع واحد.", "369,000", "نسمة في البلدة",
	},
}

// readerStory writes a story of twelve pictures: 5 behind a veil, 6 withdrawn, 7
// and 8 a row with one caption, 9 and 10 compared, 11 higher than wide.
func readerStory(x readerText) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("---\nheadline: %s\ndek: %s\nbyline: [%s]\ndateline: CHONGQING\npublished: 2024-05-25 08:32 +08:00", x.headline, x.dek, x.by)
	line("cover: p/02.jpg\ncorrections:\n  - {date: 2024-05-26, text: \"%s\"}\neditors_note: \"%s\"\n---\n\n%s\n", x.note, x.note, x.prose)
	picture := func(n int, attrs string) { line("![%s %d](p/%02d.jpg)%s", x.headline, n, n, attrs) }
	captioned := func(n int, attrs string) {
		picture(n, attrs)
		line(x.caption+" %s\n", n, x.credit)
	}
	captioned(1, "")
	line("%s\n\n> %s\n\n%s\n:   %s\n", x.prose, x.quote, x.count, x.countLabel)
	captioned(2, "{.wide}")
	captioned(3, "{.full}")
	captioned(4, "{.inset}")
	line("## %s\n\n%s\n", x.dek, x.prose)
	captioned(5, fmt.Sprintf("{sensitive=%q}", x.warning))
	captioned(6, fmt.Sprintf("{withdrawn=%q}", "2024-06-01: "+x.reason))
	picture(7, "")
	picture(8, "")
	line("%s\n", x.shared)
	picture(9, "{.compare}")
	line(x.caption+" %s", 9, x.credit)
	captioned(10, "")
	captioned(11, "")
	line("| %s | %s |\n|---|---|\n| 1 | 2 |\n", x.count, x.countLabel)
	captioned(12, "")
	return b.String()
}

// readerSite is a site with pages of every kind in three languages.
func readerSite(t *testing.T) *site {
	s := newSite(t)
	s.text("content/site.yaml", "title: The Reader\nbase_url: https://reader.example.org/\nlanguages: [en, zh, ar]\ncamera_line: true\n"+
		"publisher: {name: Desk, url: https://example.org/}\nrights: {copyright: © Desk, license: https://example.org/license}\nimages: {widths: [320, 640, 1280]}\noriginals: strip\n")
	for n := 1; n <= 12; n++ {
		size := "1500x1000"
		if n == 11 {
			size = "1000x1600"
		}
		s.photo(fmt.Sprintf("content/bridge/p/%02d.jpg", n), fmt.Sprintf("%s shade=%d city=Chongqing", size, n*4))
	}
	for _, x := range readerTexts {
		name := "index." + x.lang + ".md"
		if x.lang == "en" {
			name = "index.md"
		}
		s.text("content/bridge/"+name, readerStory(x))
		s.text("content/gone/"+name, fmt.Sprintf("---\nheadline: %s\npublished: 2024-05-01\nwithdrawn: {date: 2024-05-03, reason: %q}\n---\n\n%s\n", x.dek, x.reason, x.prose))
		s.text("content/veiled/"+name, fmt.Sprintf("---\nheadline: %s\npublished: 2024-05-02\nsensitive: %q\n---\n\n![%s](p/a.jpg)\n%s %s\n", x.quote, x.warning, x.dek, fmt.Sprintf(x.caption, 2), x.credit))
	}
	s.photo("content/veiled/p/a.jpg", "900x600 shade=90")
	return s
}

// emptySite is a site that has no story yet.
func emptySite(t *testing.T) *site {
	s := newSite(t)
	s.text("content/site.yaml", "title: Nothing yet\nbase_url: https://reader.example.org/\nlanguages: [en, zh, ar]\n")
	return s
}

// TestReaderSites publishes the sites into the folder that PHOTODESK_READER
// names, for tools that are not written in Go.
func TestReaderSites(t *testing.T) {
	to := os.Getenv("PHOTODESK_READER")
	if to == "" {
		t.Skip("PHOTODESK_READER names no folder")
	}
	for name, s := range map[string]*site{"reader": readerSite(t), "empty": emptySite(t)} {
		s.good()
		if err := os.CopyFS(filepath.Join(to, name), os.DirFS(s.path("public"))); err != nil {
			t.Fatal(err)
		}
	}
}
