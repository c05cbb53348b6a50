package webp

// qualityIndex gives the quantiser index of each quality: the curve on which
// equal numbers look alike in libwebp's -q, 127·(1−∛l), where l is two thirds of
// the quality up to 0.75 and twice the quality less one above.
var qualityIndex = [101]uint8{
	127, 103, 96, 92, 89, 86, 83, 81, 79, 77, 75, 73, 72, 70, 69, 68, 66, 65, 64, 63,
	62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 51, 50, 49, 48, 48, 47, 46, 45,
	45, 44, 43, 43, 42, 41, 41, 40, 40, 39, 38, 38, 37, 37, 36, 36, 35, 35, 34, 33,
	33, 32, 32, 31, 31, 30, 30, 29, 29, 28, 28, 28, 27, 27, 26, 26, 24, 23, 22, 21,
	19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
	0,
}

// A segment is a class of macroblocks with a quantiser of its own.
type segment struct {
	index      int // of the quantiser, 0..127
	level      int // of the loop filter, 0..63
	y, y2, uv  quantiser
	lambda     int64 // squared error, in units of coefficients, worth 1/256 bit; times 2^lambdaBits
	modeLambda int32 // sum of magnitudes worth 1/256 bit, times 2^lambdaBits
	good       int32 // sum of magnitudes that leaves little to gain
	busy       int32 // sum of magnitudes above which subblocks are coded without trying the whole
	least      int64 // what a subblock costs at the least
}

const lambdaBits = 12

// Roundings, in 1/256 step, and prices, found by search on photographs: the
// fewest bytes for the same structural similarity.
const (
	roundDC, roundAC             = 112, 108
	roundY2DC, roundY2AC         = 96, 104
	roundChromaDC, roundChromaAC = 100, 105

	lambda     = 18  // times step², see segment.lambda
	modeLambda = 13  // times step, see segment.modeLambda
	goodSum    = 8   // times step, see segment.good
	busySum    = 260 // times step, see segment.busy
	leastBits  = 128 // see segment.least
)

// newSegment derives everything from a quantiser index (RFC 6386, section 9.6).
func newSegment(index int) segment {
	dc, ac := dcSteps[index], acSteps[index]
	s := segment{
		index:      index,
		level:      filterLevel(ac),
		y:          newQuantiser(dc, ac, roundDC, roundAC),
		y2:         newQuantiser(2*dc, max(8, ac*155/100), roundY2DC, roundY2AC),
		uv:         newQuantiser(min(dc, 132), ac, roundChromaDC, roundChromaAC),
		lambda:     int64(ac) * int64(ac) * lambda,
		modeLambda: ac * modeLambda,
		good:       ac * goodSum,
		busy:       ac * busySum,
	}
	s.least = s.price(leastBits)
	return s
}

// filterLevel is the strength of the loop filter that suits a step.
func filterLevel(step int32) int {
	level := int(step) * 80 / 256
	if level < 3 { // blurs more than it smooths
		return 0
	}
	return min(level, 63)
}
