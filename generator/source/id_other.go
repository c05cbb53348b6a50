//go:build !unix

package source

import "io/fs"

// fileID is empty where a file's identity is not to be had from its info.
type fileID struct{}

func idOf(fs.FileInfo) fileID { return fileID{} }

func (fileID) number() uint64  { return 0 }
func idOfNumber(uint64) fileID { return fileID{} }
