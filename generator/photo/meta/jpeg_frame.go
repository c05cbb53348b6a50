package meta

// isFrame reports whether the marker starts a frame: SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81 table B.1).
func isFrame(mark byte) bool {
	return mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC
}

// frame reads the frame header (ITU-T T.81 section B.2.2). The first one counts.
func (w *jpegWalk) frame(mark byte, p []byte) {
	if len(p) < 6 || w.facts.Components != 0 {
		return
	}
	w.facts.Bits = int(p[0])
	w.facts.Height = int(p[1])<<8 | int(p[2])
	w.facts.Width = int(p[3])<<8 | int(p[4])
	w.facts.Components = int(p[5])
	w.facts.Progressive = mark != 0xC0 && mark != 0xC1
	if p[5] == 3 && len(p) >= 6+3*3 {
		w.facts.Subsampling = subsampling(p[7], p[10], p[13])
	}
}

// subsampling names the grid from the sampling factors (horizontal in the high nibble) of the three components.
func subsampling(y, cb, cr byte) string {
	if cb != cr || cb == 0 || cb>>4 == 0 || cb&15 == 0 {
		return ""
	}
	switch [2]byte{(y >> 4) / (cb >> 4), (y & 15) / (cb & 15)} {
	case [2]byte{1, 1}:
		return "4:4:4"
	case [2]byte{2, 1}:
		return "4:2:2"
	case [2]byte{2, 2}:
		return "4:2:0"
	case [2]byte{1, 2}:
		return "4:4:0"
	case [2]byte{4, 1}:
		return "4:1:1"
	}
	return ""
}
