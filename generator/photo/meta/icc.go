package meta

import "bytes"

// iccChunk keeps one chunk of a profile that is spread over APP2 segments (ICC.1:2022 annex B.4).
func (w *jpegWalk) iccChunk(p []byte) {
	if len(p) <= iccHeader {
		return
	}
	number, count := p[len(idICC)], p[len(idICC)+1]
	if w.icc == nil {
		w.icc, w.iccCount = map[byte][]byte{}, count
	}
	if _, seen := w.icc[number]; !seen {
		w.icc[number] = p[iccHeader:]
	}
}

// joinICC puts the chunks in order. A profile with a chunk missing is of no use.
func (w *jpegWalk) joinICC() {
	if w.icc == nil {
		return
	}
	var profile bytes.Buffer
	for n := 1; n <= int(w.iccCount); n++ {
		chunk, ok := w.icc[byte(n)]
		if !ok {
			w.facts.damaged("ICC", "a chunk of the colour profile is missing")
			return
		}
		profile.Write(chunk)
	}
	w.setICC(profile.Bytes())
}

// setICC takes a profile if it is one: the signature "acsp" stands at byte 36 (ICC.1:2022 section 7.2).
func (rd *reader) setICC(profile []byte) {
	switch {
	case len(profile) < 128 || string(profile[36:40]) != "acsp":
		rd.facts.damaged("ICC", "not a colour profile")
	case len(profile) > maxBlock:
		rd.facts.damaged("ICC", "colour profile larger than 16 MB")
	case rd.facts.ICC == nil:
		rd.facts.ICC = profile
	}
}
