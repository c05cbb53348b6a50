package story

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"photodesk/generator/diag"
)

// attr is one attribute of a picture: ".wide", "#anchor" or key=value. The
// spans are of the text that was scanned.
type attr struct {
	sign  byte // '.', '#', '=', or 0 for a bare word
	key   Span // the name, without its sign
	value Span // of a key=value, without its quotation marks
	text  string
}

// slip is something wrong with the writing of attributes.
type slip struct {
	at            Span
	message, cure string
}

// likeAttrs matches the head of attributes, to tell them from a brace in text.
var likeAttrs = regexp.MustCompile(`^[{｛]\s*(?:[.#][\pL\pN]|[A-Za-z]+\s*=)`)

// curly holds the marks that keyboards and word processors put for straight
// quotation marks, and what closes them.
var curly = map[string]string{"“": "”", "”": "”", "„": "“", "‘": "’", "’": "’", "«": "»", "「": "」", "＂": "＂"}

// scanAttrs reads attributes from the brace at the head of s and returns the
// length of what it read, to the closing brace, or to the end of the line when
// there is none.
//
//	{.wide #anchor key=value key="a \"value\"" key='value'}
func scanAttrs(s string) (attrs []attr, length int, slips []slip) {
	open, _ := firstRune(s)
	if open == "｛" {
		slips = append(slips, slip{Span{0, len(open)}, "a full-width brace", "write {"})
	}
	for i := len(open); i < len(s); {
		switch c, size := firstRune(s[i:]); {
		case c == "}":
			return attrs, i + 1, slips
		case c == "｝":
			return attrs, i + size, append(slips, slip{Span{i, i + size}, "a full-width brace", "write }"})
		case strings.TrimSpace(c) == "":
			i += size
		case c == "," || c == ";" || c == "，":
			slips = append(slips, slip{Span{i, i + size}, fmt.Sprintf("\"%s\" between attributes", c), "a space parts them"})
			i += size
		default:
			a, end, wrong := scanAttr(s, i)
			attrs, slips, i = append(attrs, a), append(slips, wrong...), end
		}
	}
	line, _, _ := strings.Cut(s, "\n")
	return attrs, len(strings.TrimRight(line, "\r")), append(slips, slip{Span{0, len(open)}, "no brace closes the attributes", "write } at their end"})
}

func firstRune(s string) (string, int) {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size], size
}

// scanAttr reads one attribute at s[i:].
func scanAttr(s string, i int) (a attr, end int, slips []slip) {
	if s[i] == '.' || s[i] == '#' {
		a.sign = s[i]
		i++
	}
	end = i + wordLen(s[i:], a.sign == 0)
	a.key, a.text = Span{i, end}, s[i:end]
	sign := end + len(s[end:]) - len(strings.TrimLeft(s[end:], " "))
	mark, size := firstRune(s[sign:])
	if a.sign != 0 || !strings.Contains("=＝:：", mark) || mark == "" || sign > end && mark != "=" {
		return a, end, nil
	}
	value := sign + size + len(s[sign+size:]) - len(strings.TrimLeft(s[sign+size:], " "))
	if mark != "=" || sign > end || value > sign+size {
		slips = append(slips, slip{Span{end, value}, quoted(s[end:value]) + " after an attribute's name", "write " + a.text + `="…"`})
	}
	a.sign = '='
	a.value, a.text, end, slips = scanValue(s, value, a.text, slips)
	return a, end, slips
}

// wordLen returns the length of the word at the head of s, which ends before a
// blank, a brace, or (with signs) at the sign after a key.
func wordLen(s string, signs bool) int {
	stop := " \t\r\n}｝,;"
	if signs {
		stop += `=＝:：`
	}
	if i := strings.IndexAny(s, stop); i >= 0 {
		return i
	}
	return len(s)
}

// scanValue reads a value at s[i:], quoted or bare.
func scanValue(s string, i int, key string, slips []slip) (Span, string, int, []slip) {
	mark, size := firstRune(s[i:])
	closing, bent := curly[mark]
	switch {
	case mark == `"` || mark == "'":
		closing = mark
	case bent:
	default:
		end := i + wordLen(s[i:], false)
		return Span{i, end}, s[i:end], end, slips
	}
	value, end, ok := untilMark(s, i+size, closing, bent)
	span := Span{i + size, end}
	if !ok {
		end = span.Start + len(s[span.Start:]) - len(strings.TrimLeftFunc(s[span.Start:], func(r rune) bool { return !strings.ContainsRune("}｝\r\n", r) }))
		slips = append(slips, slip{Span{i, i + size}, "no quotation mark closes the value", "write " + key + `="…"`})
		return Span{span.Start, end}, s[span.Start:end], end, slips
	}
	_, last := firstRune(s[end:])
	if bent {
		slips = append(slips, slip{Span{i, end + last}, "curly quotation marks round a value", fmt.Sprintf(`write straight ones: %s="%s"`, key, value)})
	}
	return span, value, end + last, slips
}

// untilMark returns the value before the closing mark, its escapes resolved.
// A value that began with a curly mark may end with a straight one.
func untilMark(s string, i int, closing string, bent bool) (string, int, bool) {
	var b strings.Builder
	for i < len(s) {
		switch {
		case strings.HasPrefix(s[i:], closing), bent && (s[i] == '"' || strings.HasPrefix(s[i:], "”")):
			return b.String(), i, true
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '"' || s[i+1] == '\''):
			i++
		}
		b.WriteByte(s[i])
		i++
	}
	return "", i, false
}

func quoted(s string) string { return `"` + s + `"` }

var focusForm = regexp.MustCompile(`^(\d{1,3}(?:\.\d+)?)%?(?:\s+|\s*,\s*)(\d{1,3}(?:\.\d+)?)%?$`)

// parseFocus reads "50% 60%": the point's distance from the left and from the
// top.
func parseFocus(t Text, id string, ds *diag.List) *Focus {
	if m := focusForm.FindStringSubmatch(t.Value); m != nil {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		if x <= 100 && y <= 100 {
			return &Focus{X: x, Y: y, Pos: t.Pos}
		}
	}
	ds.Error(id, t.Pos, fmt.Sprintf("\"%s\" is no point in a picture", t.Value), `write how far from the left and from the top, as in "50% 60%"`)
	return nil
}

// parseWaivers reads "rule: reason; rule: reason".
func parseWaivers(t Text, id string, ds *diag.List) []Waiver {
	var ws []Waiver
	for part := range strings.SplitSeq(t.Value, ";") {
		rule, reason, _ := strings.Cut(part, ":")
		rule, reason = strings.TrimSpace(rule), strings.TrimSpace(reason)
		if rule == "" || reason == "" {
			ds.Error(id, t.Pos, fmt.Sprintf("no reason for allowing \"%s\"", strings.TrimSpace(part)), `write the rule and why it may pass, as in "caption-length: quotation"`)
			continue
		}
		ws = append(ws, Waiver{rule, reason, t.Pos})
	}
	return ws
}

// slugged returns s in the form of an anchor: letters and digits of any
// script in NFC, everything else one hyphen, ASCII in lower case.
func slugged(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case r >= 'A' && r <= 'Z':
			b.WriteRune(r + 'a' - 'A')
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
