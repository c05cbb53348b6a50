package photo

// Weight returns about how many bytes of memory the making of a rendition of f
// takes at the most: the file, the picture as far as it is held at one time, and the
// rendition with what its encoder works on. Others that are made with it, one after
// another, take no more than the largest.
func Weight(f *Facts, r *Recipe) int64 {
	pixels := int64(f.Width) * int64(f.Height)
	own := renditionWeight * int64(r.Width) * int64(r.Height)
	switch {
	case f.Format == "jpeg" && f.Components != 4 && f.AdobeTransform != 0:
		return f.Size + own + planesWeight(f, pixels)
	case f.Format == "png" && !f.Progressive:
		return f.Size + own + 5*pixels // in eight bits, and what is scaled of it; less when it is halved
	}
	return f.Size + own + generalWeight(f)*pixels
}

// generalWeight is what each pixel takes on the general path: four samples as they
// are decoded and four turned, in eight bits. What is put together out of passes, of
// planes or of inks is there twice for a time, and the standard library keeps each
// coefficient of a progressive JPEG in four bytes.
func generalWeight(f *Facts) int64 {
	picture := int64(4)
	if f.Bits > 8 {
		picture = 8
	}
	parts := int64(0)
	if f.Format == "jpeg" || f.Components == 4 || f.Progressive {
		parts = 4
	}
	if f.Format == "jpeg" && f.Progressive {
		parts += 4 * int64(f.Components)
	}
	return picture + parts + 4
}

// renditionWeight is what each pixel of a rendition takes: its planes (1.5 bytes), what
// the encoder of WebP keeps of it (up to 3.3 at ordinary qualities) and the file.
const renditionWeight = 6

// planesWeight is what a JPEG's planes take: one byte a sample, a third more for
// the smaller scales, and the two bytes of every coefficient if it is progressive.
func planesWeight(f *Facts, pixels int64) int64 {
	samples := map[string]int64{"4:2:0": 6, "4:1:1": 6, "4:2:2": 8, "4:4:0": 8}[f.Subsampling] // in four pixels
	switch {
	case f.Components == 1:
		samples = 4
	case samples == 0:
		samples = 12
	}
	planes := samples * pixels / 3
	if f.Progressive {
		planes += samples * pixels / 2
	}
	return planes
}
