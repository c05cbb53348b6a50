package story

import (
	"encoding/hex"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"photodesk/generator/diag"
)

// parseWithdrawn reads content/withdrawn.yaml: a list of pictures by digest.
func parseWithdrawn(site *Site, name, text string, ds *diag.List) []Withdrawal {
	f := newFile(name, text)
	if !f.checkText(ds) {
		return nil
	}
	y := wholeFile(f, nil, ds)
	root := y.root()
	if root == nil {
		return nil
	}
	var all []Withdrawal
	for _, item := range y.items(root) {
		all = append(all, y.withdrawal(site, item))
	}
	return all
}

// withdrawal reads one entry. An entry without a readable date or reason still
// withdraws its picture.
func (y *yamlText) withdrawal(site *Site, n *yaml.Node) Withdrawal {
	w := Withdrawal{Notice: Notice{Pos: y.pos(n)}}
	var digest Text
	y.mapping(n, "a withdrawal", []field{
		{"digest", intoText(&digest)}, {"date", intoTime(&w.Date, site.Zone)}, {"reason", intoLine(&w.Reason)},
	})
	if n.Kind != yaml.MappingNode {
		return w
	}
	w.Digest = strings.ToLower(digest.Value)
	if raw, err := hex.DecodeString(w.Digest); digest.Set() && (err != nil || len(raw) != 32) {
		y.ds.Error("front-matter", digest.Pos, fmt.Sprintf("\"%s\" is no SHA-256 digest", digest.Value), "write its 64 hexadecimal digits; photodesk pull does")
		w.Digest = ""
	}
	if !digest.Set() || !w.Date.Set() || !w.Reason.Set() {
		y.ds.Error("front-matter", w.Pos, "a withdrawal needs a digest, a date and a reason", "write - {digest: …, date: 2023-08-01, reason: why}")
	}
	return w
}
