package source

import (
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
