package story

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSignOff is the length in bytes beyond which no credit goes.
const maxSignOff = 240

// ParseSignOff takes the credit off the end of a caption:
//
//	(Xinhua/Tang Yi)   (Xinhua)   (Photo by Tang Yi/Xinhua)   (AP Photo/Jane Doe, File)
//	(Tang Yi / AFP)    (Kyodo News via AP)
//	REUTERS/Tang Yi/File Photo    Ministry of Defence/Handout via REUTERS
//	新华社记者 唐奕 摄    新华社发（唐奕 摄）    （新华社记者唐奕摄）    （受访者供图）
//
// in half-width or full-width brackets. A remark in brackets, as in
// "(pictured)" or "(right, in red)", is none; an agency that is not known passes
// only between the end of a sentence and a person's name. text is the caption
// without the sign-off and without blanks at its end.
func ParseSignOff(caption string) (text string, s SignOff, ok bool) {
	caption = strings.TrimRightFunc(caption, unicode.IsSpace)
	cut := max(0, len(caption)-maxSignOff)
	for cut > 0 && cut < len(caption) && !utf8.RuneStart(caption[cut]) {
		cut++
	}
	head, tail := caption[:cut], caption[cut:]
	for _, form := range []func(string) (int, SignOff, bool){bracketed, reuters, hanLine} {
		if at, s, ok := form(tail); ok && (at > 0 || head == "") {
			return strings.TrimRightFunc(head+tail[:at], unicode.IsSpace), s, true
		}
	}
	return caption, SignOff{}, false
}

// signOffs counts the sign-offs in a text: at its end, and after each bracket.
func signOffs(s string) int {
	n := 0
	for end := 0; end < len(s); {
		r, size := utf8.DecodeRuneInString(s[end:])
		if end += size; r != ')' && r != '）' && end < len(s) {
			continue
		}
		if _, _, ok := ParseSignOff(s[max(0, end-2*maxSignOff):end]); ok {
			n++
		}
	}
	return n
}

// bracketed reads a sign-off in brackets. It may be followed by a full stop.
func bracketed(s string) (at int, off SignOff, ok bool) {
	closed := strings.TrimRight(s, ".。")
	if len(s)-len(closed) > len("。") || !strings.HasSuffix(closed, ")") && !strings.HasSuffix(closed, "）") {
		return 0, off, false
	}
	open := openBracket(closed)
	if open < 0 {
		return 0, off, false
	}
	_, size := utf8.DecodeRuneInString(closed[open:])
	_, last := utf8.DecodeLastRuneInString(closed)
	inner := strings.TrimSpace(closed[open+size : len(closed)-last])
	before := strings.TrimRightFunc(s[:open], unicode.IsSpace)
	if m := hanIssuer(before, inner); m != nil {
		creator := hanName.FindStringSubmatch(inner)[1]
		return m[2], SignOff{Text: s[m[2]:], Credit: closed[m[2]:], Creator: names(creator)}, true
	}
	credit, creator, ok := creditOf(inner, endsSentence(before))
	return open, SignOff{Text: s[open:], Credit: credit, Creator: creator}, ok
}

// hanIssuer finds the agency before the bracket of 新华社发（唐奕 摄）.
func hanIssuer(before, inner string) []int {
	if !hasHan(inner) || !hanName.MatchString(inner) {
		return nil
	}
	return hanAgencyBefore.FindStringSubmatchIndex(before)
}

// openBracket returns the offset of the bracket that the last one closes.
func openBracket(s string) int {
	depth := 0
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		switch r {
		case ')', '）':
			depth++
		case '(', '（':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// endsSentence reports whether a sign-off may follow s.
func endsSentence(s string) bool {
	if s == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(`.!?…"')。！？”’」』）】`, r)
}

var (
	photoBy = regexp.MustCompile(`^(?i:photo|photograph|picture|image)s?(?: (?i:by|courtesy of)|:) *(.+)$`)
	via     = regexp.MustCompile(`^(.+?) via ([^/]+?)(/.+)?$`)
	// aside is what follows a name in AP's form: (AP Photo/Jane Doe, File).
	aside = regexp.MustCompile(`, ?(?i:file|pool|pool photo|file photo)$`)
	slash = regexp.MustCompile(` *[/／] *`)
)

// creditOf reads what stands between the brackets of a sign-off.
func creditOf(inner string, ended bool) (credit, creator string, ok bool) {
	if hasHan(inner) {
		if creator, ok := hanCredit(inner); ok {
			return inner, creator, true
		}
	}
	if m := photoBy.FindStringSubmatch(inner); m != nil {
		creator, ok := byLine(m[1])
		return m[1], creator, ok
	}
	if rest, found := strings.CutPrefix(inner, "Courtesy of "); found {
		return inner, "", ended && isName(rest)
	}
	if m := via.FindStringSubmatch(inner); m != nil && isAgency(m[2]) {
		creator, ok := byLine(m[1])
		if !strings.Contains(m[1], "/") {
			creator = "" // "Social Media via REUTERS"
		}
		return inner, creator, ok
	}
	creator, ok = slashed(inner, ended)
	return inner, creator, ok
}

// byLine reads the names after "Photo by": "Tang Yi/Xinhua", "Tang Yi",
// "Jane Doe/Anadolu via Getty Images".
func byLine(s string) (creator string, ok bool) {
	if m := via.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	parts := slash.Split(aside.ReplaceAllString(s, ""), -1)
	for _, p := range parts {
		if !isName(p) && !isAgency(p) {
			return "", false
		}
		if creator == "" && !isAgency(p) && !isRole(p) {
			creator = p
		}
	}
	return creator, true
}

// slashed reads "Agency/Name", "Name/Agency" or an agency alone.
func slashed(s string, ended bool) (creator string, ok bool) {
	parts := slash.Split(aside.ReplaceAllString(s, ""), -1)
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return "", ended && isAgency(first)
	}
	if !isAgency(first) && !isAgency(last) {
		return last, ended && len(parts) == 2 && isName(first) && isPerson(last) && !isPerson(first)
	}
	return byLine(strings.Join(parts, "/"))
}

// reuters reads the agency's own form, without brackets.
func reuters(s string) (at int, off SignOff, ok bool) {
	line := strings.TrimSuffix(s, ".")
	if i := strings.LastIndex(line, "REUTERS/"); i >= 0 && (i == 0 || unicode.IsSpace(rune(line[i-1]))) {
		if creator, ok := byLine(line[i:]); ok {
			return i, SignOff{Text: s[i:], Credit: line[i:], Creator: creator}, true
		}
	}
	m := viaReuters.FindStringIndex(line)
	if m == nil {
		return 0, off, false
	}
	at = lastSentence(line[:m[0]])
	credit := line[at:]
	creator, ok := byLine(strings.TrimPrefix(line[at:m[0]], "Courtesy of "))
	if !strings.Contains(line[at:m[0]], "/") {
		creator = ""
	}
	return at, SignOff{Text: s[at:], Credit: credit, Creator: creator}, ok
}

var viaReuters = regexp.MustCompile(` via REUTERS(?:/File Photo|/Handout|/Pool)?$`)

// lastSentence returns where the last sentence of s begins. The dots of
// initials, as in "U.S.", end none.
func lastSentence(s string) int {
	words := strings.Split(s, " ")
	at := len(s)
	for i := len(words) - 1; i >= 0; i-- {
		if w := words[i]; w == "" || endsSentence(w) && !initials.MatchString(w) {
			break
		}
		at -= len(words[i]) + 1
	}
	return min(max(0, at+1), len(s))
}

var initials = regexp.MustCompile(`^(?:\p{Lu}\.)+$`)

// particles are the words of names that begin in lower case.
var particles = []string{"de", "da", "di", "do", "dos", "del", "della", "van", "von", "der", "den", "ter", "la", "le", "el", "al", "bin", "ibn", "y", "e", "and", "&", "of", "the", "for", "und", "et"}

// notPeople are words of companies and clubs, which no photographer is called.
var notPeople = []string{"Corp", "Inc", "Ltd", "Co", "Company", "Group", "Motor", "Motors", "United", "City", "FC", "University", "Street", "Bank", "Airlines", "Agency", "News", "Party"}

// isName reports whether s reads as a name: at most seven words of letters, the
// first and most of them with a capital or in a script that has none.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 7 || slices.Contains(particles, words[0]) {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if strings.IndexFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune(`.-'’·&,`, r)
		}) >= 0 {
			return false
		}
		if unicode.IsLower(first) && !slices.Contains(particles, strings.TrimRight(w, ".")) {
			return false
		}
	}
	return true
}

// isPerson reports whether s reads as the name of a person, given name and
// surname.
func isPerson(s string) bool {
	words := strings.Fields(s)
	return isName(s) && len(words) >= 2 && len(words) <= 5 &&
		!slices.ContainsFunc(words, func(w string) bool { return slices.Contains(notPeople, strings.TrimRight(w, ".")) })
}
