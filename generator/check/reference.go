package check

import (
	"fmt"
	"strings"
)

// Reference returns the manual of the rules in Markdown, for help rules.
func Reference() string {
	var b strings.Builder
	b.WriteString(`# The desk's rules

A complaint ends with the id of its rule in square brackets. In content/site.yaml
a site sets how loudly a rule speaks:

    check: {caption-tense: warn, caption-length: off}

The levels are error, warn, info and off; an error holds back the build. A picture
or a story lets a rule pass, with a reason:

    ![…](photos/02.jpg){allow="caption-length: quotation"}

    allow: {caption-no-place: "studio pictures"}

Rules marked "fixed" can be neither set nor let pass.
`)
	for _, r := range rules {
		level := string(r.Level)
		if r.Fixed {
			level += ", fixed"
		}
		fmt.Fprintf(&b, "\n## %s (%s)\n\n%s\n\n%s\n\nTo mend it: %s.\n", r.ID, level, r.Finds, r.Why, r.Mend)
	}
	return b.String()
}
