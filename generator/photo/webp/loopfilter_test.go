package webp

// The decoder's loop filter after RFC 6386, section 15, with sharpness 0: the
// encoder has no need of it, its tests do.

// A deblocker filters the planes of a decoded frame.
type deblocker struct {
	im      *Image
	columns int
	level   []int  // by macroblock
	inner   []bool // whether its inner edges are filtered
}

func (d *deblocker) run() {
	for i, level := range d.level {
		if level == 0 {
			continue
		}
		x, y := i%d.columns, i/d.columns
		d.plane(d.im.Y, d.im.YStride, 16, x, y, level, d.inner[i])
		d.plane(d.im.Cb, d.im.CStride, 8, x, y, level, d.inner[i])
		d.plane(d.im.Cr, d.im.CStride, 8, x, y, level, d.inner[i])
	}
}

// plane filters the edges of one macroblock in one plane.
func (d *deblocker) plane(pix []byte, stride, size, x, y, level int, inner bool) {
	at := y*size*stride + x*size
	if x > 0 {
		edgeFilter(pix, at, stride, 1, size, level, true)
	}
	for k := 4; inner && k < size; k += 4 {
		edgeFilter(pix, at+k, stride, 1, size, level, false)
	}
	if y > 0 {
		edgeFilter(pix, at, 1, stride, size, level, true)
	}
	for k := 4; inner && k < size; k += 4 {
		edgeFilter(pix, at+k*stride, 1, stride, size, level, false)
	}
}

// edgeFilter filters across n pixels of an edge.
func edgeFilter(pix []byte, at, along, across, n, level int, outer bool) {
	limit := 2*level + level
	if outer {
		limit = 2*(level+2) + level
	}
	variance := 0
	if level >= 40 {
		variance = 2
	} else if level >= 15 {
		variance = 1
	}
	for range n {
		var s [8]int // p3..p0, q0..q3
		for k := range s {
			s[k] = int(pix[at+(k-4)*across])
		}
		if smooth(s, limit, level) {
			high := abs(int32(s[2]-s[3])) > int32(variance) || abs(int32(s[5]-s[4])) > int32(variance)
			adjust(&s, high, outer)
			for k := range s {
				pix[at+(k-4)*across] = byte(s[k])
			}
		}
		at += along
	}
}

// smooth reports whether the neighbourhood is even enough to be filtered.
func smooth(s [8]int, limit, interior int) bool {
	if 2*abs(int32(s[3]-s[4]))+abs(int32(s[2]-s[5]))/2 > int32(limit) {
		return false
	}
	for k := range 7 {
		if k != 3 && abs(int32(s[k]-s[k+1])) > int32(interior) {
			return false
		}
	}
	return true
}

// adjust is the filter proper.
func adjust(s *[8]int, high, outer bool) {
	c := func(v int) int { return max(-128, min(127, v)) }
	v := [8]int{}
	for k := range s {
		v[k] = s[k] - 128
	}
	spread := 3 * (v[4] - v[3])
	switch {
	case high || !outer:
		a := spread
		if high {
			a += c(v[2] - v[5])
		}
		a = c(a)
		f, g := c(a+4)>>3, c(a+3)>>3
		v[4], v[3] = c(v[4]-f), c(v[3]+g)
		if !high {
			v[5], v[2] = c(v[5]-(f+1)>>1), c(v[2]+(f+1)>>1)
		}
	default:
		w := c(c(v[2]-v[5]) + spread)
		for k, tap := range [3]int{27, 18, 9} {
			a := c((tap*w + 63) >> 7)
			v[4+k], v[3-k] = c(v[4+k]-a), c(v[3-k]+a)
		}
	}
	for k := range s {
		s[k] = v[k] + 128
	}
}
