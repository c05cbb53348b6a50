package plan

import (
	"crypto/sha256"
	"encoding/binary"
)

// Brief is what other pages than a story's own need of it although it takes all of its
// words, or its renditions, to find it out: so it is remembered from run to run, by the
// story's ID.
type Brief struct {
	shared  []string // what others show of each of its figures: a path, or empty: nothing
	finding *finding // nil: it cannot be found
}

// Brief returns the story's.
func (s *Story) Brief() *Brief { return s.brief }

// brief finds out what is not remembered.
func (m *maker) brief(s *Story) *Brief {
	b := &Brief{}
	for _, f := range s.Figures {
		path := ""
		if im := f.Share(); im != nil && f.Notice == nil {
			path = im.Path
		}
		b.shared = append(b.shared, path)
	}
	if s.Notice == nil {
		b.finding = m.finding(s)
	}
	return b
}

// Append writes the brief behind data, for [ReadBrief].
func (b *Brief) Append(data []byte) []byte {
	data = binary.AppendUvarint(data, uint64(len(b.shared)))
	for _, path := range b.shared {
		data = append(binary.AppendUvarint(data, uint64(len(path))), path...)
	}
	if b.finding == nil {
		return data
	}
	data = append(binary.AppendUvarint(data, uint64(b.finding.terms)), b.finding.id[:]...)
	for i, digest := range b.finding.buckets {
		if digest != nil {
			data = append(append(data, byte(i)), digest[:]...)
		}
	}
	return data
}

// ReadBrief reads what [Brief.Append] wrote; nil if it is not to be understood.
func ReadBrief(data []byte) *Brief {
	ok := true
	take := func(n uint64) []byte {
		if ok = ok && n <= uint64(len(data)); !ok {
			return nil
		}
		taken := data[:n]
		data = data[n:]
		return taken
	}
	number := func() uint64 {
		n, used := binary.Uvarint(data)
		ok = ok && used > 0
		take(uint64(max(0, used)))
		return n
	}
	b := &Brief{}
	for n := number(); ok && n > 0; n-- {
		b.shared = append(b.shared, string(take(number())))
	}
	if !ok || len(data) == 0 {
		return b.sound(ok)
	}
	b.finding = &finding{terms: int(number())}
	copy(b.finding.id[:], take(sha256.Size))
	for ok && len(data) > 0 {
		if i, digest := take(1), take(sha256.Size); ok && i[0] < maxBuckets {
			b.finding.buckets[i[0]] = (*[sha256.Size]byte)(digest)
		} else {
			ok = false
		}
	}
	return b.sound(ok)
}

func (b *Brief) sound(ok bool) *Brief {
	if !ok {
		return nil
	}
	return b
}
