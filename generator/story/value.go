package story

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"photodesk/generator/diag"
)

// The functions below make the read function of a field: each stores one kind
// of value, or reports that it is of another.

// read is the type of a field's reader.
type read = func(*yamlText, *yaml.Node)

// scalar returns the text of n, or reports that n is no text.
func (y *yamlText) scalar(n *yaml.Node, want string) (Text, bool) {
	if n.Kind != yaml.ScalarNode {
		y.wrongKind(n, want)
		return Text{}, false
	}
	if y.refused(n) {
		return Text{}, false
	}
	pos := y.pos(n)
	if c := n.LineComment; len(c) > 1 && c[1] != ' ' && c[1] != '#' && n.Style == 0 {
		y.ds.Warn("front-matter", pos, fmt.Sprintf("\"%s\" begins a comment and is not read", c), "put the whole value in quotes")
	}
	return Text{strings.TrimSpace(n.Value), pos}, true
}

func intoText(t *Text) read {
	return func(y *yamlText, n *yaml.Node) {
		if v, ok := y.scalar(n, "text"); ok && v.Value != "" {
			*t = v
		}
	}
}

// intoLine stores text of one line: what a headline or a name is.
func intoLine(t *Text) read {
	return func(y *yamlText, n *yaml.Node) {
		if v, ok := y.scalar(n, "text"); ok && v.Value != "" {
			v.Value = strings.Join(strings.Fields(v.Value), " ")
			*t = v
		}
	}
}

func intoTexts(ts *[]Text) read {
	return func(y *yamlText, n *yaml.Node) { *ts = y.texts(n) }
}

// texts reads a list; text alone is a list of one.
func (y *yamlText) texts(n *yaml.Node) []Text {
	if n.Kind == yaml.ScalarNode {
		t, ok := y.scalar(n, "a list")
		if !ok || t.Value == "" {
			return nil
		}
		return []Text{t}
	}
	var ts []Text
	for _, item := range y.items(n) {
		if t, ok := y.scalar(item, "text"); ok && t.Value != "" {
			ts = append(ts, t)
		}
	}
	return ts
}

// items returns the members of a list, without the empty ones.
func (y *yamlText) items(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		y.wrongKind(n, "a list")
		return nil
	}
	return slices.DeleteFunc(slices.Clone(n.Content), y.refused)
}

func intoBool(b *bool) read {
	return func(y *yamlText, n *yaml.Node) {
		t, ok := y.scalar(n, "true or false")
		switch {
		case !ok:
		case t.Value == "true" || t.Value == "false":
			*b = t.Value == "true"
		default:
			y.wrongKind(n, "true or false")
		}
	}
}

func intoInt(i *int, least, most int) read {
	return func(y *yamlText, n *yaml.Node) {
		t, ok := y.scalar(n, "a number")
		if !ok {
			return
		}
		v, err := strconv.Atoi(t.Value)
		if err != nil || v < least || v > most {
			y.wrongKind(n, fmt.Sprintf("a whole number from %d to %d", least, most))
			return
		}
		*i = v
	}
}

// intoTime stores a moment; a time without an offset is one in zone.
func intoTime(t *Time, zone *time.Location) read {
	return func(y *yamlText, n *yaml.Node) {
		if v, ok := y.scalar(n, "a time"); ok && v.Value != "" {
			*t, _ = parseTime(v, zone, y.ds)
		}
	}
}

func intoFocus(f **Focus) read {
	return func(y *yamlText, n *yaml.Node) {
		if t, ok := y.scalar(n, `a point such as "50% 60%"`); ok {
			*f = parseFocus(t, "front-matter", y.ds)
		}
	}
}

// oneOf stores one of a few words.
func oneOf(s *string, words ...string) read {
	return func(y *yamlText, n *yaml.Node) {
		t, ok := y.scalar(n, strings.Join(words, ", "))
		if !ok {
			return
		}
		if len(words) == 1 && t.Value != words[0] {
			y.wrongKind(n, words[0])
			return
		}
		if !slices.Contains(words, t.Value) {
			y.ds.Error("front-matter", t.Pos, fmt.Sprintf("\"%s\" is not one of %s", t.Value, strings.Join(words, ", ")), diag.DidYouMean(t.Value, words, ""))
			return
		}
		*s = t.Value
	}
}

// within reads a mapping inside a mapping.
func within(what string, fields ...field) read {
	return func(y *yamlText, n *yaml.Node) { y.mapping(n, what, fields) }
}

func intoRights(r *Rights) read {
	return within("rights",
		field{"copyright", intoText(&r.Copyright)}, field{"usage_terms", intoText(&r.UsageTerms)},
		field{"license", intoText(&r.License)}, field{"acquire_license_page", intoText(&r.AcquireLicensePage)})
}

// intoWaivers reads "allow": a mapping of rules to reasons, or a list of
// "rule: reason".
func intoWaivers(ws *[]Waiver) read {
	return func(y *yamlText, n *yaml.Node) {
		switch n.Kind {
		case yaml.MappingNode:
			*ws = append(*ws, y.waivers(n)...)
		case yaml.SequenceNode:
			for _, item := range y.items(n) {
				if item.Kind == yaml.MappingNode {
					*ws = append(*ws, y.waivers(item)...)
				} else if t, ok := y.scalar(item, "rule: reason"); ok {
					*ws = append(*ws, parseWaivers(t, "front-matter", y.ds)...)
				}
			}
		default:
			if t, ok := y.scalar(n, "rule: reason"); ok {
				*ws = append(*ws, parseWaivers(t, "front-matter", y.ds)...)
			}
		}
	}
}

func (y *yamlText) waivers(n *yaml.Node) []Waiver {
	var ws []Waiver
	for i := 0; i+1 < len(n.Content); i += 2 {
		rule, okRule := y.scalar(n.Content[i], "the id of a rule")
		reason := n.Content[i+1]
		if okRule && (reason.Kind != yaml.ScalarNode || y.refused(reason) || reason.Value == "") {
			y.ds.Error("front-matter", rule.Pos, fmt.Sprintf("no reason for allowing \"%s\"", rule.Value), fmt.Sprintf(`write "%s: the reason"`, rule.Value))
		} else if okRule {
			ws = append(ws, Waiver{rule.Value, strings.TrimSpace(reason.Value), rule.Pos})
		}
	}
	return ws
}
