package photo

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"photodesk/generator/photo/meta"
)

// pick returns the value of the first source that has one. Names are in the
// order XMP, IIM, Exif.
func (m *merger) pick(field string, names ...string) Value {
	var found []Value
	for _, n := range names {
		if v, ok := m.value(n); ok {
			found = append(found, v)
		}
	}
	return m.settle(field, found)
}

// settle chooses among what the sources say, in the order XMP, IIM, Exif, and
// notes where XMP and IIM are at odds. What the sidecar says is newer than both,
// and differing from them is its purpose.
func (m *merger) settle(field string, found []Value) Value {
	if len(found) == 0 {
		return Value{}
	}
	winner := found[0]
	for _, v := range found[1:] {
		switch why := m.agreement(winner, v); {
		case why != "":
			m.pass(field, v, why)
		case !fromFile(winner, "XMP") || !fromFile(v, "IPTC"):
			m.pass(field, v, winner.Source+" counts before it")
		case m.iimFirst:
			m.odds(field, "IPTC counts, since it was changed after the XMP was written")
			m.pass(field, winner, "IPTC was changed after it was written")
			winner = v
		default:
			m.odds(field, "XMP counts")
			m.pass(field, v, "XMP counts before IPTC")
		}
	}
	return winner
}

func (m *merger) odds(field, outcome string) {
	m.note("iptc-xmp-conflict", field, "XMP and IPTC differ in the %s; %s", strings.ReplaceAll(field, "_", " "), outcome)
}

// fromFile reports whether a value is of a family and not of the sidecar.
func fromFile(v Value, family string) bool {
	return strings.HasPrefix(v.Source, family) && !strings.HasSuffix(v.Source, InSidecar)
}

// agreement returns in which way v says the same as x, which counts before it;
// empty if it does not. IIM holds a field's beginning, or one of its languages.
func (m *merger) agreement(x, v Value) string {
	switch {
	case folded(x.Text) == folded(v.Text):
		return "it is the same"
	case !strings.HasPrefix(x.Source, "XMP") || !strings.HasPrefix(v.Source, "IPTC"):
		return ""
	case strings.HasPrefix(folded(x.Text), folded(v.Text)):
		return "it is the beginning of the same"
	case sameCountry(x.Text, v.Text):
		return "it is the code of the same country"
	}
	for _, other := range m.facts.Every(strings.TrimSuffix(x.Source, InSidecar)) {
		if folded(other.Text) == folded(v.Text) || len(v.Text) > 20 && strings.HasPrefix(folded(other.Text), folded(v.Text)) {
			return "it is the same in another language"
		}
	}
	return ""
}

// sameCountry reports whether two texts are codes of one country: IIM has room
// for three letters, and XMP often has two (ISO 3166-1).
func sameCountry(a, b string) bool {
	r, err := language.ParseRegion(a)
	if err != nil || len(a) > 3 {
		return false
	}
	s, err := language.ParseRegion(b)
	return err == nil && len(b) <= 3 && r == s
}

// folded returns text as compared: line ends and runs of space count as one.
func folded(s string) string { return strings.Join(strings.Fields(s), " ") }

// noteGuesses tells which character sets had to be guessed.
func (m *merger) noteGuesses() {
	told := map[string]bool{}
	for _, v := range m.facts.Values {
		if strings.HasPrefix(v.Name, "IPTC:") && v.Guess != meta.GuessNone && v.Charset != "" && !told[v.Charset] {
			told[v.Charset] = true
			m.note("iptc-charset-guessed", v.Name, "the IPTC text does not say its character set; it was read as %s (%s)", v.Charset, guessReason(v.Guess))
		}
	}
}

// noteCuts tells which of the values that count end at their octet limit. Where
// XMP has the whole, nothing is missing.
func (m *merger) noteCuts(out *Meta) {
	if !slices.ContainsFunc(m.facts.Values, func(f meta.Value) bool { return f.Cut }) {
		return
	}
	told := map[string]bool{}
	for _, field := range out.Fields() {
		for _, v := range field.Values {
			cut := func(f meta.Value) bool { return f.Name == v.Source && f.Cut }
			if !told[v.Source] && slices.ContainsFunc(m.facts.Values, cut) {
				told[v.Source] = true
				m.note("iptc-truncated", field.Name, "%s ends at its octet limit", v.Source)
			}
		}
	}
}

func guessReason(g meta.Guess) string {
	switch g {
	case meta.GuessXMP:
		return "the XMP agrees with it in that one"
	case meta.GuessSniffed:
		return "its characters are frequent ones in that one"
	case meta.GuessDeclared:
		return "the one it declares does not fit"
	}
	return "the site's iptc_charset"
}
