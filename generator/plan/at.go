package plan

import "strings"

// Place is what stands at an output path: exactly one field is set.
type Place struct {
	Page     *Page
	Image    *Image
	Original *Original
	Asset    *Asset
	Piece    *Piece
	Doc      *Doc
}

// At returns what the plan has at an output path.
func (p *Plan) At(path string) (Place, bool) {
	if at, ok := p.top[path]; ok {
		return at, true
	}
	for dir := path; ; {
		slash := strings.LastIndexByte(dir, '/')
		if slash < 0 {
			return Place{}, false
		}
		dir = dir[:slash]
		if share := p.shares[dir+"/"]; share != nil {
			at, ok := share.at()[path]
			return at, ok
		}
	}
}
