package check

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

var monthNames = func() map[string]time.Month {
	out := map[string]time.Month{"sept": time.September}
	for m := time.January; m <= time.December; m++ {
		out[strings.ToLower(m.String())] = m
		out[strings.ToLower(m.String()[:3])] = m
	}
	return out
}()

// english reads the date whose month is word i.
func (r *reading) english(i int, m time.Month) (date, bool) {
	d := date{span: span{r.words[i].start, r.words[i].end}, month: m, weekday: noWeekday}
	switch {
	case r.dayBefore(i, &d):
		r.yearAfter(i+1, &d)
	case r.dayAfter(i, &d):
	case plausibleYear(r.number(i+1)) && blank(r.gap(i+1), ".,") && !r.counts(i+1):
		d.year, d.end = r.number(i+1), r.words[i+1].end
		return d, true
	default:
		return date{}, false
	}
	r.weekdayBeside(&d)
	return d, true
}

// dayAfter reads "20", "20, 2023", "20th", "20-23, 2023" behind the month in word i.
func (r *reading) dayAfter(i int, d *date) bool {
	n := r.number(i + 1)
	if n < 1 || n > 31 || !blank(r.gap(i+1), ".") || r.counts(i+1) {
		return false
	}
	d.day, d.end = n, r.words[i+1].end
	next := r.pastOrdinal(i+2, d)
	if to := r.number(next); to > n && to <= 31 && joins(r.gap(next)) {
		d.untilDay, d.end = to, r.words[next].end
		next = r.pastOrdinal(next+1, d)
	} else if joinWord[r.word(next)] && blank(r.gap(next), "") {
		if to := r.number(next + 1); to > n && to <= 31 && blank(r.gap(next+1), "") {
			d.untilDay, d.end = to, r.words[next+1].end
			next = r.pastOrdinal(next+2, d)
		}
	}
	r.yearAfter(next, d)
	return true
}

// dayBefore reads "20", "20th of", "20-23" before the month in word i.
func (r *reading) dayBefore(i int, d *date) bool {
	k := i - 1
	if r.word(k) == "of" {
		k--
	}
	if ordinal[r.word(k)] && r.gap(k) == "" {
		k--
	}
	n := r.number(k)
	if n < 1 || n > 31 || !blank(r.text[r.words[k].end:r.words[i].start], "ofthsndr") || k > 0 && numberGoesOn(r.gap(k)) {
		return false
	}
	d.day, d.start = n, r.words[k].start
	if from := r.number(k - 1); from >= 1 && from < n && joins(r.gap(k)) {
		d.day, d.untilDay, d.start = from, n, r.words[k-1].start
	}
	return true
}

// yearAfter reads the year in word i, if there is one.
func (r *reading) yearAfter(i int, d *date) {
	if y := r.number(i); plausibleYear(y) && blank(r.gap(i), ",") && !r.counts(i) {
		d.year, d.end = y, r.words[i].end
	}
}

// counts reports whether the number in word i goes on, as in "20,000", "20.5"
// and "20%", and so is no part of a date.
func (r *reading) counts(i int) bool {
	rest := r.text[r.words[i].end:]
	if len(rest) > 1 && (rest[0] == ',' || rest[0] == '.' || rest[0] == ':') && rest[1] >= '0' && rest[1] <= '9' {
		return true
	}
	return strings.HasPrefix(rest, "%")
}

func numberGoesOn(gap string) bool { return gap == "." || gap == "," || gap == ":" }

var (
	ordinal  = map[string]bool{"st": true, "nd": true, "rd": true, "th": true}
	joinWord = map[string]bool{"to": true, "and": true, "through": true}
)

// pastOrdinal returns the word behind the ordinal's ending in word i, if it is one.
func (r *reading) pastOrdinal(i int, d *date) int {
	if ordinal[r.word(i)] && r.gap(i) == "" {
		d.end = r.words[i].end
		return i + 1
	}
	return i
}

// joins reports whether a gap makes a range of the numbers beside it.
func joins(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "-", "–", "—", "/", "&", "‐", "‑":
		return true
	}
	return false
}

// blank reports whether a gap holds nothing but a few spaces and these marks.
func blank(gap, marks string) bool {
	return len(gap) < 8 && strings.Trim(gap, " \u00a0\n\t"+marks) == ""
}

var weekdayNames = func() map[string]time.Weekday {
	out := map[string]time.Weekday{"tues": time.Tuesday, "thur": time.Thursday, "thurs": time.Thursday}
	for d := time.Sunday; d <= time.Saturday; d++ {
		out[strings.ToLower(d.String())] = d
		out[strings.ToLower(d.String()[:3])] = d
	}
	return out
}()

// weekdayBeside reads the weekday that stands right before or behind an English
// date.
func (r *reading) weekdayBeside(d *date) {
	i, _ := slices.BinarySearchFunc(r.words, d.start, func(w word, at int) int { return cmp.Compare(w.start, at) })
	k := i - 1
	if partOfDay[r.word(k)] && blank(r.gap(i), ",(") {
		k--
	}
	if k >= 0 && blank(r.text[r.words[k].end:d.start], ".,(morningafteveight") && r.isWeekday(k) && !r.joinedWeekday(k) {
		d.weekday, d.named = weekdayNames[r.word(k)], span{r.words[k].start, r.words[k].end}
		return
	}
	for k = i; k < len(r.words) && r.words[k].start < d.end; {
		k++
	}
	if k < len(r.words) && blank(r.gap(k), "(") && strings.Contains(r.gap(k), "(") && r.isWeekday(k) && strings.HasPrefix(r.text[r.words[k].end:], ")") {
		d.weekday, d.named = weekdayNames[r.word(k)], span{r.words[k].start, r.words[k].end}
	}
}

var partOfDay = wordSet("morning afternoon evening night")

// isWeekday reports whether word k is the name of a weekday; a short one needs
// its stop, for the sun shines and some papers are called after it.
func (r *reading) isWeekday(k int) bool {
	w := r.words[k]
	if _, ok := weekdayNames[r.word(k)]; !ok || !w.upper {
		return false
	}
	return w.end-w.start >= 6 || strings.HasPrefix(r.text[w.end:], ".")
}

// joinedWeekday reports whether the weekday in word k is one of several, or part
// of a name: "Saturday and Sunday, July 22 and 23", "Sheffield Wednesday".
func (r *reading) joinedWeekday(k int) bool {
	before := r.word(k - 1)
	if joinWord[before] || before == "or" || before == "sheffield" {
		return true
	}
	_, day := weekdayNames[before]
	return day || k > 0 && joins(r.gap(k))
}
