package check

import (
	"path"
	"regexp"
	"strings"
)

// cameraName matches the names that cameras and phones give to their files.
var cameraName = regexp.MustCompile(`(?i)^(?:_?(?:dsc[fn]?|img|imgp|mg|mvi|pano|p[xl]{2}|dji|gopr|gx|cimg|sam|hpim|pict|wp|vid|screenshot|iphone|scan)[-_ ]*(?:[a-z]{0,3}[-_ ]*)\d[-_ \dt]*(?:wa\d+)?(?:[-_ (]\d+\)?)?|\d{8}[-_]\d{4,})(?:\.\w{3,4})?$`)

// pictureFile matches the name of a picture file.
var pictureFile = regexp.MustCompile(`(?i)^[^\s/]+\.(?:jpe?g|png|tiff?|heic|heif|avif|webp|gif|dng|cr[23]|nef|arw|raf|psd)$`)

// fileName reports whether a text is the name of a file, of the photograph's own
// or of any.
func fileName(text, photo string) bool {
	if len(text) > 120 || strings.Count(text, " ") > 4 {
		return false
	}
	base := path.Base(photo)
	return strings.EqualFold(text, base) || bare(text, strings.TrimSuffix(base, path.Ext(base))) ||
		cameraName.MatchString(text) || pictureFile.MatchString(text)
}

// bare reports whether a text is the stem of a file that nobody would write as a
// caption: "Beijing" may be both.
func bare(text, stem string) bool {
	return strings.EqualFold(text, stem) && strings.ContainsAny(text, "_0123456789") && !strings.Contains(text, " ")
}

// wholePlaceholders are captions that stand for one to come, folded.
var wholePlaceholders = func() map[string]bool {
	out := map[string]bool{}
	for _, s := range []string{
		"olympus digital camera", "sony dsc", "samsung csc", "kodak digital still camera", "minolta digital camera", "untitled", "no title",
		"caption", "caption here", "add caption", "insert caption", "insert caption here", "caption goes here", "your caption here", "photo caption", "image caption",
		"placeholder", "caption placeholder", "description", "enter description", "write something", "tk", "tktk", "todo", "xxx", "xx", "tbd", "tba", "tbc", "n a", "asdf", "test", "caption to come",
		"图片说明", "图说", "图注", "待补", "待补充", "无标题", "未命名", "请输入图片说明", "请输入说明", "点击输入", "说明文字", "图片描述", "测试",
	} {
		out[s] = true
	}
	return out
}()

// englishPlaceholder matches place-holders inside of a text. Much that looks like
// one is none: flight TK 1951, TK Maxx, Super Bowl XXX, XXXX beer.
var englishPlaceholder = regexp.MustCompile(`\b(?:TK(?:TK)+|TK TK)\b` +
	`|[\[(](?:TK|XXX+|TODO|TBD|TBC|FIXME|\?\?+)[\])]` +
	`|\b(?:[Nn]ames?|[Aa]ged?|[Dd]ate|[Pp]lace|[Tt]itle|[Cc]ity|[Ll]ocation|[Cc]aption|[Cc]redit|[Nn]umber|[Pp]hotographer|[Dd]etails|[Ii]nfo|ID|[Ss]pelling) (?:TK|XXX)(?: [a-z]|[.,;:)\]]|$)` +
	`|\bTK (?:years?|people|names?|percent|TK)\b` +
	`|(?:^|[\[(])(?:TODO|FIXME)(?:[:\]) ][^A-Z]|$)|\bTODO:` +
	`|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:\.|uary|ruary|ch|il|ust|ember|tember|ober)? XX\b` +
	`|\bXXX XXX\b|\bXX[,/] ?XXXX\b` +
	`|(?i:\b(?:names?|captions?|credits?|byline|identification|photographer|place|date) (?:is |are )?to come(?:[.\]),，;:]|$))` +
	`|(?i:\b(?:insert|add|enter) (?:caption|name|names|date|place|location|credit|description) here\b|\blorem ipsum\b)`)

// placeholderHints are what every English place-holder without one of the words
// in caps holds; looking for them is much cheaper than the pattern.
var placeholderHints = newPhrases("to come", "lorem ipsum", "caption here", "name here", "names here", "date here", "place here", "location here", "credit here", "description here")

// mayHoldPlace reports whether the pattern for place-holders is worth trying.
func (r *reading) mayHoldPlace() bool {
	for _, w := range r.words {
		if !w.caps || w.digits || w.end-w.start < 2 {
			continue
		}
		switch s := r.text[w.start:w.end]; {
		case s[:2] == "TK" || s[:2] == "XX" || s == "TODO" || s == "FIXME" || s == "TBD" || s == "TBC":
			return true
		}
	}
	return placeholderHints.in(r) || strings.Contains(r.text, "??")
}

var chinesePlaceholder = regexp.MustCompile(`[（(【\[](?:待补充?|待定|待核实?|姓名|名字|地点|时间)?(?:待补充?|待核实?)[）)】\]]` +
	`|(?:姓名|名字|人名|图说|图注|说明|时间|地点|作者|署名|摄影|信息)待补充?(?:[，。；、）)】\]]|$)` +
	`|(?:^|[^第A-Za-z])[X×]{2,3}(?:年|月|日|摄|先生|女士|市|县|省|公司|记者)|(?:记者|名叫|姓名)\s?(?:XX+|某某某)|此处(?:填写|输入|插入)|请在此输入`)

var chineseHints = []string{"待补", "待核", "XX", "××", "某某某", "此处", "请在此"}

// placeholder returns what in the text stands for something to come.
func (r *reading) placeholder() (span, bool) {
	if len(r.text) < 80 && wholePlaceholders[fold(r.text)] {
		return span{0, len(r.text)}, true
	}
	if r.mayHoldPlace() {
		if m := englishPlaceholder.FindStringIndex(r.text); m != nil && !r.inQuotes(m[0]) {
			return span{m[0], m[1]}, true
		}
	}
	if r.script == han && containsAny(r.text, chineseHints) {
		if m := chinesePlaceholder.FindStringIndex(r.text); m != nil && !r.inQuotes(m[0]) {
			return span{m[0], m[1]}, true
		}
	}
	return span{}, false
}
