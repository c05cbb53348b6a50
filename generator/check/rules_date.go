package check

import (
	"strings"
	"time"
	"unicode/utf8"

	"photodesk/generator/photo"
)

var captionNoDate = Rule{
	ID: "caption-no-date", Level: Warn,
	Finds:  "A picture that says nowhere when it was taken: no date in the caption, and none in its file or sidecar.",
	Why:    "An old picture passed off as today's is the commonest of all false news.",
	Mend:   "say in the caption on what day the picture was taken",
	figure: noDate,
}

func noDate(l *look) {
	if l.text.text == "" || l.fig.Date.Precision != photo.NoDate || l.text.mentionsTime() {
		return
	}
	if !l.english() && !l.chinese() && (l.text.script != latin || strings.ContainsAny(l.text.text, "0123456789")) {
		return // a language whose months are not known here
	}
	l.complain(l.captionPos(), "neither the caption nor the file of %q says when it was taken", l.base())
}

var captionDateMismatch = Rule{
	ID: "caption-date-mismatch", Level: Warn,
	Finds:  "A caption whose dates are all more than a day from the picture's own. Dates of the background (since, after, ahead of, 将于, 截至) do not count against it, nor does a file photo.",
	Why:    "One of the two is wrong: the caption was copied from another picture, the year is last year's, or the camera's clock stood wrong.",
	Mend:   "compare the caption with the file (photodesk facts); allow the rule, with a reason, where both are right",
	figure: dateMismatch,
}

// filePhotos are the words that say that a picture is older than its use, or was
// put together of several.
var filePhotos = newPhrases("file photo", "file photos", "file photograph", "file picture", "file pictures", "file image", "file", "FILE", "archive photo", "archival photo",
	"archive picture", "archive image", "archive", "undated", "combo", "combination", "combined", "composite", "screengrab", "screen grab", "screenshot", "screen shot", "video grab", "frame grab", "satellite image",
	"historic photo", "historical photo", "reproduction", "frame from video", "image from video", "image taken from video", "made from video")

var chineseFilePhotos = []string{"资料照片", "资料图", "资料片", "档案照", "历史照片", "历史图片", "老照片", "旧照", "翻拍", "拼版照片", "组合照片", "拼图", "视频截图", "截图", "卫星图", "卫星照片", "生前", "未注明日期"}

func (r *reading) fromFile() bool {
	return containsAny(r.text, chineseFilePhotos) || filePhotos.in(r) && !filed(r)
}

// filed reports whether "file" is nothing but a verb: "people file past".
func filed(r *reading) bool {
	at, next, ok := filePhotos.find(r, 0)
	for ok {
		if s := r.text[at.start:at.end]; s != "file" && s != "archive" {
			return false
		}
		at, next, ok = filePhotos.find(r, next)
	}
	return true
}

func dateMismatch(l *look) {
	d := l.fig.Date
	if d.Precision < photo.Day || len(l.text.dates) == 0 || implausible(d) || l.text.fromFile() {
		return
	}
	anchored := date{}
	for _, c := range l.text.dates {
		if c.covers(d.Time) {
			return
		}
		if c.exact() && anchored.month == 0 && l.text.anchors(c) {
			anchored = c
		}
	}
	if anchored.month == 0 || l.text.namesWeekdayOf(d.Time) {
		return
	}
	l.complain(l.spot(anchored.span), "the caption says %s, the file %s (%s)", l.quote(anchored.span), d.Time.Format("2006-01-02"), d.Source)
}

// background are the words before a date that make it one of something else than
// the picture.
var background = newPhrases("ahead of", "before", "prior to", "until", "till", "since", "after", "following", "anniversary", "anniversaries", "commemorating", "commemorates", "commemorate", "marking", "marks", "mark",
	"will", "would", "due", "scheduled", "set to", "set for", "expected", "planned", "plans", "upcoming", "next", "killed on", "died on", "died", "born", "who was", "who were", "who died", "that struck", "that hit", "that killed",
	"when", "where", "by", "deadline", "effective", "began", "started", "opened", "founded", "established", "released", "issued", "launched", "which", "had", "that was", "that were", "between")

var chineseBackground = []string{"将于", "将在", "截至", "截止", "自从", "迎接", "纪念", "周年", "曾于", "曾在", "定于", "拟于", "计划", "预计", "早在", "此前", "始于", "生于", "创办", "成立", "开幕", "发布", "公布", "去世", "发生"}

// anchors reports whether a date is the day of the picture, as captions tell it:
// in the first sentence or beside a word for taking pictures, and not behind a
// word that speaks of something else.
func (r *reading) anchors(d date) bool {
	s := r.sentenceAt(d.start)
	if s != r.first() && !r.tells(s, d) {
		return false
	}
	if r.inQuotes(d.start) {
		return false
	}
	if r.script == han {
		return r.anchorsChinese(s, d)
	}
	return r.tells(s, d) || !r.behindBackground(s, d)
}

// taken are words for taking a picture.
var taken = newPhrases("taken", "photographed", "picture date", "picture taken", "photo taken", "shot", "captured")

// tells reports whether a sentence says that the picture was taken on d: the
// word stands shortly before the date.
func (r *reading) tells(s span, d date) bool {
	if r.script == han {
		rest := r.text[d.end:min(len(r.text), d.end+30)]
		return strings.HasPrefix(rest, "摄") || strings.HasPrefix(rest, "拍摄") || strings.HasPrefix(rest, "，") && strings.HasPrefix(rest[3:], "摄")
	}
	at, next, ok := taken.find(r, 0)
	for ok {
		if at.start >= s.start && at.end <= d.start && d.start-at.end < 40 {
			return true
		}
		at, next, ok = taken.find(r, next)
	}
	return false
}

// behindBackground reports whether a word of the background stands in the clause
// before an English date.
func (r *reading) behindBackground(s span, d date) bool {
	at, next, ok := background.find(r, 0)
	for ok && at.start < d.start {
		between := r.text[at.end:max(at.end, d.start)]
		if at.start >= s.start && len(between) < 80 && !strings.Contains(between, ",") {
			return true
		}
		at, next, ok = background.find(r, next)
	}
	// "the May 24, 2022, shooting", "the July 4 parade": more of the noun follows.
	after := strings.TrimLeft(r.text[d.end:], ", ")
	return strings.HasSuffix(strings.TrimRight(r.lower[s.start:d.start], " "), " the") && after != ""
}

func (r *reading) anchorsChinese(s span, d date) bool {
	if r.tells(s, d) {
		return true
	}
	before := r.text[s.start:d.start]
	after := r.text[d.end:min(len(r.text), d.end+24)]
	switch {
	case containsAny(before, chineseBackground), strings.HasSuffix(before, "自"), strings.HasSuffix(before, "从"), strings.HasSuffix(before, "将"), strings.HasSuffix(before, "至"):
		return false
	case strings.HasPrefix(after, "起"), strings.HasPrefix(after, "以来"), strings.HasPrefix(after, "前"), strings.HasPrefix(after, "后"), strings.HasPrefix(after, "至今"),
		strings.HasPrefix(after, "开始"), strings.HasPrefix(after, "将"), strings.HasPrefix(after, "发生"), strings.HasPrefix(after, "发布"), strings.HasPrefix(after, "的"), strings.HasPrefix(after, "截止"), strings.HasPrefix(after, "止"):
		return false
	}
	// The day of the picture stands at the head of its sentence.
	return utf8.RuneCountInString(before) <= 8
}

// sentenceAt returns the sentence that holds offset i.
func (r *reading) sentenceAt(i int) span {
	for _, s := range r.sentences {
		if i < s.end {
			return s
		}
	}
	return r.first()
}

// namesWeekdayOf reports whether the text names the weekday of t, or of the day
// before or after, with no date beside it: the wires' way to say when.
func (r *reading) namesWeekdayOf(t time.Time) bool {
	for i, w := range r.words {
		if w.digits || !w.upper {
			continue
		}
		if day, ok := weekdayNames[r.word(i)]; ok && w.end-w.start >= 6 && !r.dated(w.start) {
			if gap := (int(day-t.Weekday()) + 7) % 7; gap <= 1 || gap == 6 {
				return true
			}
		}
	}
	return false
}

// dated reports whether the weekday at offset i belongs to a date.
func (r *reading) dated(i int) bool {
	for _, d := range r.dates {
		if d.weekday != noWeekday && d.named.start == i {
			return true
		}
	}
	return false
}

var captionWeekdayWrong = Rule{
	ID: "caption-weekday-wrong", Level: Error,
	Finds: "A date beside a weekday that it does not fall on: \"Friday, July 20, 2023\" was a Thursday.",
	Why:   "One of the two is wrong, and any reader with a calendar can see it.",
	Mend:  "look up which of the two is right",
	figure: func(l *look) {
		if !l.english() && !l.chinese() {
			return
		}
		for _, d := range l.text.dates {
			if d.weekday == noWeekday || !d.exact() || l.text.inQuotes(d.start) {
				continue
			}
			if is, ok := l.weekdayOf(d); ok {
				l.complain(l.spot(d.named), "%s is no %s: it is a %s", l.quote(d.span), d.weekday, is)
			}
		}
	},
}

// weekdayOf returns the weekday that a date falls on, if that is surely not the
// one named. A missing year is taken from the picture or the story, and then
// only if the day is near: "on Tuesday, March 3" may be long ago.
func (l *look) weekdayOf(d date) (time.Weekday, bool) {
	near := l.fig.Date.Time
	if l.fig.Date.Precision < photo.Day {
		near = l.story.Published.Time
	}
	if d.year == 0 && (near.IsZero() || l.text.fromFile()) || d.year != 0 && d.year < 1900 {
		return 0, false
	}
	first, last := d.days(near)
	if first.Day() != d.day || d.year == 0 && first.Sub(dayOf(near)).Abs() > 60*24*time.Hour {
		return 0, false // there is no such day, or it is too far to guess its year
	}
	for t := first; !t.After(last) && t.Sub(first) < 7*24*time.Hour; t = t.AddDate(0, 0, 1) {
		if t.Weekday() == d.weekday {
			return 0, false
		}
	}
	return first.Weekday(), true
}

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
			if !r.namesToday(at, next-1, first) && !r.datedBeside(at, first, len(list) == len(relativeSpans)) {
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
