package planar

// plainForward transforms a block of samples (T.81, A.3.3), eight times too
// large, and quantises it, in plain Go. The result is in columns; bit i of what
// is returned says whether b[i] is not zero.
func plainForward(b *[64]int16, src []uint8, stride int, q *quantiser) (nonzero uint64) {
	var t [64]int32
	for y := range 8 {
		for x, v := range src[y*stride:][:8] {
			t[8*x+y] = int32(v) - 128
		}
	}
	for x := range 8 {
		forward8((*[8]int32)(t[8*x:]), fixBits-2)
	}
	for y := range 8 {
		var row [8]int32
		for x := range row {
			row[x] = t[8*x+y]
		}
		forward8(&row, fixBits+2)
		for x, v := range row {
			t[8*x+y] = v
		}
	}
	for i, v := range t {
		n := (max(v, -v) + q.half[i]) * q.times[i] >> q.shift[i]
		if n != 0 {
			nonzero |= 1 << i
		}
		if v < 0 {
			n = -n
		}
		b[i] = int16(n)
	}
	return nonzero
}

// forward8 transforms eight values and scales them down by shift of fixBits.
func forward8(v *[8]int32, shift uint) {
	s0, s1, s2, s3 := v[0]+v[7], v[1]+v[6], v[2]+v[5], v[3]+v[4]
	d0, d1, d2, d3 := v[0]-v[7], v[1]-v[6], v[2]-v[5], v[3]-v[4]
	half := int32(1) << (shift - 1)
	a, b, c, d := s0+s3, s1+s2, s1-s2, s0-s3
	z := (c+d)*fix0_541 + half
	v[0], v[4] = ((a+b)<<fixBits+half)>>shift, ((a-b)<<fixBits+half)>>shift
	v[2], v[6] = (z+d*fix0_765)>>shift, (z-c*fix1_847)>>shift
	z = (d0+d1+d2+d3)*fix1_175 + half
	z3, z4 := z-(d3+d1)*fix1_961, z-(d2+d0)*fix0_390
	z1, z2 := (d3+d0)*fix0_899, (d2+d1)*fix2_562
	v[7], v[5] = (d3*fix0_298-z1+z3)>>shift, (d2*fix2_053-z2+z4)>>shift
	v[3], v[1] = (d1*fix3_072-z2+z3)>>shift, (d0*fix1_501-z1+z4)>>shift
}
