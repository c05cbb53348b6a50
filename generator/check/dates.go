package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// date is a date in a text. Parts that the text does not name are zero: "July
// 20" has no year, "July 2023" no day, "20日" neither year nor month.
type date struct {
	span
	year  int
	month time.Month
	day   int
	// until is the last day of a range such as "July 20-23" or "6月30日至7月2日".
	untilMonth time.Month
	untilDay   int
	// weekday is the day that is named right beside the date; noWeekday if none is.
	weekday time.Weekday
	named   span // where the weekday stands
}

const noWeekday time.Weekday = -1

// exact reports whether the text names a day and its month.
func (d date) exact() bool { return d.month != 0 && d.day != 0 }

// days returns the first and the last day that d means, its year taken from near
// where the text names none: the year that brings it closest to near.
func (d date) days(near time.Time) (first, last time.Time) {
	year := d.year
	if year == 0 {
		year = nearestYear(d.month, d.day, near)
	}
	first = day(year, d.month, max(d.day, 1))
	last = first
	switch {
	case d.day == 0:
		last = first.AddDate(0, 1, -1)
	case d.untilDay != 0:
		last = day(year, cmp.Or(d.untilMonth, d.month), d.untilDay)
		if last.Before(first) {
			last = last.AddDate(1, 0, 0)
		}
	}
	return first, last
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// dayOf returns the day of t on t's own calendar.
func dayOf(t time.Time) time.Time { return day(t.Year(), t.Month(), t.Day()) }

func nearestYear(m time.Month, d int, near time.Time) int {
	best, year := time.Duration(-1), near.Year()
	for y := near.Year() - 1; y <= near.Year()+1; y++ {
		if gap := day(y, m, max(d, 1)).Sub(near).Abs(); best < 0 || gap < best {
			best, year = gap, y
		}
	}
	return year
}

// covers reports whether t's day is one of d's, give or take a day: captions are
// written in other time zones than pictures are taken in.
func (d date) covers(t time.Time) bool {
	t = dayOf(t)
	if d.month == 0 {
		gap := (d.day - t.Day() + 31) % 31
		return gap <= 1 || gap >= 28
	}
	first, last := d.days(t)
	return !t.Before(first.AddDate(0, 0, -1)) && !t.After(last.AddDate(0, 0, 1))
}

// findDates returns the dates of the text, in its order.
func (r *reading) findDates() []date {
	var out []date
	for i := range r.words {
		w := r.words[i]
		switch {
		case w.digits && w.end-w.start == 4:
			if d, ok := r.numeric(i); ok {
				out = append(out, d)
			}
		case !w.digits && w.upper && w.end-w.start >= 3 && w.end-w.start <= 9 && strings.IndexByte("JFMASOND", r.text[w.start]) >= 0:
			if m, ok := monthNames[r.word(i)]; ok {
				if d, ok := r.english(i, m); ok {
					out = append(out, d)
				}
			}
		}
	}
	out = append(out, r.chinese()...)
	if len(out) > 1 {
		slices.SortStableFunc(out, func(a, b date) int { return cmp.Compare(a.start, b.start) })
	}
	return out
}

// numeric reads the date of ISO 8601 and its kin at word i: 2023-07-20,
// 2023/7/20, 2023.7.20. Other orders cannot be told apart and are not read.
func (r *reading) numeric(i int) (date, bool) {
	if i+2 >= len(r.words) {
		return date{}, false
	}
	sep := r.gap(i + 1)
	if sep != "-" && sep != "/" && sep != "." || r.gap(i+2) != sep {
		return date{}, false
	}
	y, m, d := r.number(i), r.number(i+1), r.number(i+2)
	if !plausibleYear(y) || m < 1 || m > 12 || d < 1 || d > 31 {
		return date{}, false
	}
	return date{span: span{r.words[i].start, r.words[i+2].end}, year: y, month: time.Month(m), day: d, weekday: noWeekday}, true
}

// number returns the value of word i, up to four digits; -1 if it is none.
func (r *reading) number(i int) int {
	if i < 0 || i >= len(r.words) || !r.words[i].digits || r.words[i].end-r.words[i].start > 4 {
		return -1
	}
	n, _ := strconv.Atoi(r.text[r.words[i].start:r.words[i].end])
	return n
}

func plausibleYear(y int) bool { return y >= 1800 && y < 2200 }

// mentionsTime reports whether a text says when in any way at all.
func (r *reading) mentionsTime() bool {
	if len(r.dates) > 0 || containsAny(r.text, []string{"年", "月", "日", "周", "星期", "世纪", "春节", "今天", "昨天", "今晚"}) && r.script == han {
		return true
	}
	for i, w := range r.words {
		if w.digits && (plausibleYear(r.number(i)) || w.end-w.start == 8) || !w.digits && timeWords[r.word(i)] && (w.upper || !monthOrDay(r.word(i))) {
			return true
		}
	}
	return false
}

func monthOrDay(s string) bool {
	_, month := monthNames[s]
	_, day := weekdayNames[s]
	return month || day
}

var timeWords = func() map[string]bool {
	out := wordSet("undated today yesterday tomorrow tonight century decade christmas easter ramadan thanksgiving")
	for s := range monthNames {
		out[s] = len(s) > 3
	}
	for s := range weekdayNames {
		out[s] = len(s) > 3
	}
	return out
}()
