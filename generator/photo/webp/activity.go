package webp

// Detail hides the errors of a coarse quantiser and smooth ground shows them. So
// macroblocks are sorted by their activity into four segments, and each segment
// gets a quantiser of its own.

// classify sorts the macroblocks into segments.
func (f *frame) classify() {
	f.segments[0] = newSegment(indexOf(acSteps[f.base], 0))
	if !f.segmented {
		for i := range f.blocks {
			f.blocks[i].segment = 0
		}
		return
	}
	var histogram [activities]uint32
	f.measure(&histogram)
	var c clusters
	c.divide(&histogram)
	for i, centre := range c.centres {
		f.segments[i] = newSegment(indexOf(acSteps[f.base], centre-c.mean))
	}
	f.assign(&c)
}

// leastSegmented is the number of macroblocks from which segments pay for their
// header.
const leastSegmented = 32

// activities is the number of steps of activity, eight to an octave.
const activities = 128

// measure finds the activity of every macroblock and counts them. It is left in
// the segment's place until the segments are known.
func (f *frame) measure(histogram *[activities]uint32) {
	for y := range f.rows {
		for x := range f.columns {
			a := f.planes[0].activity(16*x, 16*y)
			histogram[a]++
			f.blocks[y*f.columns+x].segment = a
		}
	}
}

// assign replaces each activity by the number of the segment nearest to it.
func (f *frame) assign(c *clusters) {
	var number [activities]uint8
	for a := range number {
		number[a] = c.nearest(a)
	}
	var count [4]uint32
	for i := range f.blocks {
		b := &f.blocks[i]
		b.segment = number[b.segment]
		count[b.segment]++
	}
	f.segmentProbs = [3]uint8{
		fitting([2]uint32{count[0] + count[1], count[2] + count[3]}),
		fitting([2]uint32{count[0], count[1]}),
		fitting([2]uint32{count[2], count[3]}),
	}
}

// activity is the mean logarithm of the contrast in the four quarters of a
// macroblock, so that one edge on smooth ground does not make it busy.
func (p *plane) activity(x, y int) uint8 {
	var quarters [4]int
	if x+17 <= p.width && y+16 <= p.height {
		quarters[0], quarters[1] = contrasts(p.pix[y*p.stride+x:], p.stride)
		quarters[2], quarters[3] = contrasts(p.pix[(y+8)*p.stride+x:], p.stride)
	} else {
		for q := range quarters {
			quarters[q] = p.contrast(x+q%2*8, y+q/2*8)
		}
	}
	sum := 0
	for _, contrast := range quarters {
		sum += log2(uint64(1 + contrast))
	}
	return uint8(min(sum/(4*256/8), activities-1))
}

// contrast samples the differences of neighbours in a block of 8×8 pixels.
func (p *plane) contrast(x, y int) (sum int) {
	n := min(8, p.width-1-x)
	for j := 0; j < 8 && y+j+1 < p.height && n > 0; j += 2 {
		row := p.pix[(y+j)*p.stride+x:][:n+1]
		below := p.pix[(y+j+1)*p.stride+x:][:n]
		for i, v := range below {
			h, d := int(row[i])-int(row[i+1]), int(row[i])-int(v)
			sum += max(h, -h) + max(d, -d)
		}
	}
	return sum
}

// contrastsPlain is contrasts in Go: what [plane.contrast] says of the first 8
// rows of pix, columns 0–7 and 8–15. It looks at columns 0–16.
func contrastsPlain(pix []byte, stride int) (left, right int) {
	p := plane{pix: pix, stride: stride, width: 17, height: 8}
	return p.contrast(0, 0), p.contrast(8, 0)
}

// A clusters is a division of activities into four segments.
type clusters struct {
	centres [4]int
	prices  [4]int // of saying the segment's number, as a squared distance
	mean    int
}

// divide finds four centres of activity, ascending: Lloyd's iteration on the
// histogram, in which a rare segment costs what its number will.
func (c *clusters) divide(histogram *[activities]uint32) {
	var count, total uint64
	for a, n := range histogram {
		count += uint64(n)
		total += uint64(a) * uint64(n)
	}
	c.mean = int(total / count)
	for i := range c.centres {
		c.centres[i] = quantile(histogram, count*uint64(2*i+1)/8)
	}
	for range 12 {
		var sums, counts [4]uint64
		for a, n := range histogram {
			i := c.nearest(a)
			sums[i] += uint64(a) * uint64(n)
			counts[i] += uint64(n)
		}
		for i := range counts {
			if counts[i] > 0 {
				c.centres[i] = int(sums[i] / counts[i])
			}
			c.prices[i] = numberPrice * (log2(count) - log2(max(1, counts[i]))) / 256
		}
	}
}

// quantile is the activity that so many macroblocks do not exceed.
func quantile(histogram *[activities]uint32, rank uint64) int {
	for a, n := range histogram {
		if rank < uint64(n) {
			return a
		}
		rank -= uint64(n)
	}
	return activities - 1
}

// nearest is the number of the segment for an activity.
func (c *clusters) nearest(a int) uint8 {
	best, least := 0, 0
	for i, centre := range c.centres {
		d := (a-centre)*(a-centre) + c.prices[i]
		if i == 0 || d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}

// Shaping: a macroblock of mean activity has the picture's step times unshaped,
// which makes up for what shaping costs, so that a quality means what it means
// in libwebp. Each step of activity above makes the step larger by the ratio of
// 2^16 to shaping. A bit of a segment's number is worth the square root of
// numberPrice steps of activity. Found as those of [newSegment], and with butteraugli,
// which would shape more than structural similarity. At a numberPrice of 32 large
// pictures, whose macroblocks are much alike, had nearly all of them in one segment and
// were hardly shaped: at 1600 pixels they needed 1.03 of the bytes that they do with 8.
const (
	unshaped    = 58000 // of 2^16
	shaping     = 1<<16 - 2300
	numberPrice = 8
)

// indexOf is the quantiser index that suits macroblocks whose activity exceeds
// the mean by so many steps.
func indexOf(step int32, excess int) int {
	want := int64(step) * unshaped
	for ; excess < 0; excess++ {
		want = want * shaping >> 16
	}
	for ; excess > 0; excess-- {
		want = want * 65536 / shaping
	}
	best, least := 0, int64(1)<<62
	for i, s := range acSteps {
		d := int64(s)<<16 - want
		if d = max(d, -d); d < least {
			best, least = i, d
		}
	}
	return best
}
