package source

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"time"
)

// grain is how far apart two changes must be for their times to differ on every
// file system met so far: FAT and some network shares count in steps of two
// seconds.
const grain = 2 * time.Second

// stamp is what a file system tells of a file without its being read.
type stamp struct {
	Size    int64
	ModTime int64 // ns since 1970
	ID      fileID
}

func stampOf(info fs.FileInfo) stamp {
	s := stamp{ModTime: info.ModTime().UnixNano(), ID: idOf(info)}
	if info.Mode().IsRegular() {
		s.Size = info.Size()
	}
	return s
}

// young reports whether the file may have changed since within the same tick of
// its clock. A time in the future is a clock that cannot be trusted.
func (s stamp) young() bool {
	return time.Since(time.Unix(0, s.ModTime)) < grain
}

// Vouch returns a digest with the stamp of the file that info described before the
// file was read, to be relied on later; false if the file is so young that it may
// change without its stamp changing.
func Vouch(info fs.FileInfo, digest [sha256.Size]byte) (Known, bool) {
	s := stampOf(info)
	return Known{s, digest}, !s.young()
}

// Doubted returns the digest with a stamp that holds for no file.
func (k Known) Doubted() Known {
	k.Stamp = stamp{Size: -1}
	return k
}

// Append writes k behind data, for [ReadKnown].
func (k Known) Append(data []byte) []byte {
	for _, n := range []uint64{uint64(k.Stamp.Size), uint64(k.Stamp.ModTime), k.Stamp.ID.number()} {
		data = binary.LittleEndian.AppendUint64(data, n)
	}
	return append(data, k.Digest[:]...)
}

// ReadKnown reads what [Known.Append] wrote, and returns what follows.
func ReadKnown(data string) (k Known, rest string, ok bool) {
	var b [3*8 + len(k.Digest)]byte
	if copy(b[:], data) < len(b) {
		return k, "", false
	}
	number := func(i int) uint64 { return binary.LittleEndian.Uint64(b[8*i:]) }
	k.Stamp = stamp{Size: int64(number(0)), ModTime: int64(number(1)), ID: idOfNumber(number(2))}
	copy(k.Digest[:], b[3*8:])
	return k, data[len(b):], true
}

// Holds reports whether the file that info describes is the one that k was taken
// of.
func (k Known) Holds(info fs.FileInfo) bool { return k.Stamp == stampOf(info) }
