package planar

// maxScans is more than any encoder makes: ten or twenty. Each scan of a
// progressive picture may visit every block and take but a few bytes of the file
// to do so.
const maxScans = 40

// leftover is how many bytes of content may stand between the last block and the
// next marker. More than those means that blocks went missing on the way.
const leftover = 4

// blockReader reads the next block of the scan, at column bx and row by of a
// component's blocks.
type blockReader func(c *component, bx, by int) error

// scan reads a scan: its header (T.81, B.2.3) and all its blocks.
func (d *decoder) scan(s []byte) error {
	if !d.framed {
		return damaged("a scan stands before the frame")
	}
	if len(s) < 1 || len(s) < 4+2*int(s[0]) {
		return damaged("a scan's header is cut off")
	}
	if d.scans++; d.scans > maxScans {
		return damaged("it has too many scans")
	}
	if d.scans == 1 {
		d.allocate()
	}
	n := 1 + 2*int(s[0])
	comps, err := d.choose(s[1:n])
	if err != nil {
		return err
	}
	read := d.sequentialBlock
	if d.progressive {
		b := band{from: int(s[n]), to: int(s[n+1]), before: int(s[n+2] >> 4), after: int(s[n+2] & 15)}
		if read, err = d.progressiveBlock(comps, b); err != nil {
			return err
		}
	}
	return d.blocks(comps, read)
}

// choose returns the components of a scan, with the tables that it names.
func (d *decoder) choose(s []byte) ([]*component, error) {
	var comps []*component
	var chosen int
	for ; len(s) >= 2; s = s[2:] {
		i := d.index(s[0])
		if i < 0 || chosen>>i&1 == 1 || s[1]>>4 > 3 || s[1]&15 > 3 {
			return nil, damaged("a scan names a wrong component or table")
		}
		c := &d.comps[i]
		c.dcTable, c.acTable, c.factors = d.dc[s[1]>>4], d.ac[s[1]&15], d.quant[c.quant]
		if c.factors == nil || !d.progressive && (c.dcTable == nil || c.acTable == nil) {
			return nil, damaged("a table is missing")
		}
		chosen |= 1 << i
		comps = append(comps, c)
	}
	if len(comps) == 0 {
		return nil, damaged("a scan has no components")
	}
	d.seen |= chosen
	return comps, nil
}

// index returns which component has that identifier; -1 if none has.
func (d *decoder) index(id uint8) int {
	for i := range d.comps {
		if d.comps[i].id == id {
			return i
		}
	}
	return -1
}

// complete reports whether every component of the picture had a scan.
func (d *decoder) complete() bool { return d.framed && d.seen == 1<<len(d.comps)-1 }

// blocks walks the blocks of a scan in their order (T.81, A.2), over the restart
// markers, to the marker behind it.
func (d *decoder) blocks(comps []*component, read blockReader) error {
	across, down := d.mcusX, d.mcusY
	if len(comps) == 1 {
		across, down = comps[0].ownX, comps[0].ownY
	}
	d.restart(comps, d.pos)
	for y := range down {
		for x := range across {
			if n := y*across + x; d.interval > 0 && n > 0 && n%d.interval == 0 {
				if err := d.passRestart(comps, uint8(n/d.interval-1)&7); err != nil {
					return err
				}
			}
			if err := readUnit(comps, read, x, y); err != nil {
				return err
			}
		}
		if d.bits.overrun() {
			return damaged("the picture's data end too early")
		}
	}
	return d.leave()
}

// readUnit reads an MCU, or the block that takes its place if the scan has one
// component.
func readUnit(comps []*component, read blockReader, x, y int) error {
	if len(comps) == 1 {
		return read(comps[0], x, y)
	}
	for _, c := range comps {
		for by := range c.v {
			for bx := range c.h {
				if err := read(c, x*c.h+bx, y*c.v+by); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// restart begins to read at pos with nothing known of what was before.
func (d *decoder) restart(comps []*component, pos int) {
	d.bits.start(pos)
	d.eobRun = 0
	for _, c := range comps {
		c.pred = 0
	}
}

// passRestart goes over restart marker n, which must be there (T.81, E.2.4).
func (d *decoder) passRestart(comps []*component, n uint8) error {
	if d.bits.overrun() {
		return damaged("the picture's data end too early")
	}
	if err := d.leave(); err != nil {
		return err
	}
	if marker, ok := d.marker(); !ok || marker != markRST0+n {
		return damaged("a restart marker is missing")
	}
	d.restart(comps, d.pos)
	return nil
}

// leave goes to the marker behind the entropy-coded data that were read.
func (d *decoder) leave() error {
	left := d.bits.finish()
	d.pos = d.bits.pos
	if left > leftover {
		return damaged("there are more data than the picture has room for")
	}
	return nil
}
