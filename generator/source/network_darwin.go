package source

import (
	"strings"
	"syscall"
)

// network returns the name of the network file system that dir lies on, if any.
func network(dir string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return ""
	}
	var name strings.Builder
	for _, c := range st.Fstypename {
		if c == 0 {
			break
		}
		name.WriteByte(byte(c))
	}
	switch name.String() {
	case "smbfs", "nfs", "afpfs", "webdav":
		return name.String()
	}
	return ""
}
