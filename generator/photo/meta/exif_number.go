package meta

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxNumbers bounds the array of one entry.
const maxNumbers = 4096

// numbers reads all values of an entry; nil when they lie outside. A rational over zero is infinite, zero over zero is
// not a number.
func (t *tiffStream) numbers(e entry) []float64 {
	if e.count > maxNumbers {
		e.count = maxNumbers
	}
	b := t.bytes(e)
	if b == nil {
		return nil
	}
	size := int(typeSize[e.kind])
	out := make([]float64, 0, len(b)/size)
	for ; len(b) >= size; b = b[size:] {
		out = append(out, t.one(e.kind, b))
	}
	return out
}

func (t *tiffStream) one(kind byte, b []byte) float64 {
	switch kind {
	case typeSByte:
		return float64(int8(b[0]))
	case typeShort:
		return float64(t.order.Uint16(b))
	case typeSShort:
		return float64(int16(t.order.Uint16(b)))
	case typeLong, typeIFD:
		return float64(t.order.Uint32(b))
	case typeSLong:
		return float64(int32(t.order.Uint32(b)))
	case typeRational:
		return float64(t.order.Uint32(b)) / float64(t.order.Uint32(b[4:]))
	case typeSRational:
		return float64(int32(t.order.Uint32(b))) / float64(int32(t.order.Uint32(b[4:])))
	case typeFloat:
		return float64(math.Float32frombits(t.order.Uint32(b)))
	case typeLong8, typeIFD8:
		return float64(t.order.Uint64(b))
	case typeSLong8:
		return float64(int64(t.order.Uint64(b)))
	case typeDouble:
		return math.Float64frombits(t.order.Uint64(b))
	}
	return float64(b[0])
}

// significant prints a number with that many significant digits, without trailing zeros, in the notation of C's %g:
// exponents of two digits, "inf" and "undef" for rationals without a value.
func significant(n float64, digits int) string {
	switch {
	case math.IsNaN(n) && digits == 10:
		return "undef"
	case math.IsNaN(n):
		return "NaN"
	case math.IsInf(n, 0) && digits == 10:
		return "inf"
	case math.IsInf(n, 0):
		return strings.TrimPrefix(strconv.FormatFloat(n, 'g', -1, 64), "+")
	case n == math.Trunc(n) && math.Abs(n) < math.Pow10(digits):
		return strconv.FormatInt(int64(n), 10)
	}
	return trimZeros(strconv.FormatFloat(n, 'g', digits, 64))
}

// trimZeros takes the zeros off the end of a fraction, also before an exponent, as %g does in C.
func trimZeros(s string) string {
	mantissa, exp, has := strings.Cut(s, "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	if has {
		return mantissa + "e" + exp
	}
	return mantissa
}

// convert reads the tags whose numbers stand for another quantity: apertures and speeds in APEX units (Exif 3.0 annex
// C), angles in degrees, minutes and seconds, the time of day.
func convert(kind int, tag uint16, nums []float64) (string, bool) {
	if kind == 2 {
		return convertGPS(tag, nums)
	}
	if kind != 1 && kind != 0 || len(nums) != 1 {
		return "", false
	}
	n, err := strconv.ParseFloat(significant(nums[0], 10), 64)
	switch tag {
	case 0x9201: // ShutterSpeedValue
		if err != nil || math.Abs(n) >= 100 {
			return "0", true
		}
		return significant(math.Pow(2, -n), 15), true
	case 0x9202, 0x9205: // ApertureValue, MaxApertureValue
		if err != nil {
			return "", false
		}
		return significant(math.Pow(2, n/2), 15), true
	}
	return "", false
}

// convertGPS reads the GPS attributes of Exif 3.0: an angle becomes degrees, without the sign that its reference gives it.
func convertGPS(tag uint16, nums []float64) (string, bool) {
	switch tag {
	case 2, 4, 0x14, 0x16:
		return degrees(nums)
	case 7:
		return timeOfDay(nums), true
	}
	return "", false
}

// degrees adds up degrees, minutes and seconds, each as exiftool rounds it; an angle without a value is empty.
func degrees(nums []float64) (string, bool) {
	var part [3]float64
	for i := range min(3, len(nums)) {
		if math.IsNaN(nums[i]) || math.IsInf(nums[i], 0) {
			return "", true
		}
		part[i], _ = strconv.ParseFloat(significant(nums[i], 10), 64)
	}
	if len(nums) == 0 {
		return "", true
	}
	return significant(part[0]+(part[1]+part[2]/60)/60, 15), true
}

// timeOfDay prints hours, minutes and seconds as "15:04:05" with the fraction of a second that there is.
func timeOfDay(nums []float64) string {
	total := 0.0
	for i, unit := range [3]float64{3600, 60, 1} {
		if i < len(nums) && !math.IsNaN(nums[i]) && !math.IsInf(nums[i], 0) {
			total += nums[i] * unit
		}
	}
	nano := int64(math.Round(total * 1e9))
	s := fmt.Sprintf("%02d:%02d:%02d", nano/3600e9, nano/60e9%60, nano/1e9%60)
	if frac := nano % 1e9; frac != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%09d", frac), "0")
	}
	return s
}
