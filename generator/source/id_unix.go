//go:build unix

package source

import (
	"io/fs"
	"syscall"
)

// fileID tells a file from another that took its name with the same size and
// time, as copying tools that keep times leave it.
type fileID struct{ Inode uint64 }

func idOf(info fs.FileInfo) fileID {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return fileID{Inode: uint64(st.Ino)}
	}
	return fileID{}
}

// number is the identity as one number, and idOfNumber the reverse.
func (id fileID) number() uint64      { return id.Inode }
func idOfNumber(number uint64) fileID { return fileID{Inode: number} }
