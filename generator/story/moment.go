package story

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"photodesk/generator/diag"
)

// timeForms is the cure for a time that cannot be read.
const timeForms = "write 2023-07-25, 2023-07-25 08:32 or 2023-07-25 08:32 +08:00"

var (
	timeForm = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)(?:(?:[ ]+|T|t)(\d\d):(\d\d)(?::(\d\d)(?:[.]\d+)?)?[ ]*(Z|z|[+-]\d\d(?::?\d\d)?)?)?$`)
	// looseDate is a date in the order of ISO 8601 with other signs.
	looseDate = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$`)
)

// parseTime reads a moment as [ISO 8601] writes it, with a blank or a T before
// the clock time; without an offset it is one in zone. It reports and returns
// false for anything else, for dates that no calendar has among them.
//
// [ISO 8601]: https://www.rfc-editor.org/rfc/rfc3339
func parseTime(t Text, zone *time.Location, ds *diag.List) (Time, bool) {
	m := timeForm.FindStringSubmatch(t.Value)
	if m == nil {
		hint := timeForms
		if d := looseDate.FindStringSubmatch(t.Value); d != nil {
			hint = fmt.Sprintf("write %s-%02d-%02d", d[1], number(d[2]), number(d[3]))
		}
		ds.Error("time", t.Pos, fmt.Sprintf("cannot read \"%s\" as a time", t.Value), hint)
		return Time{}, false
	}
	if wrong := impossible(m); wrong != "" {
		ds.Error("time", t.Pos, fmt.Sprintf("\"%s\" is no time: %s", t.Value, wrong), timeForms)
		return Time{}, false
	}
	if m[7] != "" {
		zone = offsetZone(m[7])
	}
	at := time.Date(number(m[1]), time.Month(number(m[2])), number(m[3]), number(m[4]), number(m[5]), number(m[6]), 0, zone)
	return Time{Time: at, Clock: m[4] != "", Pos: t.Pos}, true
}

// impossible says what no calendar and no clock has, or "".
func impossible(m []string) string {
	year, month, day := number(m[1]), number(m[2]), number(m[3])
	if month < 1 || month > 12 {
		return "a year has 12 months"
	}
	if days := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day(); day < 1 || day > days {
		return fmt.Sprintf("%v %d has %d days", time.Month(month), year, days)
	}
	if number(m[4]) > 23 || number(m[5]) > 59 || number(m[6]) > 59 {
		return "the clock goes from 00:00 to 23:59"
	}
	if off := m[7]; len(off) > 1 {
		if d := strings.ReplaceAll(off[1:], ":", "") + "00"; number(d[:2]) > 14 || number(d[2:4]) > 59 {
			return "offsets go from -14:00 to +14:00"
		}
	}
	return ""
}

// offsetZone returns the zone of "Z", "+08:00", "+0800" or "+08".
func offsetZone(s string) *time.Location {
	if s == "Z" || s == "z" {
		return time.UTC
	}
	digits := strings.ReplaceAll(s[1:], ":", "") + "00"
	seconds := number(digits[:2])*3600 + number(digits[2:4])*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// number returns the value of up to six digits, and 0 for none.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
