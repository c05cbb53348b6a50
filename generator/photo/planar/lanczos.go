package planar

import (
	"math"
	"sync"
)

// weightBits is the precision of a filter's weights: they add up to 1<<weightBits.
const weightBits = 14

// lobes is the half width of the Lanczos window in samples.
const lobes = 3

// The kernel is tabulated kernelSteps times a sample in units of 1<<-kernelBits
// and interpolated linearly, which is off by less than a weight's precision.
const (
	kernelStepBits = 10
	kernelSteps    = 1 << kernelStepBits
	kernelBits     = 24
)

// kernel is the table, with one entry more than the window for interpolation.
var kernel = tabulate()

func tabulate() (t [lobes*kernelSteps + 2]int64) {
	t[0] = 1 << kernelBits
	for i := 1; i < lobes*kernelSteps; i++ {
		p := float64(math.Pi * (float64(i) / kernelSteps))
		v := lobes * float64(math.Sin(p)*math.Sin(p/lobes)) / float64(p*p)
		t[i] = int64(math.Round(float64(v * (1 << kernelBits))))
	}
	return t
}

// lanczos returns the kernel at num/den samples from its middle, in units of
// 1<<-kernelBits. Integers alone decide, so every processor gets the same.
func lanczos(num, den int64) int64 {
	const fracBits = 10
	x := max(num, -num) << (kernelStepBits + fracBits) / den
	i, frac := x>>fracBits, x&(1<<fracBits-1)
	if i >= lobes*kernelSteps {
		return 0
	}
	return kernel[i] + (kernel[i+1]-kernel[i])*frac>>fracBits
}

// line describes one axis of a scaling.
type line struct {
	samples int  // of the source plane
	step    int  // pixels of the source that one of its samples covers
	length  int  // of the source in pixels
	size    int  // of the result in pixels
	outStep int  // pixels of the result that one of its samples covers
	mirror  bool // the result runs the other way
}

// filter says how each sample of a line is made: the sum of taps samples of the
// source from start on, weighted.
type filter struct {
	taps    int // samples in a window, as many for each; even if the source allows
	padded  int // taps rounded up to a multiple of 16, the distance of two windows' weights
	start   []int32
	weights []int16 // 1<<weightBits in all for each window; zero behind taps
}

// filters keeps the filters made last: photographs of one camera have one size, and
// those of an archive that were scaled before have few. To make them anew for each took
// 3 percent of a build of 10,000 photographs of 640 pixels.
var filters filterMemory

type filterMemory struct {
	mu   sync.Mutex
	made map[line]*filter
	size int // of their weights, in bytes
}

// maxFilters is how many bytes of weights are kept, about: those of some twenty large
// renditions, or of hundreds of small ones.
const maxFilters = 4 << 20

// of returns the filter for an axis, which must not be changed.
func (m *filterMemory) of(l line) *filter {
	m.mu.Lock()
	f := m.made[l]
	m.mu.Unlock()
	if f != nil {
		return f
	}
	f = newFilter(l)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size += 2 * len(f.weights); m.made == nil || m.size > maxFilters {
		m.made, m.size = map[line]*filter{}, 2*len(f.weights)
	}
	m.made[l] = f
	return f
}

// newFilter returns the Lanczos filter for an axis. All positions are fractions
// over 2·step·size, so nothing is rounded before the weights are: the parts of a
// pixel at the edge of odd sizes count as such, and nothing moves.
func newFilter(l line) *filter {
	n := (l.size + l.outStep - 1) / l.outStep
	unit := int64(2*l.step) * int64(l.size)        // one source sample
	scale := int64(2*l.outStep) * int64(l.length)  // one result sample
	reach := max(unit, scale)                      // one lobe
	taps := int((2*lobes*reach + unit - 1) / unit) // integers that the window can hold
	taps = min(taps+taps&1, l.samples)
	f := &filter{taps: taps, padded: (taps + 15) &^ 15, start: make([]int32, n)}
	f.weights = make([]int16, n*f.padded)
	raw := make([]int64, taps)
	for i := range n {
		at := scale / 2 * int64(2*i+1)
		if l.mirror {
			at = int64(2*l.length)*int64(l.size) - at
		}
		at -= unit / 2 // to the middle of a sample
		first := floorDiv(at-lobes*reach, unit) + 1
		first = min(max(first, 0), int64(l.samples-taps))
		for k := range raw {
			raw[k] = lanczos((first+int64(k))*unit-at, reach)
		}
		f.start[i] = int32(first)
		normalise(f.weights[i*f.padded:][:taps], raw)
	}
	return f
}

// normalise rounds raw weights to ones that add up to 1<<weightBits; what
// rounding left over goes to the largest.
func normalise(weights []int16, raw []int64) {
	var sum int64
	for _, v := range raw {
		sum += v
	}
	rest, largest := int64(1<<weightBits), 0
	for k, v := range raw {
		w := floorDiv(2*v<<weightBits+sum, 2*sum)
		weights[k] = int16(w)
		rest -= w
		if v > raw[largest] {
			largest = k
		}
	}
	weights[largest] += int16(rest)
}

// floorDiv returns a/b rounded down, for a positive b.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// span returns the samples of the source that the filter reads: [from, to).
func (f *filter) span() (from, to int) {
	first, last := f.start[0], f.start[len(f.start)-1]
	return int(min(first, last)), int(max(first, last)) + f.taps
}

// window returns the weights of one sample.
func (f *filter) window(i int) []int16 { return f.weights[i*f.padded:][:f.taps] }
