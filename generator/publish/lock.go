package publish

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	lockName  = ".photodesk.lock"
	breakName = ".photodesk.lock-break"

	// A lock whose holder has not touched it for so long is stale. NFS clients
	// may see a file's time a minute late, hence six missed beats and not two.
	staleAfter = 2 * time.Minute
	heartbeat  = 20 * time.Second

	maxLock = 4 << 10 // bytes of a lock file that are read
)

// A Holder is who publishes: what a second person is told who would like to.
type Holder struct {
	Host  string    `json:"host"`
	User  string    `json:"user"`
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// Self is this process as a holder since now.
func Self(now time.Time) Holder {
	h := Holder{PID: os.Getpid(), Since: now}
	h.Host, _ = os.Hostname()
	if u, err := user.Current(); err == nil {
		h.User = u.Username
	}
	return h
}

func (h Holder) String() string {
	if h == (Holder{}) {
		return "a program that did not say its name"
	}
	return fmt.Sprintf("%s on %s (process %d) since %s", h.User, h.Host, h.PID, h.Since.Format("2006-01-02 15:04:05 -07:00"))
}

// ErrLockLost says that the lock on a folder was broken or removed while it was
// held: the machine slept for minutes, perhaps, and another took over.
var ErrLockLost = errors.New("another photodesk took over the folder while this one was not answering")

// A LockedError says that somebody else publishes to a folder now.
type LockedError struct {
	Dir    string
	Holder Holder
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("%s is being published to by %s", e.Dir, e.Holder)
}

// Hint says what to do.
func (e *LockedError) Hint() string {
	return fmt.Sprintf("wait until that is done; if it was cut off, the lock is given up after %v without a sign of life, or delete %s",
		staleAfter, filepath.Join(e.Dir, lockName))
}

// A Lock is the right to change one folder. It is a file in it, .photodesk.lock,
// made in a way that works on every file system, SMB and NFS included: it is there or
// it is not. The holder touches it every 20 seconds. It is stale if it was not
// touched for two minutes, or if its holder was a process of this machine
// that is gone.
type Lock struct {
	// Broke is the holder of the stale lock that was broken to get this one, or nil.
	Broke *Holder

	root *os.Root
	note note
	lost atomic.Bool
	stop chan struct{} // closed by Release
	done chan struct{} // closed when the heartbeat has ended
}

// A note is what stands in the lock file.
type note struct {
	Holder
	Token string `json:"token"` // tells two locks of one holder apart
}

// Take locks the folder dir, which must exist, for me. The error is a [*LockedError] if
// somebody else has it.
func Take(dir string, me Holder) (*Lock, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, folderError("open the folder", dir, ".", err)
	}
	l := &Lock{root: root, note: note{me, rand.Text()}, stop: make(chan struct{}), done: make(chan struct{})}
	if err := l.take(dir); err != nil {
		root.Close()
		return nil, err
	}
	go l.beat()
	return l, nil
}

// take makes the lock file; if there is a stale one, it breaks it and tries again.
func (l *Lock) take(dir string) error {
	var holder Holder
	for range 3 { // each time another process may be quicker
		err := l.create(lockName)
		if !errors.Is(err, fs.ErrExist) {
			return folderError("lock", dir, lockName, err)
		}
		held, err := l.read(lockName)
		if err == nil {
			holder = held.Holder
		}
		if l.isStale(held, err) && l.breakStale() {
			l.Broke = &holder
		}
	}
	return &LockedError{Dir: dir, Holder: holder}
}

// create makes a lock file with our note, unless there is one.
func (l *Lock) create(name string) error {
	text, err := json.Marshal(l.note)
	if err != nil {
		return err
	}
	file, err := l.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(append(text, '\n'))
	if err = errors.Join(err, file.Close()); err != nil {
		_ = l.root.Remove(name)
	}
	return err
}

// read returns the note in a lock file. One that is not readable, since its
// writer has only begun perhaps, is an empty note: its age alone decides.
func (l *Lock) read(name string) (note, error) {
	file, err := l.root.Open(name)
	if err != nil {
		return note{}, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxLock))
	if err != nil {
		return note{}, err
	}
	var n note
	if json.Unmarshal(text, &n) != nil {
		return note{}, nil
	}
	return n, nil
}

// isStale reports whether the holder of the lock file with the note n, as read gave
// it, has died.
func (l *Lock) isStale(n note, err error) bool {
	if err != nil {
		return false
	}
	if n.Host != "" && n.Host == l.note.Host && isGone(n.PID) {
		return true
	}
	return l.isSilent(lockName)
}

// isSilent reports whether a lock file was not touched for too long. Now is the time
// that the file system gives to a new file: the clocks of two machines that share a
// folder may be minutes apart, and only the file server's counts.
func (l *Lock) isSilent(name string) bool {
	held, err := l.root.Lstat(name)
	if err != nil {
		return false
	}
	probe := tempPrefix + l.note.Token
	file, err := l.root.OpenFile(probe, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return false
	}
	defer l.root.Remove(probe)
	defer file.Close()
	now, err := file.Stat()
	return err == nil && now.ModTime().Sub(held.ModTime()) > staleAfter
}

// breakStale removes the lock file if it is stale, and reports whether it did. To judge and to
// remove are two steps: another process could do both, and take the lock, in between,
// and would lose it to us. Hence a second lock around the two, held for an instant.
func (l *Lock) breakStale() bool {
	if err := l.create(breakName); err != nil {
		if errors.Is(err, fs.ErrExist) && l.isSilent(breakName) {
			_ = l.root.Remove(breakName) // cut off in that instant
		}
		return false
	}
	defer l.root.Remove(breakName)
	return l.isStale(l.read(lockName)) && l.root.Remove(lockName) == nil
}

// beat touches the lock until it is released or lost.
func (l *Lock) beat() {
	defer close(l.done)
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-tick.C:
			l.touch()
		}
	}
}

// touch writes the note's first byte again, so that the file server sets the time.
// Failures of the network are passed over: the next beat may do better.
func (l *Lock) touch() {
	if n, err := l.read(lockName); isAbsent(err) || err == nil && n.Token != l.note.Token {
		l.lost.Store(true)
		return
	}
	if file, err := l.root.OpenFile(lockName, os.O_WRONLY, 0); err == nil {
		_, _ = file.WriteAt([]byte("{"), 0)
		file.Close()
	}
}

// Err is [ErrLockLost] once the lock was seen to be lost.
func (l *Lock) Err() error {
	if l.lost.Load() {
		return ErrLockLost
	}
	return nil
}

// Release gives the lock back. A lock that was lost is left to its new holder.
func (l *Lock) Release() error {
	close(l.stop)
	<-l.done
	defer l.root.Close()
	if n, err := l.read(lockName); err != nil || n.Token != l.note.Token {
		return nil
	}
	err := patiently(context.Background(), isBusy, func() error { return l.root.Remove(lockName) })
	return folderError("unlock", l.root.Name(), lockName, err)
}

// isGone reports whether there surely is no process of that number on this machine.
func isGone(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil { // on Windows only
		return !errors.Is(err, fs.ErrPermission)
	}
	defer p.Release()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
