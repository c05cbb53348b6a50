package check

import (
	"strings"
	"testing"
)

// TestOnePlaceHolderOneComplaint: what is still to be written has no date, no
// place and no length to complain of. A folder of fifty drafted captions raised
// three hundred warnings.
func TestOnePlaceHolderOneComplaint(t *testing.T) {
	s := newScene("en", pic("TODO", undated), pic("TODO", undated), pic("DSC_0042", undated), pic("TODO: who is this?", undated))
	n := 0
	for _, d := range s.run() {
		if strings.HasPrefix(d.ID, "caption-") {
			n++
			if d.ID != "caption-boilerplate" {
				t.Errorf("%s: %s", d.ID, d.Message)
			}
		}
	}
	if n != 4 {
		t.Errorf("%d complaints of four place-holders", n)
	}
}
