package check

import (
	"strings"
	"unicode/utf8"
)

var captionRelativeDate = Rule{
	ID: "caption-relative-date", Level: Warn,
	Finds: "Today, yesterday, last week, 今日, 昨天, 日前 or 近日 in a caption's first sentence. Quotations, names (USA Today, 今日头条), 当日 and 近年来 pass.",
	Why:   "A picture's page is read for years: its today is over tomorrow.",
	Mend:  "write the date",
	figure: func(l *look) {
		at, ok := span{}, false
		switch {
		case l.english():
			at, ok = l.text.relative()
		case l.chinese():
			at, ok = l.text.relativeChinese()
		}
		if ok {
			l.complain(l.spot(at), "%q is over when the page is read later", l.quote(at))
		}
	},
}

var relativeDays = newPhrases("today", "yesterday", "tomorrow", "tonight", "last night", "this morning", "this afternoon", "this evening")

// relativeSpans are vague enough to pass beside a date.
var relativeSpans = newPhrases("last week", "last month", "next week", "next month", "this week", "this month")

// relative returns a word of the first sentence that means another day tomorrow.
func (r *reading) relative() (span, bool) {
	first := r.first()
	for _, list := range []phrases{relativeDays, relativeSpans} {
		at, next, ok := list.find(r, 0)
		for ok && at.end <= first.end {
			if !r.namesToday(at, next-1, first) && !r.datedBeside(at, first, list.bit == relativeSpans.bit) {
				return at, true
			}
			at, next, ok = list.find(r, next)
		}
	}
	return span{}, false
}

// namesToday reports whether "today" at word i is part of a name or means the
// present age: USA Today, the Today programme, today's China, what is today Iraq.
func (r *reading) namesToday(at span, i int, first span) bool {
	w := r.words[i]
	after := r.text[at.end:]
	next := word{}
	if i+1 < len(r.words) {
		next = r.words[i+1]
	}
	switch before := r.word(i - 1); {
	case w.upper && w.start > first.start && !r.begins(i):
		return true // a capital letter inside of a sentence
	case w.upper && next.upper && strings.HasPrefix(after, " "), w.upper && presenting[r.word(i+1)]:
		return true
	case strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s"):
		return i+2 < len(r.words) && (r.words[i+2].upper || !occasions[r.word(i+2)])
	case before == "is" || before == "are" || before == "until" || before == "till" || before == "to" || before == "of" || before == "and" && r.word(i-2) == "yesterday" || before == "even" || before == "still" || before == "now":
		return true
	}
	return false
}

var (
	presenting = wordSet("show programme program newspaper magazine host anchor fm radio")
	occasions  = wordSet("match game race session meeting ceremony event vote election training parade stage final hearing trial summit briefing launch opening service funeral march protest rally news press attack fire")
)

// datedBeside reports whether a date makes a relative word plain: one right
// beside it, or for the vague ones any day in the sentence.
func (r *reading) datedBeside(at, first span, vague bool) bool {
	for _, d := range r.dates {
		start := d.start
		if d.weekday != noWeekday {
			start = min(start, d.named.start)
		}
		if vague && d.exact() && d.start < first.end || start >= at.end && blank(r.text[at.end:start], ",(") || at.start >= d.end && blank(r.text[d.end:at.start], ",") {
			return true
		}
	}
	return false
}

// chineseRelative are the words for days that move on, and what may stand beside
// them when they are something else.
var chineseRelative = []struct {
	word          string
	head          bool     // only at the head of a clause
	before, after []string // with one of these beside it, it is another word
}{
	{"今日", false, []string{"如", "当", "现", "到", "至", "《", "“"}, []string{"头条", "俄罗斯", "美国", "中国", "说法", "关注", "视线", "秀", "资本", "联合", "亚洲", "印度", "世界", "的", "益", "本", "趋", "渐", "臻", "子", "之", "早报", "晚报", "报"}},
	{"今天", false, []string{"到", "至", "的", "与", "和", "、", "是", "向", "从", "握"}, []string{"的", "与", "和", "、", "俄罗斯"}},
	{"昨日", false, []string{"的", "与", "和", "、", "从", "忆"}, []string{"的", "与", "和", "、", "重现", "世界"}},
	{"昨天", false, []string{"的", "与", "和", "、", "从", "忆", "越", "别"}, []string{"的", "与", "和", "、"}},
	{"前天", true, nil, nil},
	{"明日", true, nil, []string{"之", "方舟", "世界", "香"}},
	{"明天", true, nil, []string{"的", "会", "更"}},
	{"今晨", false, nil, nil},
	{"今早", false, nil, nil},
	{"今晚", false, nil, []string{"报"}},
	{"昨晚", false, nil, nil},
	{"昨夜", false, nil, []string{"星"}},
	{"日前", true, nil, nil},
	{"近日", true, nil, []string{"点"}},
	{"上周", true, nil, nil},
	{"本周", true, nil, nil},
	{"下周", true, nil, nil},
}

func (r *reading) relativeChinese() (span, bool) {
	first := r.first()
	text := r.text[first.start:first.end]
	for _, c := range chineseRelative {
		for from := 0; ; {
			i := strings.Index(text[from:], c.word)
			if i < 0 {
				break
			}
			i += from
			from = i + len(c.word)
			at := span{first.start + i, first.start + from}
			if r.inQuotes(at.start) || c.head && !headOfClause(text[:i]) || hasSuffix(text[:i], c.before) || hasPrefix(text[from:], c.after) || r.datedInBrackets(at) || c.head && r.daysIn(first) {
				continue
			}
			return at, true
		}
	}
	return span{}, false
}

// headOfClause reports whether a clause begins behind before.
func headOfClause(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || strings.ContainsRune("，。；：、！？）)—　 ", last)
}

func hasSuffix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

func hasPrefix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasPrefix(s, x) {
			return true
		}
	}
	return false
}

// datedInBrackets reports whether the date follows: 今日（7月20日）.
func (r *reading) datedInBrackets(at span) bool {
	for _, d := range r.dates {
		if gap := d.start - at.end; gap >= 0 && gap <= len("（") && strings.Trim(r.text[at.end:d.start], "（(，, ") == "" {
			return true
		}
	}
	return false
}

// daysIn reports whether a day is named in a sentence.
func (r *reading) daysIn(s span) bool {
	for _, d := range r.dates {
		if d.exact() && d.start >= s.start && d.end <= s.end {
			return true
		}
	}
	return false
}
