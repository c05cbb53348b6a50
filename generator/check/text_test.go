package check

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"One. Two! Three?":                               {"One.", "Two!", "Three?"},
		"Mr. Li of the U.S. Army is at St. James's.":     {"Mr. Li of the U.S. Army is at St. James's."},
		"He lives in the U.S. The team does too.":        {"He lives in the U.S.", "The team does too."},
		"It starts at 9 a.m. on Jan. 5 in No. 10.":       {"It starts at 9 a.m. on Jan. 5 in No. 10."},
		"It grew 7.5 percent. \"We won.\" He left.":      {"It grew 7.5 percent.", "\"We won.\"", "He left."},
		"\"We won. We did,\" he said. Then he left.":     {"\"We won. We did,\" he said.", "Then he left."},
		"36 died... and more are missing.":               {"36 died... and more are missing."},
		"今天很热。“很热！”他说。完。":                                {"今天很热。", "“很热！”他说。", "完。"},
		"（无人机照片）。 图为工厂":                                  {"（无人机照片）。", "图为工厂"},
		"":                                               nil,
		"No stop":                                        {"No stop"},
		"Smoke rises in St. Louis, Mo. The fire is out.": {"Smoke rises in St. Louis, Mo.", "The fire is out."},
	} {
		r := read(text)
		var got []string
		for _, s := range r.sentences {
			got = append(got, text[s.start:s.end])
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q\n\t got %q\n\twant %q", text, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	near := day(2023, 7, 20)
	for text, want := range map[string]string{
		"on July 20, 2023, in":              "2023-07-20",
		"Sept. 22":                          "2023-09-22",
		"20 July 2023":                      "2023-07-20",
		"the 20th of July 2023":             "2023-07-20",
		"JULY 20TH, 2023":                   "2023-07-20",
		"July 20-23, 2023":                  "2023-07-20..2023-07-23",
		"20-23 July 2023":                   "2023-07-20..2023-07-23",
		"July 2023":                         "2023-07-01..2023-07-31",
		"June 30 to July 2":                 "2023-06-30 2023-07-02",
		"2023-07-20":                        "2023-07-20",
		"2023/7/20":                         "2023-07-20",
		"2023年7月20日":                        "2023-07-20",
		"7月20日":                             "2023-07-20",
		"6月30日至7月2日":                        "2023-06-30..2023-07-02",
		"7月20日-22日":                         "2023-07-20..2023-07-22",
		"2023 年 7 月 20 日":                   "2023-07-20",
		"Dec. 31":                           "2023-12-31",
		"Theresa May, 66":                   "",
		"they may 20 times":                 "",
		"July 20,000 people":                "",
		"5月以来":                              "2023-05-01..2023-05-31",
		"on July 20, 2,000 people":          "2023-07-20",
		"Article 20 march":                  "",
		"at 3.20 March was":                 "",
		"growth of July 20% up":             "",
		"a 2023-24 season":                  "",
		"call 2023-13-45":                   "",
		"July 20, 2023 and on 21 July 2023": "2023-07-20 2023-07-21",
	} {
		var got []string
		for _, d := range read(text).dates {
			first, last := d.days(near)
			s := first.Format("2006-01-02")
			if last != first {
				s += ".." + last.Format("2006-01-02")
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestScripts(t *testing.T) {
	for text, want := range map[string]script{
		"A worker": latin, "工人": han, "重庆的AVATR 11 Royal Theater亮相": han, "A banner reads 重庆欢迎你 in Chongqing": latin,
		"東京の夜": japanese, "서울": hangul, "Москва": cyrillic, "القاهرة": arabic, "123": noScript, "": noScript,
	} {
		if got := scriptOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestDice(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		least float64
		want  bool
	}{
		{"abcdefgh", "ABCDEFGH!", 1, true},
		{"abcdefgh", "abcdefgx", 0.8, true},
		{"abcdefgh", "abcdefgx", 0.9, false},
		{"ab", "ab", 0.97, true},
		{"ab", "ac", 0.97, false},
		{"", "", 0.97, false},
		{"aaaaaaaa", "aaaa", 0.97, false},
	} {
		if got := newGrams(c.a).alike(newGrams(c.b), c.least); got != c.want {
			t.Errorf("%q, %q, %v: %v", c.a, c.b, c.least, got)
		}
	}
}

// hostile are texts that a careless reader would spend long on.
func hostile(n int) []string {
	var out []string
	for _, s := range []string{"a", ".", "“", "'a ", "\"", "A. ", "July 20, ", "7月20日至", "today ", "今日", "Kim Jong-un ", "Mr. ", "  ", "‘", "XX", "TK ", "a-b'c", "\xff", "《", "1,", "Thursday, July 20 ", "no internet ", "CHINA OUT ", "Ã©", "file photo ", "after on ", "taken ", "taken July 20 ", "after July 20. ", "today July 20 ", "中,"} {
		out = append(out, strings.Repeat(s, n/len(s)))
	}
	return out
}

// TestLongTexts: no caption of 100,000 bytes takes longer than the eye can see.
func TestLongTexts(t *testing.T) {
	for _, s := range hostile(100_000) {
		start := time.Now()
		en(s, alt(s), instructions(s)).run()
		zh(s).run()
		if d := time.Since(start); d > 1500*time.Millisecond {
			t.Errorf("%q…: %v", s[:8], d)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range hostile(60) {
		f.Add(s, s)
	}
	f.Add(good, goodChinese)
	f.Add(good, "\xeb")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := read(a)
		end := 0
		for _, s := range r.sentences {
			if s.start < end || s.end <= s.start || s.end > len(a) {
				t.Fatalf("sentence %v of %q", s, a)
			}
			end = s.end
		}
		for _, d := range r.dates {
			if d.start < 0 || d.end > len(a) || d.start >= d.end {
				t.Fatalf("date %+v of %q", d, a)
			}
		}
		for _, d := range newScene("en", pic(a, alt(b), instructions(b), persons(b)), pic(b, alt(a), in(a, b))).run() {
			if utf8.ValidString(a) && utf8.ValidString(b) && !utf8.ValidString(d.Message) {
				t.Fatalf("%q", d.Message)
			}
		}
		newScene("zh", pic(a, credited(a, b), inFile(b, a))).run()
	})
}
