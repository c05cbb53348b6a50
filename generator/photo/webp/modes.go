package webp

// A macroblock is what the encoder decided for 16×16 pixels.
type macroblock struct {
	luma    uint8 // modeDC..modeHE or modeSplit
	chroma  uint8
	segment uint8
	skip    bool // no coefficients
	sub     [16]uint8
}

// Costs of modes: fixed by the format on key frames (RFC 6386, section 11).
var (
	subModeCosts = makeSubModeCosts()
	lumaCosts    = [5]int{
		modeDC:    bitCost(true, 145) + bitCost(false, 156) + bitCost(false, 163),
		modeVE:    bitCost(true, 145) + bitCost(false, 156) + bitCost(true, 163),
		modeHE:    bitCost(true, 145) + bitCost(true, 156) + bitCost(false, 128),
		modeTM:    bitCost(true, 145) + bitCost(true, 156) + bitCost(true, 128),
		modeSplit: bitCost(false, 145),
	}
	chromaCosts = [4]int{
		modeDC: bitCost(false, 142),
		modeVE: bitCost(true, 142) + bitCost(false, 114),
		modeHE: bitCost(true, 142) + bitCost(true, 114) + bitCost(false, 183),
		modeTM: bitCost(true, 142) + bitCost(true, 114) + bitCost(true, 183),
	}
)

// subPaths gives the way to each subblock mode in its tree (section 11.2): pairs
// of a node and a bit.
var subPaths = [subModes][][2]uint8{
	modeDC: {{0, 0}},
	modeTM: {{0, 1}, {1, 0}},
	modeVE: {{0, 1}, {1, 1}, {2, 0}},
	modeHE: {{0, 1}, {1, 1}, {2, 1}, {3, 0}, {4, 0}},
	modeRD: {{0, 1}, {1, 1}, {2, 1}, {3, 0}, {4, 1}, {5, 0}},
	modeVR: {{0, 1}, {1, 1}, {2, 1}, {3, 0}, {4, 1}, {5, 1}},
	modeLD: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 0}},
	modeVL: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 1}, {7, 0}},
	modeHD: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 1}, {7, 1}, {8, 0}},
	modeHU: {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {6, 1}, {7, 1}, {8, 1}},
}

func makeSubModeCosts() (out [subModes][subModes][subModes]uint16) {
	for above := range out {
		for left := range out[above] {
			for mode, path := range subPaths {
				cost := 0
				for _, step := range path {
					cost += bitCost(step[1] != 0, subModeProbs[above][left][step[0]])
				}
				out[above][left][mode] = uint16(cost)
			}
		}
	}
	return out
}

// lumaMode writes the 16×16 mode (section 11.2).
func (w *boolWriter) lumaMode(mode uint8) {
	w.bit(mode != modeSplit, 145)
	if mode == modeSplit {
		return
	}
	across := mode == modeHE || mode == modeTM
	w.bit(across, 156)
	if across {
		w.bit(mode == modeTM, 128)
	} else {
		w.bit(mode == modeVE, 163)
	}
}

// chromaMode writes the mode of both chroma planes (section 11.4).
func (w *boolWriter) chromaMode(mode uint8) {
	w.bit(mode != modeDC, 142)
	if mode == modeDC {
		return
	}
	w.bit(mode != modeVE, 114)
	if mode != modeVE {
		w.bit(mode == modeTM, 183)
	}
}

// subMode writes the mode of a subblock (section 11.5).
func (w *boolWriter) subMode(mode, above, left uint8) {
	probs := &subModeProbs[above][left]
	for _, step := range subPaths[mode] {
		w.bit(step[1] != 0, probs[step[0]])
	}
}

// modes writes the macroblock headers of the whole picture.
func (w *boolWriter) modes(f *frame, skipProb uint8) {
	above := make([]uint8, 4*f.columns)
	for y := range f.rows {
		var left [4]uint8
		for x := range f.columns {
			mb := &f.blocks[y*f.columns+x]
			if f.segmented {
				w.segment(mb.segment, &f.segmentProbs)
			}
			if f.skips {
				w.bit(mb.skip, skipProb)
			}
			w.lumaMode(mb.luma)
			w.subs(mb, above[4*x:][:4], &left)
			w.chromaMode(mb.chroma)
		}
	}
}

// subs writes the subblock modes if there are any and keeps the context of the
// macroblocks to come; a 16×16 mode counts as that mode in each subblock.
func (w *boolWriter) subs(mb *macroblock, above []uint8, left *[4]uint8) {
	if mb.luma != modeSplit {
		for i := range left {
			above[i], left[i] = mb.luma, mb.luma
		}
		return
	}
	for i, mode := range mb.sub {
		w.subMode(mode, above[i%4], left[i/4])
		above[i%4], left[i/4] = mode, mode
	}
}

// segment writes a segment's number (section 10).
func (w *boolWriter) segment(n uint8, probs *[3]uint8) {
	w.bit(n >= 2, probs[0])
	w.bit(n&1 != 0, probs[1+n>>1])
}
