package page

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"photodesk/generator/plan"
)

func TestLocalesAreComplete(t *testing.T) {
	mayBeEmpty := map[string]bool{"zh.PlaceComma": true}
	for tag, l := range locales {
		for _, v := range []reflect.Value{reflect.ValueOf(*l), reflect.ValueOf(l.Words)} {
			for i := range v.NumField() {
				name := tag + "." + v.Type().Field(i).Name
				switch f := v.Field(i); {
				case f.Kind() == reflect.String && f.String() == "" && !mayBeEmpty[name]:
					t.Errorf("%s is missing", name)
				case f.Kind() == reflect.Array && (f.Index(0).String() == "" || f.Index(11).String() == ""):
					t.Errorf("%s is incomplete", name)
				}
			}
		}
		for n := range 200 {
			form := plural.Cardinal.MatchPlural(language.Make(tag), n, 0, 0, 0, 0)
			if l.Pictures[form] == "" || l.Stories[form] == "" {
				t.Errorf("%s has no form for %d pictures or stories", tag, n)
			}
		}
		if endonyms[tag] == "" {
			t.Errorf("%s has no name of its own", tag)
		}
	}
}

func TestDates(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	at := time.Date(2023, 7, 20, 15, 4, 5, 0, zone)
	for _, c := range []struct {
		lang            string
		precision       int
		zone            bool
		wantISO, wanted string
	}{
		{"en", int(plan.DateYear), false, "2023", "2023"},
		{"en", int(plan.DateMonth), false, "2023-07", "July 2023"},
		{"en", int(plan.DateDay), false, "2023-07-20", "July 20, 2023"},
		{"en", int(plan.DateMinute), false, "2023-07-20T15:04", "July 20, 2023, 3:04 p.m."},
		{"en", int(plan.DateSecond), true, "2023-07-20T15:04+08:00", "July 20, 2023, 3:04 p.m. (UTC+8)"},
		{"zh", int(plan.DateYear), false, "2023", "2023年"},
		{"zh", int(plan.DateMonth), false, "2023-07", "2023年7月"},
		{"zh", int(plan.DateDay), false, "2023-07-20", "2023年7月20日"},
		{"zh", int(plan.DateMinute), true, "2023-07-20T15:04+08:00", "2023年7月20日 15:04（UTC+8）"},
		{"ar", int(plan.DateDay), false, "2023-07-20", "20 يوليو 2023"},
		{"en", 0, false, "", ""},
	} {
		var d plan.Date
		d.Time, d.Zone = at, c.zone
		reflect.ValueOf(&d.Precision).Elem().SetInt(int64(c.precision))
		if got := localeOf(c.lang).taken(d); got.ISO != c.wantISO || got.Text != c.wanted {
			t.Errorf("%s, precision %d: %q %q", c.lang, c.precision, got.ISO, got.Text)
		}
	}
}

func TestClocksAndZones(t *testing.T) {
	for clock, want := range map[string]string{"00:05": "12:05 a.m.", "08:32": "8:32 a.m.", "12:00": "12:00 p.m.", "23:59": "11:59 p.m."} {
		at, _ := time.Parse("15:04", clock)
		if got := english.clock(at); got != want {
			t.Errorf("%s: %q", clock, got)
		}
	}
	for offset, want := range map[int]string{0: "UTC", 19800: "UTC+5:30", -12600: "UTC−3:30", -18000: "UTC−5"} {
		if got := zone(time.Now().In(time.FixedZone("", offset))); got != want {
			t.Errorf("%d: %q", offset, got)
		}
	}
}

func TestCountsAndLists(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{english.pictures("en", 1), "1 picture"},
		{english.pictures("en", 1204), "1,204 pictures"},
		{english.pictures("en", 0), ""},
		{chinese.pictures("zh", 12), "12张图片"},
		{arabic.pictures("ar", 2), "صورتان"},
		{arabic.pictures("ar", 5), "5 صور"},
		{localeOf("ja").pictures("ja", 1), "1 picture"},
		{localeOf("ru").pictures("ru", 21), "21 pictures"},
		{localeOf("en-GB").stories("en-GB", 1), "1 story"},
		{english.ranges([]int{1, 2, 3, 5, 7, 8}), "1–3, 5, 7–8"},
		{chinese.ranges([]int{1, 3}), "1、3"},
		{english.of(english.Position, 3, 12), "3 of 12"},
		{chinese.of(chinese.Position, 3, 12), "第3张，共12张"},
		{endonym("zh-Hant-HK"), "中文"},
		{endonym("xx"), "xx"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	var en, zh plan.Location
	en.Sublocation, en.City, en.State, en.Country = value("Jiangbei District", ""), value("Chongqing", ""), value("Chongqing", ""), value("China", "")
	zh.Sublocation, zh.City, zh.State, zh.Country = value("江北区", ""), value("重庆", ""), value("重庆", ""), value("中国", "")
	for _, c := range []struct {
		lang  string
		place plan.Location
		want  string
	}{
		{"en", en, "Jiangbei District, Chongqing, China"},
		{"zh", zh, "中国重庆江北区"},
		{"zh", en, "Jiangbei District, Chongqing, China"},
		{"ar", en, "Jiangbei District، Chongqing، China"},
	} {
		m := newMaker(samplePlan(), &plan.Page{Lang: c.lang})
		var b strings.Builder
		for _, i := range m.place(c.place) {
			b.WriteString(i.Before + i.Text)
		}
		if b.String() != c.want {
			t.Errorf("%s: %q, want %q", c.lang, b.String(), c.want)
		}
	}
}

func TestLanguageOfAText(t *testing.T) {
	for _, c := range []struct{ page, said, text, lang, dir string }{
		{"en", "", "Tang Yi", "", ""},
		{"en", "en-US", "Tang Yi", "", ""},
		{"en", "x-default", "Tang Yi", "", ""},
		{"en", "\"><b>", "Tang Yi", "", ""},
		{"en", "", "唐奕", "zh-Hans", ""},
		{"en", "zh-CN", "唐奕", "zh-CN", ""},
		{"en", "ar", "صورة", "ar", "rtl"},
		{"zh", "zh-CN", "唐奕", "", ""},
		{"zh", "zh-TW", "唐奕", "zh-TW", ""},
		{"zh", "", "Li Qianlei", "en", ""},
		{"zh", "", "AVATR 阿维塔", "", ""},
		{"ar", "", "Tang Yi", "en", "ltr"},
	} {
		lang, dir := newTongue(c.page, []string{"en", "zh", "ar"}).attrs(c.said, c.text)
		if lang != c.lang || dir != c.dir {
			t.Errorf("%q (%q) on a page in %s: lang %q dir %q", c.text, c.said, c.page, lang, dir)
		}
	}
}
