package check

import (
	"strings"
	"time"
	"unicode/utf8"
)

// chinese reads the dates around each 月 and 日: 2023年7月20日, 7月20日, 20日.
func (r *reading) chinese() []date {
	if !strings.Contains(r.text, "日") && !strings.Contains(r.text, "月") {
		return nil
	}
	var out []date
	for i := 0; i < len(r.words); i++ {
		if !r.words[i].digits {
			continue
		}
		d := date{weekday: noWeekday}
		next := r.chineseParts(i, &d)
		if next == i {
			continue
		}
		i = next - 1
		if d.month == 0 && d.day == 0 {
			continue
		}
		next = r.chineseUntil(next, &d)
		i = next - 1
		r.chineseWeekday(&d)
		out = append(out, d)
	}
	return out
}

// chineseParts reads number and unit pairs from word i on and returns the word
// behind them.
func (r *reading) chineseParts(i int, d *date) int {
	d.start = r.words[i].start
	if y := r.number(i); plausibleYear(y) && r.unit(i, "年", d) {
		d.year = y
		if i++; !r.follows(i, d) {
			return i
		}
	}
	if m := r.number(i); m >= 1 && m <= 12 && r.unit(i, "月", d) && !strings.HasPrefix(r.text[d.end:], "份的") {
		d.month = time.Month(m)
		if i++; !r.follows(i, d) {
			return i
		}
	}
	if n := r.number(i); n >= 1 && n <= 31 && (r.unit(i, "日", d) || d.month != 0 && r.unit(i, "号", d)) {
		d.day = n
		i++
	}
	return i
}

// follows reports whether word i stands right behind d.
func (r *reading) follows(i int, d *date) bool {
	return i < len(r.words) && blank(r.text[d.end:r.words[i].start], "")
}

// unit reads the unit behind word i.
func (r *reading) unit(i int, unit string, d *date) bool {
	rest := strings.TrimLeft(r.text[r.words[i].end:min(len(r.text), r.words[i].end+8)], " ")
	if !strings.HasPrefix(rest, unit) {
		return false
	}
	d.end = r.words[i].end + strings.Index(r.text[r.words[i].end:], unit) + len(unit)
	return true
}

// chineseUntil reads the end of a range: 至22日, 至7月2日, -22日.
func (r *reading) chineseUntil(i int, d *date) int {
	if d.day == 0 || i >= len(r.words) {
		return i
	}
	switch strings.TrimSpace(r.text[d.end:r.words[i].start]) {
	case "至", "到", "和", "、", "-", "—", "－", "～", "~", "–", "—至":
	default:
		return i
	}
	until := date{}
	next := r.chineseParts(i, &until)
	if until.day == 0 || until.year != 0 && until.year != d.year {
		return i
	}
	d.untilDay, d.untilMonth, d.end = until.day, until.month, until.end
	return next
}

// chineseWeekday reads 星期四 or 周四 right behind a date.
func (r *reading) chineseWeekday(d *date) {
	at := d.end
	rest := r.text[at:]
	open, size := utf8.DecodeRuneInString(rest)
	bracket := open == '（' || open == '('
	if bracket || open == '，' || open == ' ' {
		at += size
		rest = rest[size:]
	}
	for _, head := range []string{"星期", "礼拜", "周"} {
		tail, ok := strings.CutPrefix(rest, head)
		name, n := utf8.DecodeRuneInString(tail)
		day, known := chineseDays[name]
		if !ok || !known || head == "周" && !endsWord(tail[n:]) {
			continue
		}
		d.weekday, d.named = day, span{at, at + len(head) + n}
		return
	}
}

var chineseDays = map[rune]time.Weekday{'日': 0, '天': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6}

// endsWord reports whether what follows 周四 shows that it is a weekday and not
// a name: 周一围 is an actor.
func endsWord(rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	if !isHan(next) {
		return true
	}
	for _, part := range []string{"上午", "下午", "晚", "凌晨", "早", "清晨", "中午", "傍晚", "夜"} {
		if strings.HasPrefix(rest, part) {
			return true
		}
	}
	return false
}
