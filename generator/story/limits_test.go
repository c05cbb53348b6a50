package story

import (
	"strings"
	"testing"
	"time"
)

// TestHostileText reads texts that make parsers take the square of their
// length, as long as they may be.
func TestHostileText(t *testing.T) {
	for _, unit := range []string{
		"![", "[", "![](a.jpg){", "![](a.jpg)", "![](a.jpg)\n", "*a ", "**a_", "`", "<", "(", "\"a ", "'a", "[^1]", "[a](", "![a](b c)", "x)",
		"> ", "- ", "&", "<!--", "\\", "|a", "a\n:   b\n\n", "重\n", "{.", "[a]: b\n", "[^a]: b\n", "http://a.b ", "\t", "<a b=\"", "a@b.c ",
		"![](a.jpg)\nx (Xinhua/A B) ", "[", "{", "- ", "&a ", "'",
	} {
		repeated := strings.Repeat(unit, maxParagraph/len(unit))
		for _, text := range []string{"---\nheadline: x\n---\n" + repeated, "---\nheadline: " + repeated + "\n---\n"} {
			start := time.Now()
			loadOne(t, text)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%q took %v", unit, took)
			}
		}
	}
}

func TestTooLong(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"paragraph": {"---\nheadline: x\n---\n\n" + strings.Repeat("word ", 8000), "a paragraph of more than 32 kilobytes"},
		"story":     {"---\nheadline: x\n---\n\n" + strings.Repeat("word\n\n", 50000), "a text of 292 kilobytes"},
		"file":      {strings.Repeat("word\n\n", 200000), "a text file of 1 megabytes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, ds := loadOne(t, c.text)
			for _, d := range ds {
				if d.Message == c.want {
					return
				}
			}
			t.Errorf("not said: %s\nbut: %v", c.want, ds)
		})
	}
}
