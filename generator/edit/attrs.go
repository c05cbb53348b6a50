package edit

import (
	"strings"

	"photodesk/generator/story"
)

// attrAt returns where key=value stands in attributes, "{.full focus=…}";
// ok is false where it does not.
func attrAt(attrs, key string) (at story.Span, ok bool) {
	for i := 0; i < len(attrs); {
		if strings.ContainsRune(" \t\r\n{}", rune(attrs[i])) {
			i++
			continue
		}
		end := attrEnd(attrs, i)
		if strings.HasPrefix(attrs[i:end], key+"=") {
			return story.Span{Start: i, End: end}, true
		}
		i = end
	}
	return at, false
}

// attrEnd returns where the attribute at attrs[i:] ends; a value in quotation
// marks may hold blanks and braces.
func attrEnd(attrs string, i int) int {
	var quote byte
	for ; i < len(attrs); i++ {
		switch c := attrs[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\'') && attrs[i-1] == '=':
			quote = c
		case quote == 0 && strings.ContainsRune(" \t\r\n}", rune(c)):
			return i
		}
	}
	return len(attrs)
}

// setAttr returns attributes with key="value" among them; value holds no
// quotation marks.
func setAttr(attrs, key, value string) string {
	entry := key + `="` + value + `"`
	if at, ok := attrAt(attrs, key); ok {
		return splice(attrs, cut{at, entry})
	}
	end := strings.LastIndexByte(attrs, '}')
	if end < 0 {
		return "{" + entry + "}"
	}
	if strings.TrimSpace(attrs[1:end]) != "" && !strings.ContainsRune(" \t\r\n", rune(attrs[end-1])) {
		entry = " " + entry
	}
	return splice(attrs, cut{story.Span{Start: end, End: end}, entry})
}

// dropAttr returns attributes without a key, and nothing where it was the only
// one.
func dropAttr(attrs, key string) string {
	at, ok := attrAt(attrs, key)
	if !ok {
		return attrs
	}
	for at.Start > 0 && strings.ContainsRune(" \t\r\n", rune(attrs[at.Start-1])) {
		at.Start--
	}
	rest := splice(attrs, cut{at, ""})
	if strings.Trim(rest, "{} \t\r\n") == "" {
		return ""
	}
	return rest
}
