package check

import (
	"cmp"
	"slices"
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
	if l.text.text == "" || l.fig.Words().Date.Precision != photo.NoDate || l.text.mentionsTime() || l.text.fromFile() || placeless.in(l.text) {
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
var filePhotos = newPhrases("file photo", "file photos", "file photograph", "file picture", "file pictures", "file image", "file", "FILE", "FILES", "archive photo", "archival photo",
	"archive picture", "archive image", "archive", "undated", "combo", "combination", "combined", "composite", "screengrab", "screen grab", "screenshot", "screen shot", "video grab", "frame grab", "satellite image",
	"historic photo", "historical photo", "reproduction", "frame from video", "image from video", "image taken from video", "made from video")

var chineseFilePhotos = []string{"资料照片", "资料图", "资料片", "档案照", "历史照片", "历史图片", "老照片", "旧照", "翻拍", "拼版照片", "组合照片", "拼图", "视频截图", "截图", "卫星图", "卫星照片", "生前", "未注明日期"}

func (r *reading) fromFile() bool {
	return r.script == han && containsAny(r.text, chineseFilePhotos) || filePhotos.in(r) && !filed(r)
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
	d := l.fig.Words().Date
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

// reachBack is how far before a date, in bytes, a word can speak of it.
const reachBack = 120

// wordAt returns the first word that begins at offset i or behind it.
func (r *reading) wordAt(i int) int {
	k, _ := slices.BinarySearchFunc(r.words, i, func(w word, at int) int { return cmp.Compare(w.start, at) })
	return k
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
	at, next, ok := taken.find(r, r.wordAt(max(s.start, d.start-reachBack)))
	for ok && at.end <= d.start {
		if d.start-at.end < 40 {
			return true
		}
		at, next, ok = taken.find(r, next)
	}
	return false
}

// behindBackground reports whether a word of the background stands in the clause
// before an English date.
func (r *reading) behindBackground(s span, d date) bool {
	at, next, ok := background.find(r, r.wordAt(max(s.start, d.start-reachBack)))
	for ok && at.start < d.start {
		between := r.text[at.end:max(at.end, d.start)]
		if len(between) < 80 && !strings.Contains(between, ",") {
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
	near, reach := l.fig.Words().Date.Time, 60*24*time.Hour
	if l.fig.Words().Date.Precision < photo.Day {
		near, reach = l.story.Published.Time, 14*24*time.Hour
	}
	if d.year == 0 && (near.IsZero() || l.text.fromFile()) || d.year != 0 && d.year < 1900 {
		return 0, false
	}
	if d.year == 0 && l.text.otherYear(d.span, near.Year()) {
		return 0, false
	}
	first, last := d.days(near)
	if first.Day() != d.day || d.year == 0 && first.Sub(dayOf(near)).Abs() > reach {
		return 0, false // there is no such day, or it is too far to guess its year
	}
	for t := first; !t.After(last) && t.Sub(first) < 7*24*time.Hour; t = t.AddDate(0, 0, 1) {
		if t.Weekday() == d.weekday {
			return 0, false
		}
	}
	return first.Weekday(), true
}

// otherYear reports whether the sentence round a date speaks of another year than
// y: then a date without one may be of that.
func (r *reading) otherYear(d span, y int) bool {
	s := r.sentenceAt(d.start)
	s.start, s.end = max(s.start, d.start-200), min(s.end, d.end+200)
	for i := r.wordAt(s.start); i < len(r.words) && r.words[i].end <= s.end; i++ {
		if n := r.number(i); plausibleYear(n) && n != y {
			return true
		}
	}
	text := r.lower[s.start:s.end]
	return containsAny(text, []string{"years ago", "year ago", "last year", "next year", "去年", "年前", "明年", "周年"})
}
