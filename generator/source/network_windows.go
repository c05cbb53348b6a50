package source

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// network returns what kind of share dir lies on, if any: a UNC path, or a drive
// letter that stands for one.
func network(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	volume := filepath.VolumeName(abs)
	if strings.HasPrefix(volume, `\\`) {
		return "a network share"
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "a network drive"
	}
	return ""
}
