package webp

// coding is the one that was chosen.
func (w *work) coding(mb *macroblock) *lumaCoding {
	if mb.luma == modeSplit {
		return &w.split
	}
	return &w.whole
}

// empty reports whether a macroblock has no coefficients.
func (w *work) empty(mb *macroblock) bool {
	none := int8(-1)
	if mb.luma != modeSplit {
		if w.whole.y2Last >= 0 {
			return false
		}
		none = 0
	}
	for _, last := range w.coding(mb).last {
		if last > none {
			return false
		}
	}
	for _, last := range w.cLast {
		if last >= 0 {
			return false
		}
	}
	return true
}

// recordAll records the coefficients of a macroblock in the order of RFC 6386,
// section 13, unless it is marked as having none, and keeps the contexts.
func (f *frame) recordAll(mb *macroblock, above *border) {
	top, left := &above.nonZero, &f.left.nonZero
	if mb.skip && f.skips {
		y2Top, y2Left := top[8], left[8]
		*top, *left = [9]uint8{}, [9]uint8{}
		if mb.luma == modeSplit {
			top[8], left[8] = y2Top, y2Left
		}
		return
	}
	w := &f.work
	coding := w.coding(mb)
	kind, first := typeY, 0
	if mb.luma != modeSplit {
		kind, first = typeYAfterY2, 1
		f.recordBlock(typeY2, 0, &top[8], &left[8], coding.y2Last, &coding.y2)
	}
	for i := range 16 {
		f.recordBlock(kind, first, &top[i%4], &left[i/4], coding.last[i], &coding.levels[i])
	}
	for i := range 8 {
		x, y := 4+i/4*2+i%2, 4+i/4*2+i%4/2
		f.recordBlock(typeChroma, 0, &top[x], &left[y], w.cLast[i], &w.cLevels[i])
	}
}

// recordBlock records one block in the context of its neighbours and becomes
// theirs.
func (f *frame) recordBlock(kind, first int, top, left *uint8, last int8, levels *[16]int16) {
	f.record(kind, int(*top+*left), first, int(last), levels)
	has := flagOf(int(last) >= first)
	*top, *left = has, has
}
