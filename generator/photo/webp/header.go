package webp

import (
	"errors"
	"slices"
)

// Limits of the format (RFC 6386, section 9.1).
const (
	maxSide      = 1<<14 - 1
	maxPartition = 1<<19 - 1 // bytes of the first partition
	frameHeader  = 10
)

// errModes says that the first partition outgrew its field.
var errModes = errors.New("webp: too many prediction modes for one frame")

// write appends the file to dst, or gives an error if its first partition
// exceeds limit.
func (f *frame) write(dst []byte, limit int) ([]byte, error) {
	start := len(dst)
	dst = slices.Grow(dst, len(f.blocks)*4+(len(f.tokens.full)+1)*chunkTokens*3/8)
	dst = append(dst, make([]byte, riffHeader+frameHeader)...)
	probs := adapt(&f.tally)
	var w boolWriter
	w.start(dst)
	w.header(f, &probs)
	dst = w.finish()
	first := len(dst) - start - riffHeader - frameHeader
	if first > limit {
		return dst[:start], errModes
	}
	f.tag(dst[start+riffHeader:], first)
	w.start(dst)
	for _, tokens := range f.tokens.full {
		w.putTokens(tokens, &probs)
	}
	w.putTokens(f.tokens.last, &probs)
	return wrap(w.finish(), start), nil
}

// tag fills in the uncompressed data chunk of section 9.1: a key frame of
// version 0, shown.
func (f *frame) tag(h []byte, first int) {
	v := uint32(first)<<5 | 1<<4
	h[0], h[1], h[2] = byte(v), byte(v>>8), byte(v>>16)
	copy(h[3:], "\x9d\x01\x2a")
	h[6], h[7] = byte(f.width), byte(f.width>>8)
	h[8], h[9] = byte(f.height), byte(f.height>>8)
}

// header writes the first partition: frame header and macroblock headers
// (sections 9.2 to 9.11 and 19.2).
func (w *boolWriter) header(f *frame, probs *[slots][nodes]uint8) {
	w.flag(false) // colour space: BT.601
	w.flag(false) // the decoder must clamp
	w.flag(f.segmented)
	if f.segmented {
		w.segments(f)
	}
	w.flag(false) // the normal loop filter
	w.literal(uint32(f.filterLevel()), 6)
	w.literal(0, 3) // sharpness
	w.flag(false)   // no adjustment of the filter
	w.literal(0, 2) // one partition of coefficients
	w.literal(uint32(f.segments[0].index), 7)
	for range 5 {
		w.flag(false) // the other quantisers have the same index: luma's DC, Y2's two, chroma's two
	}
	w.flag(false) // probabilities are not kept for another frame
	w.probabilities(probs)
	w.flag(f.skips)
	skipProb := f.skipProb()
	if f.skips {
		w.literal(uint32(skipProb), 8)
	}
	w.modes(f, skipProb)
}

// filterLevel is the picture's: not zero if any segment's is not, since at zero
// decoders filter nothing, whatever the segments say (section 9.6).
func (f *frame) filterLevel() int {
	level := f.segments[0].level
	for i := range f.segments {
		if f.segmented {
			level = max(level, f.segments[i].level)
		}
	}
	return level
}

// probabilities writes those that differ from the default (section 13.4).
func (w *boolWriter) probabilities(probs *[slots][nodes]uint8) {
	for s := range probs {
		for n, p := range probs[s] {
			changed := p != defaultProbs[s][n]
			w.bit(changed, updateProbs[s][n])
			if changed {
				w.literal(uint32(p), 8)
			}
		}
	}
}

// segments writes the quantisers and filter levels of the segments and the
// probabilities of their numbers (section 9.3).
func (w *boolWriter) segments(f *frame) {
	w.flag(true) // each macroblock says which
	w.flag(true) // values follow
	w.flag(true) // as they are, not as differences
	for i := range f.segments {
		w.signed(f.segments[i].index, 7)
	}
	for i := range f.segments {
		w.signed(f.segments[i].level, 6)
	}
	for _, p := range f.segmentProbs {
		w.flag(p != 255)
		if p != 255 {
			w.literal(uint32(p), 8)
		}
	}
}

// skipProb is the probability that a macroblock has coefficients.
func (f *frame) skipProb() uint8 {
	var count [2]uint32
	for i := range f.blocks {
		if f.blocks[i].skip {
			count[1]++
		} else {
			count[0]++
		}
	}
	return fitting(count)
}
