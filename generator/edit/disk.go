package edit

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strconv"
)

// disk changes files below a folder, each in one step.
type disk struct {
	root *os.Root
	tell func(op, name string) error // Options.Step
}

func (d *disk) step(op, name string) error {
	if d.tell == nil {
		return nil
	}
	return d.tell(op, name)
}

// incoming is a file on its way to its place.
type incoming struct {
	name  string
	mode  fs.FileMode          // permissions; 0: those of a new file
	fill  func(*os.File) error // writes the bytes
	seal  func(temp string) error
	ready func() error // a last look, right before the change
}

// create writes a new file; where there is one already, it fails.
func (d *disk) create(name, text string) error {
	return d.put(incoming{name: name, fill: writing(text), ready: func() error { return d.absent(name) }})
}

// replace writes now over the file whose text is was. An edit that changes
// nothing writes nothing.
func (d *disk) replace(name, was, now string) error {
	info, err := d.root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return refuse("edit the file that it leads to", "%s is a link", name)
	}
	same := func() error {
		data, err := d.root.ReadFile(name)
		if err == nil && string(data) != was {
			err = changed(name)
		}
		return err
	}
	if was == now {
		return same()
	}
	return d.put(incoming{name: name, mode: info.Mode().Perm(), fill: writing(now), ready: same})
}

func writing(text string) func(*os.File) error {
	return func(f *os.File) error {
		_, err := io.WriteString(f, text)
		return err
	}
}

func (d *disk) absent(name string) error {
	if _, err := d.root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(refuse("move it away first", "%s is there already", name), err)
	}
	return nil
}

// put brings a file to its place.
func (d *disk) put(in incoming) (err error) {
	temp, err := d.temporary(in)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", in.name, err)
	}
	defer func() {
		if err != nil {
			d.discard(temp)
		}
	}()
	if in.seal != nil {
		err = in.seal(temp)
	}
	if err == nil {
		err = d.step("rename", in.name)
	}
	if err == nil && in.ready != nil {
		err = in.ready()
	}
	if err != nil {
		return err
	}
	if err := d.root.Rename(temp, in.name); err != nil {
		return fmt.Errorf("cannot write %s: %w", in.name, err)
	}
	return d.flush(path.Dir(in.name))
}

// temporary writes the bytes of in beside its place and returns the name that
// they have until they are renamed. The name is one that no site reads.
func (d *disk) temporary(in incoming) (temp string, err error) {
	if err := d.step("create", in.name); err != nil {
		return "", err
	}
	var file *os.File
	for n := 0; n < 1000; n++ {
		temp = path.Join(path.Dir(in.name), ".photodesk-edit-"+strconv.Itoa(n)+".tmp")
		if file, err = d.root.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	if err = d.step("write", in.name); err == nil {
		err = in.fill(file)
	}
	if in.mode != 0 {
		_ = file.Chmod(in.mode) // shares that know no modes refuse; nothing is lost
	}
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		d.discard(temp)
	}
	return temp, err
}

// discard removes a temporary file that is not wanted any more. If that fails
// too, it stays under a name that nobody reads; the first error is the one to
// tell.
func (d *disk) discard(temp string) {
	if d.step("remove", temp) == nil {
		_ = d.root.Remove(temp)
	}
}

// flush makes the system write down which files a folder has. Windows does so
// by itself and knows no such call; a disk that refuses has renamed all the same.
func (d *disk) flush(dir string) error {
	if err := d.step("flush", dir); err != nil || runtime.GOOS == "windows" {
		return err
	}
	if f, err := d.root.Open(dir); err == nil {
		_ = f.Sync()
		return f.Close()
	}
	return nil
}

// mkdir makes dir and what leads to it.
func (d *disk) mkdir(dir string) error {
	if info, err := d.root.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if err := d.step("mkdir", dir); err != nil {
		return err
	}
	return d.root.MkdirAll(dir, 0o777)
}
