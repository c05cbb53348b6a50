package planar

// view is the size of a picture as it is stored, and how it is turned to be seen:
// mirrored first, then transposed.
type view struct {
	size             Size
	mirrorX, mirrorY bool
	transpose        bool
}

// resample returns a plane, as the view has it, as one of a picture of size s, both
// as they are stored, not yet transposed; a sample of the result covers
// step by step of its pixels.
func (p *Plane) resample(v view, s Size, step int) Plane {
	d := makePlane(s, step, step, 0, 0)
	across := filters.of(line{p.W, p.StepX, v.size.W, s.W, step, v.mirrorX})
	down := filters.of(line{p.H, p.StepY, v.size.H, s.H, step, v.mirrorY})
	from, to := across.span()
	row := make([]int16, p.W+slack)
	for y := range d.H {
		top := p.Pix[int(down.start[y])*p.Stride:]
		filterDown(row[from:to], top[from:], p.Stride, down.window(y))
		filterAcross(d.Pix[y*d.Stride:][:d.W], row, across)
	}
	return d
}

// tile is the edge of the squares in which a plane is transposed, so that both
// sides stay in the processor's cache.
const tile = 32

// transpose returns p mirrored at its main diagonal, and releases it.
func (p *Plane) transpose() Plane {
	d := Plane{W: p.H, H: p.W, Stride: p.H, StepX: p.StepY, StepY: p.StepX}
	d.Pix = takeBuffer(d.Stride * d.H)
	for y0 := 0; y0 < d.H; y0 += tile {
		for x0 := 0; x0 < d.W; x0 += tile {
			p.transposeTile(&d, x0, y0)
		}
	}
	p.release()
	return d
}

func (p *Plane) transposeTile(d *Plane, x0, y0 int) {
	x1 := min(x0+tile, d.W)
	for y := y0; y < min(y0+tile, d.H); y++ {
		row := d.Pix[y*d.Stride+x0 : y*d.Stride+x1]
		src := p.Pix[x0*p.Stride+y:]
		for x := range row {
			row[x] = src[x*p.Stride]
		}
	}
}
