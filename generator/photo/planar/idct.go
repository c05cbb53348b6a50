package planar

// The inverse transforms (T.81, A.3.3) at four scales. A smaller one takes the
// lowest frequencies of a block and transforms them as a block of that size,
// which is the picture scaled down with nothing folded over and nothing moved.
// Coefficients are dequantised, in natural order; out is the block's upper left
// sample. All of it is in integers, so every processor gets the same.

// Factors of the fast transform of Loeffler, Ligtenberg and Moschytz (1989), in
// units of 1/8192.
const (
	fixBits  = 13
	fix0_298 = 2446
	fix0_390 = 3196
	fix0_541 = 4433
	fix0_765 = 6270
	fix0_899 = 7373
	fix1_175 = 9633
	fix1_501 = 12299
	fix1_847 = 15137
	fix1_961 = 16069
	fix2_053 = 16819
	fix2_562 = 20995
	fix3_072 = 25172
)

// inverse writes a block at 1/1, 1/2, 1/4 or 1/8: level 0 to 3. flat says that
// all coefficients but the first are zero.
func inverse(level int, b *[64]int32, flat bool, out []uint8, stride int) {
	switch {
	case level == 3:
		out[0] = middle(b[0])
	case flat:
		fillBlock(out, stride, 8>>level, middle(b[0]))
	case level == 2:
		inverse2(b, out, stride)
	case level == 1:
		inverse4(b, out, stride)
	default:
		inverse8(b, out, stride)
	}
}

// middle returns the sample of a block that has but its first coefficient.
func middle(dc int32) uint8 { return clamp((dc+4)>>3 + 128) }

func fillBlock(out []uint8, stride, n int, v uint8) {
	for y := range n {
		row := out[y*stride:][:n]
		for x := range row {
			row[x] = v
		}
	}
}

func inverse2(b *[64]int32, out []uint8, stride int) {
	top, bottom := out[:2], out[stride:][:2]
	l, r := b[0]+b[8]+4, b[1]+b[9]
	top[0], top[1] = clamp((l+r)>>3+128), clamp((l-r)>>3+128)
	l, r = b[0]-b[8]+4, b[1]-b[9]
	bottom[0], bottom[1] = clamp((l+r)>>3+128), clamp((l-r)>>3+128)
}

// plainInverse4 writes a block at 1/2 in plain Go.
func plainInverse4(b *[64]int32, out []uint8, stride int) {
	var t [16]int32
	for x := range 4 {
		v0, v1, v2, v3 := four(b[x], b[8+x], b[16+x], b[24+x])
		const half = 1 << (fixBits - 6)
		t[x], t[4+x], t[8+x], t[12+x] = (v0+half)>>(fixBits-5), (v1+half)>>(fixBits-5), (v2+half)>>(fixBits-5), (v3+half)>>(fixBits-5)
	}
	for y := range 4 {
		v0, v1, v2, v3 := four(t[4*y], t[4*y+1], t[4*y+2], t[4*y+3])
		const shift, half = fixBits + 8, 1<<(fixBits+7) + 128<<(fixBits+8)
		row := out[y*stride:][:4]
		row[0], row[1], row[2], row[3] = clamp((v0+half)>>shift), clamp((v1+half)>>shift), clamp((v2+half)>>shift), clamp((v3+half)>>shift)
	}
}

// four is the transform of four values, scaled up by fixBits.
func four(a, b, c, d int32) (int32, int32, int32, int32) {
	s, t := (a+c)<<fixBits, (a-c)<<fixBits
	z := (b + d) * fix0_541
	p, q := z+b*fix0_765, z-d*fix1_847
	return s + p, t + q, t - q, s - p
}

// plainInverse8 writes a block at full size in plain Go.
func plainInverse8(b *[64]int32, out []uint8, stride int) {
	var t [64]int32
	for x := range 8 {
		const shift, half = fixBits - 2, 1 << (fixBits - 3)
		if b[8+x]|b[16+x]|b[24+x]|b[32+x]|b[40+x]|b[48+x]|b[56+x] == 0 {
			v := (b[x]<<fixBits + half) >> shift
			t[x], t[8+x], t[16+x], t[24+x], t[32+x], t[40+x], t[48+x], t[56+x] = v, v, v, v, v, v, v, v
			continue
		}
		e0, e1, e2, e3 := four(b[x], b[16+x], b[32+x], b[48+x])
		o0, o1, o2, o3 := odd(b[8+x], b[24+x], b[40+x], b[56+x])
		t[x], t[56+x] = (e0+o0+half)>>shift, (e0-o0+half)>>shift
		t[8+x], t[48+x] = (e1+o1+half)>>shift, (e1-o1+half)>>shift
		t[16+x], t[40+x] = (e2+o2+half)>>shift, (e2-o2+half)>>shift
		t[24+x], t[32+x] = (e3+o3+half)>>shift, (e3-o3+half)>>shift
	}
	for y := range 8 {
		const shift, half = fixBits + 5, 1<<(fixBits+4) + 128<<(fixBits+5)
		s, row := t[8*y:][:8], out[y*stride:][:8]
		e0, e1, e2, e3 := four(s[0], s[2], s[4], s[6])
		o0, o1, o2, o3 := odd(s[1], s[3], s[5], s[7])
		row[0], row[7] = clamp((e0+o0+half)>>shift), clamp((e0-o0+half)>>shift)
		row[1], row[6] = clamp((e1+o1+half)>>shift), clamp((e1-o1+half)>>shift)
		row[2], row[5] = clamp((e2+o2+half)>>shift), clamp((e2-o2+half)>>shift)
		row[3], row[4] = clamp((e3+o3+half)>>shift), clamp((e3-o3+half)>>shift)
	}
}

// odd is the other half: of the coefficients 1, 3, 5 and 7.
func odd(a, b, c, d int32) (int32, int32, int32, int32) {
	z := (a + b + c + d) * fix1_175
	z3, z4 := z-(b+d)*fix1_961, z-(a+c)*fix0_390
	z1, z2 := -(a+d)*fix0_899, -(b+c)*fix2_562
	return a*fix1_501 + z1 + z4, b*fix3_072 + z2 + z3, c*fix2_053 + z2 + z4, d*fix0_298 + z1 + z3
}
