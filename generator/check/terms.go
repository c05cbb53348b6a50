package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// terms is what an agency's instructions or usage terms ask for.
type terms struct {
	kill       string // the words of a kill notice
	web        string // of a ban on the web
	embargo    string // of an embargo
	until      date   // of the embargo; zero: the words name no day
	clock      time.Duration
	zone       *time.Location // of clock; nil: not said
	expires    date
	expiry     string // the words before it
	regions    []region
	archive    string
	limit      string // "30 days use only"
	mandatory  string // the words of a demand for a credit
	creditText string // the credit demanded; empty: none is named
}

// region is a country that a picture may not be used in.
type region struct {
	*country
	words string
}

// The patterns are tried only on texts that hold one of the words before them.
var (
	killWords  = regexp.MustCompile(`(?i)\b(?:mandatory kill|(?:photo|picture|image|caption|story|advisory) kill\b|kill (?:notice|advisory|this|these|the (?:photo|picture|image)|all)|(?:please )?(?:kill|delete|withdraw) (?:this|the|these) (?:photo|picture|image)|(?:this |the )?(?:photo|picture|image)s? (?:has|have) been (?:withdrawn|killed|retracted)|withdrawal notice|do not (?:use|publish) this (?:photo|picture|image) *(?:[.!;]|$))|撤稿|停止使用|请勿使用(?:此|该)|请删除(?:此|该)`)
	shoutKill  = regexp.MustCompile(`\b(?:(?:MANDATORY|PHOTO|PICTURE|IMAGE) KILL|KILL NOTICE|KILL ADVISORY)\b|撤稿通知`)
	webWords   = regexp.MustCompile(`(?i)\b(?:web|internet|online|digital)[ -]out\b|\bno[ -](?:internet|web(?:site)?|online)\b(?: use| usage| publication)?|\bno digital (?:use|usage|publication|rights)\b|\bnot for (?:web|internet|online|digital (?:use|publication))\b|\b(?:internet|web|online|digital) (?:use |usage |publication )?(?:is )?(?:prohibited|forbidden|not (?:permitted|allowed))|\bprint (?:use |media |publications? )?only\b|(?:禁止|不得|严禁)(?:用于)?(?:网络|互联网|上网)|仅限(?:报纸|平面|纸媒)`)
	goesOn     = regexp.MustCompile(`(?i)^[ /]*(?:restrictions?|archiv|resale|resell|sales?|limit|manipul|alter|emulat|in-match|without|before|until|after|over|in [A-Z]|games?|gambling)`)
	embargoed  = regexp.MustCompile(`(?i)\bembargo(?:ed)?\b|\bnot (?:for (?:use|publication|release)|to be (?:used|published)) (?:before|until)\b|\bhold (?:for release )?until\b|禁发|不得早于`)
	noEmbargo  = regexp.MustCompile(`(?i)\b(?:no|not) embargo|\bembargo(?:ed)? (?:has been |is |was )?(?:lifted|over|expired|ended|removed|none|no\b)|\blift(?:s|ed|ing)? (?:the )?embargo`)
	expiring   = regexp.MustCompile(`(?i)\bexpir(?:es|y|ation|ing|ed)\b(?: date)?(?: on)?:?|\b(?:not (?:for use|to be used|be used)|no use|do not use|remove) after\b|\b(?:use|valid|licen[sc]ed|available|usable) (?:only )?(?:until|till|through|up to)\b|有效期至|使用期限至|截止日期|到期`)
	clockTime  = regexp.MustCompile(`(?i)\b([01]?\d|2[0-3])[:.]?([0-5]\d) ?(?:hrs?|hours|h)? ?(am|pm|a\.m\.|p\.m\.)? ?(GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|JST|CST|HKT)?\b`)
	noArchive  = regexp.MustCompile(`(?i)\bno[ -]archiv(?:e|es|al|ing)\b|\bnot (?:be |to be |for )?archiv(?:ed|ing|e|al)\b|\barchiv(?:e|al|ing) (?:use )?(?:is )?(?:prohibited|not (?:permitted|allowed))|(?:禁止|不得)(?:存档|归档)`)
	limited    = regexp.MustCompile(`(?i)\b(?:\d{1,3}|one|two|three|seven|ten|fourteen|thirty|sixty|ninety)[ -](?:hour|day|week|month|year)s?['’]?[ -](?:use|usage|licen[sc]e|limit|only|rights|from|after|of (?:first )?(?:transmission|publication|use|issue))|\b(?:within|for(?: up to)?|after|limited to) (?:\d{1,3}|one|two|three|seven|ten|fourteen|thirty|sixty|ninety) (?:hours|days|weeks|months)\b|\b(?:one[- ]time|single|one) use(?: only)?\b|仅限(?:当日|单次|一次)`)
	demanded   = regexp.MustCompile(`(?i)\b(?:mandatory|compulsory) credit\b(?: line)?(?: must read)?[ :\-–"“]*|\bmust (?:be )?credit(?:ed)?(?: to| as)?[ :"“]+|\bcredit must (?:read|be)[ :"“]+|\bplease credit[ :"“]+|(?:必须|请)(?:注明|署名)[：: “]*`)
	regionOut  = regexp.MustCompile(`\b([A-Z][A-Za-z.]*(?:[ ,/&]+(?:and |AND )?[A-Z][A-Za-z.]*){0,5}) (?:OUT|Out|out)\b`)
	regionBan  = regexp.MustCompile(`(?i)\b(?:no (?:use|sales|usage|publication)|not (?:for (?:use|publication|sale)|to be used)|prohibited|not available|not allowed) in (?:the )?((?-i:[A-Z])[A-Za-z.]*(?:(?:, | and | or |/| )(?-i:[A-Z])[A-Za-z.]*){0,5})`)
	chineseBan = regexp.MustCompile(`(中国大陆|中国内地|中国|香港|台湾|日本|韩国|美国|英国|法国|德国)(?:地区)?(?:禁用|除外|不得使用)`)
)

// hints are what each pattern's texts hold one of, in lower case.
var hints = []struct {
	words []string
	read  func(t *terms, s string)
}{
	{[]string{"kill", "withdraw", "retract", "delete", "do not", "撤稿", "停止", "请勿", "删除"}, func(t *terms, s string) { t.kill = killWords.FindString(s) }},
	{[]string{"web", "internet", "online", "digital", "print", "网", "仅限"}, func(t *terms, s string) { t.web = webBan(s) }},
	{[]string{"embargo", "before", "until", "禁发", "不得早于"}, (*terms).readEmbargo},
	{[]string{"expir", "after", "until", "till", "through", "up to", "期"}, (*terms).readExpiry},
	{[]string{"archiv", "存档", "归档"}, func(t *terms, s string) { t.archive = noArchive.FindString(s) }},
	{[]string{"hour", "day", "week", "month", "year", " use", "仅限"}, func(t *terms, s string) { t.limit = limited.FindString(s) }},
	{[]string{"credit", "注明", "署名"}, (*terms).readCredit},
	{[]string{"out", " in ", "禁用", "除外", "不得"}, (*terms).readRegions},
}

// maxTerms is how much of instructions is read.
const maxTerms = 4000

// parseTerms reads an agency's instructions or usage terms.
func parseTerms(s string) *terms {
	t := &terms{}
	s = strings.Join(strings.Fields(s[:min(len(s), maxTerms)]), " ")
	low := lowerASCII(s)
	for _, h := range hints {
		if containsAny(low, h.words) {
			h.read(t, s)
		}
	}
	return t
}

// webBan returns the words that keep a picture off the web. "No internet
// restrictions" does not.
func webBan(s string) string {
	for _, m := range webWords.FindAllStringIndex(s, -1) {
		if !goesOn.MatchString(s[m[1]:]) {
			return s[m[0]:m[1]]
		}
	}
	return ""
}

func (t *terms) readEmbargo(s string) {
	m := embargoed.FindStringIndex(s)
	if m == nil || noEmbargo.MatchString(s) {
		return
	}
	t.embargo = s[m[0]:m[1]]
	rest := s[m[1]:min(len(s), m[1]+120)]
	t.until = firstDay(rest)
	if c := clockTime.FindStringSubmatch(rest); c != nil && (c[3] != "" || c[4] != "" || strings.Contains(c[0], ":")) {
		h, _ := strconv.Atoi(c[1])
		minute, _ := strconv.Atoi(c[2])
		if strings.HasPrefix(strings.ToLower(c[3]), "p") && h < 12 {
			h += 12
		}
		t.clock = time.Duration(h)*time.Hour + time.Duration(minute)*time.Minute
		t.zone = zones[strings.ToUpper(c[4])]
	}
}

// zones are those that embargoes name. CST is China's here only if the site is:
// it is left to the site's own zone.
var zones = map[string]*time.Location{
	"GMT": time.UTC, "UTC": time.UTC, "BST": hours(1), "CET": hours(1), "CEST": hours(2), "EST": hours(-5), "EDT": hours(-4),
	"PST": hours(-8), "PDT": hours(-7), "JST": hours(9), "HKT": hours(8),
}

func hours(h int) *time.Location { return time.FixedZone("", h*3600) }

// firstDay returns the first date of a text that names a day.
func firstDay(s string) date {
	for _, d := range read(s).dates {
		if d.exact() {
			return d
		}
	}
	return date{}
}

func (t *terms) readExpiry(s string) {
	m := expiring.FindStringIndex(s)
	if m == nil {
		return
	}
	if d := firstDay(s[m[1]:min(len(s), m[1]+40)]); d.exact() {
		t.expiry, t.expires = s[m[0]:m[1]], d
	}
}

func (t *terms) readCredit(s string) {
	m := demanded.FindStringIndex(s)
	if m == nil {
		return
	}
	t.mandatory = strings.Trim(s[m[0]:m[1]], " :-–\"“：")
	rest := s[m[1]:min(len(s), m[1]+120)]
	if i := strings.IndexAny(rest, ".;!\n\"”。；！"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.Index(rest, " - "); i >= 0 {
		rest = rest[:i]
	}
	t.creditText = strings.TrimSpace(rest)
}

func (t *terms) readRegions(s string) {
	for _, p := range []*regexp.Regexp{regionOut, regionBan} {
		for _, m := range p.FindAllStringSubmatch(s, -1) {
			for name := range strings.FieldsFuncSeq(strings.ReplaceAll(strings.ReplaceAll(m[1], " AND ", ","), " and ", ","), func(r rune) bool { return r == ',' || r == '/' || r == '&' }) {
				t.addRegion(name, m[0])
			}
		}
	}
	for _, m := range chineseBan.FindAllStringSubmatch(s, -1) {
		t.addRegion(m[1], m[0])
	}
}

// addRegion notes a country by the longest of its names that the words end with:
// "NO SALES CHINA OUT" is about China.
func (t *terms) addRegion(name, words string) {
	parts := strings.Fields(strings.TrimSpace(strings.TrimPrefix(fold(name), "or ")))
	for len(parts) > 0 {
		if c := countryByName[strings.Join(parts, " ")]; c != nil {
			if !slices.ContainsFunc(t.regions, func(r region) bool { return r.country == c }) {
				t.regions = append(t.regions, region{c, words})
			}
			return
		}
		parts = parts[1:]
	}
}

// embargoEnds returns when the embargo ends, in zone if its words name none; no
// time if they name no day.
func (t *terms) embargoEnds(near time.Time, zone *time.Location) time.Time {
	if !t.until.exact() {
		return time.Time{}
	}
	if t.zone != nil {
		zone = t.zone
	}
	if zone == nil {
		zone = time.UTC
	}
	first, _ := t.until.days(near)
	return time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, zone).Add(t.clock)
}

// expired returns the last day of use, and whether it is over at a time.
func (t *terms) expired(at time.Time) (time.Time, bool) {
	_, last := t.expires.days(at)
	return last, t.expires.year != 0 && dayOf(at).After(last.AddDate(0, 0, 1))
}
