package story

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Windows knows no time zones by name

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/language"

	"photodesk/generator/diag"
)

// defaultSite returns a site of which nothing is said.
func defaultSite() Site {
	return Site{
		Title: Text{Value: "Photo essays"}, Langs: []string{"en"}, Zone: time.UTC, Originals: "none", IPTCCharset: "windows-1252",
		Images: Images{
			Widths: []int{285, 370, 480, 620, 800, 1040, 1350, 1750, 2270}, Formats: []string{"webp", "jpeg"},
			JPEGQuality: 80, WebPQuality: 78, MaxMegapixels: 120, MaxMegabytes: 200,
		},
	}
}

// dataMining holds the values of plus:DataMining in the PLUS Licence Data
// Format 2.0.1.
var dataMining = []string{
	"DMI-UNSPECIFIED", "DMI-ALLOWED", "DMI-PROHIBITED", "DMI-PROHIBITED-AIMLTRAINING", "DMI-PROHIBITED-GENAIMLTRAINING",
	"DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", "DMI-PROHIBITED-SEECONSTRAINT",
	"DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR", "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR",
}

// parseSite reads content/site.yaml.
func parseSite(name, text string, ds *diag.List) Site {
	site := defaultSite()
	site.File = name
	f := newFile(name, text)
	if !f.checkText(ds) {
		return site
	}
	y := wholeFile(f, site.fields(), ds)
	before := ds.Count(diag.Error)
	if root := y.root(); root != nil {
		y.mapping(root, "site.yaml", site.fields())
	}
	if !site.Title.Set() && ds.Count(diag.Error) == before {
		ds.Error("front-matter", diag.InFile(name), "the site has no title", "write title: and the site's name")
	}
	return site
}

// wholeFile returns the YAML of a file that holds nothing else.
func wholeFile(f *file, fields []field, ds *diag.List) *yamlText {
	y := &yamlText{file: f, span: Span{0, len(f.text)}, ds: ds}
	if strings.HasPrefix(f.text, bom) {
		y.span.Start = len(bom)
	}
	for _, fd := range fields {
		y.known = append(y.known, fd.name)
	}
	return y
}

func (s *Site) fields() []field {
	return []field{
		{"title", intoLine(&s.Title)},
		{"base_url", s.baseURL},
		{"languages", s.languages},
		{"timezone", s.timezone},
		{"publisher", within(
			"publisher",
			field{"name", intoLine(&s.Publisher.Name)}, field{"url", intoText(&s.Publisher.URL)}, field{"logo", intoText(&s.Publisher.Logo)},
		)},
		{"credit", intoLine(&s.Credit)},
		{"rights", intoRights(&s.Rights)},
		{"images", within("images", s.Images.fields()...)},
		{"originals", oneOf(&s.Originals, "none", "strip", "exact")},
		{"gps", intoBool(&s.GPS)},
		{"data_mining", s.dataMining},
		{"iptc_charset", s.iptcCharset},
		{"territories", intoTexts(&s.Territories)},
		{"names", s.names},
		{"check", s.check},
		{"banned_words", intoTexts(&s.BannedWords)},
		{"raw_html", intoBool(&s.RawHTML)},
		{"camera_line", intoBool(&s.CameraLine)},
	}
}

func (i *Images) fields() []field {
	return []field{
		{"widths", i.widths},
		{"formats", i.formats},
		{"all_formats_at_every_width", intoBool(&i.AllEverywhere)},
		{"quality", within("quality", field{"jpeg", intoInt(&i.JPEGQuality, 1, 100)}, field{"webp", intoInt(&i.WebPQuality, 1, 100)})},
		{"limits", within("limits", field{"megapixels", intoInt(&i.MaxMegapixels, 1, 10000)}, field{"megabytes", intoInt(&i.MaxMegabytes, 1, 10000)})},
	}
}

// baseURL makes the address end in a slash, since all others are put behind it.
func (s *Site) baseURL(y *yamlText, n *yaml.Node) {
	t, ok := y.scalar(n, "an address")
	if !ok || t.Value == "" {
		return
	}
	u, err := url.Parse(t.Value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is no absolute address", t.Value), "write https:// and the host, as in https://photos.example.org/")
		return
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(t.Value, "#") {
		y.ds.Error("front-matter", t.Pos, "a base address has no ? and no #", "write it up to the last /")
		return
	}
	if !strings.HasSuffix(t.Value, "/") {
		t.Value += "/"
	}
	s.BaseURL = t
}

// langTag is the form of a language's tag that can stand in a file's name and
// in an address.
var langTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (s *Site) languages(y *yamlText, n *yaml.Node) {
	var langs []string
	for _, t := range y.texts(n) {
		_, err := language.Parse(t.Value)
		switch {
		case err != nil || !langTag.MatchString(t.Value):
			y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is no language", t.Value), langCure(t.Value))
		case slices.ContainsFunc(langs, func(l string) bool { return strings.EqualFold(l, t.Value) }):
			y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is listed twice", t.Value), "")
		default:
			langs = append(langs, t.Value)
		}
	}
	if len(langs) > 0 {
		s.Langs = langs
	}
}

// langCure names the slip of writing a locale for a language.
func langCure(tag string) string {
	if t := strings.ReplaceAll(tag, "_", "-"); t != tag && langTag.MatchString(t) {
		return "write " + t
	}
	return "write tags such as en, zh or pt-BR"
}

func (s *Site) timezone(y *yamlText, n *yaml.Node) {
	t, ok := y.scalar(n, "a time zone")
	if !ok || t.Value == "" {
		return
	}
	zone, err := time.LoadLocation(t.Value)
	if err != nil || t.Value == "Local" { // the machine's own zone would make two machines build two sites
		y.ds.Error("front-matter", t.Pos, fmt.Sprintf("unknown time zone \"%s\"", t.Value), "write a name of the tz database, such as Asia/Shanghai or UTC")
		return
	}
	s.Zone = zone
}

func (s *Site) dataMining(y *yamlText, n *yaml.Node) {
	t, ok := y.scalar(n, "a value of the PLUS vocabulary")
	if !ok || t.Value == "" {
		return
	}
	if !slices.Contains(dataMining, t.Value) {
		y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is not of the PLUS vocabulary", t.Value), diag.DidYouMean(t.Value, dataMining, "known are "+strings.Join(dataMining, ", ")))
		return
	}
	s.DataMining = t
}

func (s *Site) iptcCharset(y *yamlText, n *yaml.Node) {
	t, ok := y.scalar(n, "a character set")
	if !ok || t.Value == "" {
		return
	}
	if _, err := htmlindex.Get(t.Value); err != nil {
		y.ds.Error("front-matter", t.Pos, fmt.Sprintf("unknown character set \"%s\"", t.Value), "write a name such as windows-1252, gb18030 or big5")
		return
	}
	s.IPTCCharset = t.Value
}

// names reads lists of spellings: [[Tang Yi, 唐奕]].
func (s *Site) names(y *yamlText, n *yaml.Node) {
	for _, item := range y.items(n) {
		if item.Kind != yaml.SequenceNode {
			y.wrongKind(item, "a list of spellings such as [Tang Yi, 唐奕]")
			continue
		}
		if spellings := y.texts(item); len(spellings) > 1 {
			s.Names = append(s.Names, spellings)
		} else {
			y.ds.Error("front-matter", y.pos(item), "a name with one spelling", "list all spellings of one name, as in [Tang Yi, 唐奕]")
		}
	}
}

// check reads levels; whether a rule exists is known where the rules are.
func (s *Site) check(y *yamlText, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		y.wrongKind(n, "rules with levels")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		rule, ok := y.scalar(n.Content[i], "the id of a rule")
		var level string
		if !y.refused(n.Content[i+1]) {
			oneOf(&level, "error", "warn", "info", "off")(y, n.Content[i+1])
		}
		switch {
		case !ok || level == "":
		case slices.ContainsFunc(s.Check, func(l Level) bool { return l.Rule.Value == rule.Value }):
			y.ds.Error("front-matter", rule.Pos, fmt.Sprintf("\"%s\" is written twice", rule.Value), "")
		default:
			s.Check = append(s.Check, Level{rule, level})
		}
	}
}

func (i *Images) widths(y *yamlText, n *yaml.Node) {
	var widths []int
	for _, t := range y.texts(n) {
		w, err := strconv.Atoi(t.Value)
		if err != nil || w < 16 || w > 10000 {
			y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is no width", t.Value), "write pixels, from 16 to 10000")
			continue
		}
		widths = append(widths, w)
	}
	if slices.Sort(widths); len(widths) > 0 {
		i.Widths = slices.Compact(widths)
	}
}

func (i *Images) formats(y *yamlText, n *yaml.Node) {
	var formats []string
	for _, t := range y.texts(n) {
		if t.Value == "avif" {
			y.ds.Error("front-matter", t.Pos, "photodesk makes no AVIF: the encoder that could be built in takes several times as long as WebP's for each picture, and over a second to start",
				"write webp, jpeg or both; a server or a content delivery network can make AVIF of them")
		} else if t.Value != "webp" && t.Value != "jpeg" {
			y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is no format that can be made", t.Value), "write webp, jpeg or both")
		} else if !slices.Contains(formats, t.Value) {
			formats = append(formats, t.Value)
		}
	}
	if len(formats) > 0 {
		i.Formats = formats
	}
}
