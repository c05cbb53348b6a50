package story

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// agencies are names that close captions. One that is missing costs little: it
// is still read before a photographer's name.
var agencies = []string{
	"Xinhua", "Xinhua News Agency", "REUTERS", "Reuters", "AP", "Associated Press", "The Associated Press", "AFP", "Agence France-Presse",
	"EPA", "EPA-EFE", "EFE", "dpa", "DPA", "TASS", "Sputnik", "RIA Novosti", "Kyodo", "Kyodo News", "Jiji", "Jiji Press", "Yonhap", "ANSA", "PTI", "ANI",
	"CNS", "China News Service", "CNSphoto", "China Daily", "People's Daily", "People’s Daily", "Global Times", "CCTV", "CFP", "VCG", "IC", "ICphoto", "IC Photo", "Imaginechina",
	"Getty Images", "Getty", "NurPhoto", "Anadolu", "Anadolu Agency", "Bloomberg", "ZUMA Press", "Zuma Press", "Shutterstock", "Alamy", "UPI",
	"PA", "PA Media", "PA Wire", "Press Association", "AAP", "CP", "The Canadian Press", "Keystone", "APA", "Belga", "ANP", "TT", "Ritzau", "NTB", "Lehtikuva",
	"LaPresse", "Europa Press", "Imago", "IMAGO", "Polaris", "Redux", "SIPA", "Sipa", "SIPA USA", "Sipa USA", "Magnum Photos", "Agence VU", "NASA", "ESA", "UN Photo",
	"法新社", "法新", "美联社", "美联", "路透社", "路透", "视觉中国", "东方IC", "中新网", "央视新闻",
}

// roles are what stands in the place of a photographer and is none.
var roles = []string{"file", "file photo", "handout", "handout photo", "pool", "pool photo", "stringer", "files", "via"}

// isAgency reports whether s is the name of an agency, also as in "AP Photo".
func isAgency(s string) bool {
	if slices.Contains(agencies, s) || hasHan(s) && hanAgency.MatchString(s) {
		return true
	}
	for _, photo := range []string{" Photo", " PHOTO", " photo"} {
		if name, ok := strings.CutSuffix(s, photo); ok && slices.Contains(agencies, name) {
			return true
		}
	}
	return false
}

func isRole(s string) bool { return slices.Contains(roles, strings.ToLower(s)) }

// The parts of a Chinese sign-off: an agency or paper, the function, the names,
// the verb.
const (
	hanAgencyRE = `(?:[\p{Han}A-Za-z]{1,8}?(?:社|报|网|晚报|日报|新闻|电视台|客户端)|视觉中国|东方IC|本报|本网|本台|本社)`
	hanRoleRE   = `(?:(?:特约|摄影|实习|首席|见习)?(?:记者|通讯员|摄影师)|发|稿|供图)`
	hanNameRE   = `(?:\p{Han}{2,4}|\p{Han}+(?:·\p{Han}+)+|[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*)*)`
	hanNamesRE  = hanNameRE + `(?:[、，,/ \x{3000}]+` + hanNameRE + `)*?`
	hanVerbRE   = `(?:摄影报道|摄影|摄|供图|图)`
)

var (
	hanAgency = regexp.MustCompile(`^` + hanAgencyRE + `$`)
	// hanAgencyBefore is what stands before the bracket of 新华社发（唐奕 摄）.
	hanAgencyBefore = regexp.MustCompile(`(?:^|[。！？!?.…”」』）)\s])(` + hanAgencyRE + hanRoleRE + `?)$`)
	hanName         = regexp.MustCompile(`^(` + hanNamesRE + `)\s*(?:/|／)?\s*` + hanVerbRE + `$`)
	hanSigned       = regexp.MustCompile(`^` + hanAgencyRE + `\s*` + hanRoleRE + `?[\s:：]*(` + hanNamesRE + `)\s*` + hanVerbRE + `$`)
	hanIssued       = regexp.MustCompile(`^` + hanAgencyRE + `\s*(?:发|供图|稿|图|图片)?$`)
	hanGiven        = regexp.MustCompile(`^(?:受访者|采访对象|企业|主办方|官方|单位|学校|资料)供图$`)
	hanLabelled     = regexp.MustCompile(`^(?:摄影|摄|图)\s*[:：/／]\s*(` + hanNamesRE + `)$`)
	// hanTail finds the two forms without brackets.
	hanTail = regexp.MustCompile(`(?:^|[。！？!?.…”」』）)\s])(` + hanAgencyRE + `\s*` + hanRoleRE + `[\s:：]*(` + hanNamesRE + `)\s*` + hanVerbRE + `)。?$`)
	hanBare = regexp.MustCompile(`(?:^|[。！？…”」』）])\s*((` + hanNamesRE + `)[ \x{3000}]+摄)。?$`)
	hanSent = regexp.MustCompile(`(?:^|[。！？…”」』）])\s*(` + hanAgencyRE + `(?:发|供图))。?$`)
)

// notNames are what stands before 摄 and 供图 and is nobody.
var notNames = []string{"近日", "昨日", "今日", "当日", "日前", "同日", "次日", "资料", "自拍", "航拍", "翻拍", "航", "无人机", "手机", "监控", "视频", "现场", "图片", "照片", "记者", "夜间", "清晨", "早晨", "傍晚", "日落", "远景", "近景"}

// names returns the names of a Chinese sign-off, or "" if they are none.
func names(s string) string {
	for n := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("、，,/ \u3000", r) }) {
		if slices.Contains(notNames, n) || strings.HasSuffix(n, "拍") || isSentence(n) {
			return ""
		}
	}
	return s
}

// isSentence reports whether s has the words of a sentence, which no agency and
// nobody has in the name.
func isSentence(s string) bool { return strings.ContainsAny(s, "这由的在为是了") }

// hasHan reports whether s has a Chinese character, without which there is no
// need to look for a Chinese sign-off.
func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x2e80 && unicode.Is(unicode.Han, r) }) >= 0
}

// hanCredit reads what stands between the brackets of a Chinese sign-off.
func hanCredit(inner string) (creator string, ok bool) {
	if isSentence(inner) {
		return "", false
	}
	if hanIssued.MatchString(inner) || hanGiven.MatchString(inner) {
		return "", true
	}
	for _, form := range []*regexp.Regexp{hanSigned, hanLabelled, hanName} {
		if m := form.FindStringSubmatch(inner); m != nil {
			creator = names(m[1])
			return creator, creator != ""
		}
	}
	return "", false
}

// hanLine reads a Chinese sign-off without brackets.
func hanLine(s string) (at int, off SignOff, ok bool) {
	if !hasHan(s) {
		return 0, off, false
	}
	if m := hanSent.FindStringSubmatchIndex(s); m != nil && !isSentence(s[m[2]:]) {
		return m[2], SignOff{Text: s[m[2]:], Credit: s[m[2]:m[3]]}, true
	}
	for _, form := range []*regexp.Regexp{hanTail, hanBare} {
		m := form.FindStringSubmatchIndex(s)
		if m == nil || isSentence(s[m[2]:]) {
			continue
		}
		if creator := names(s[m[4]:m[5]]); creator != "" {
			return m[2], SignOff{Text: s[m[2]:], Credit: s[m[2]:m[3]], Creator: creator}, true
		}
	}
	return 0, off, false
}
