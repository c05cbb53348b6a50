package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var (
	noon  = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	alice = Holder{Host: "desk-1", User: "alice", PID: 4242, Since: noon}
	bob   = Holder{Host: "desk-2", User: "bob", PID: 4242, Since: noon}
)

func take(t *testing.T, dir string, h Holder) *Lock {
	t.Helper()
	l, err := Take(dir, h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		select {
		case <-l.done:
		default:
			_ = l.Release()
		}
	})
	return l
}

func release(t *testing.T, l *Lock) {
	t.Helper()
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
}

// age makes the lock file look untouched for d.
func age(t *testing.T, dir string, d time.Duration) {
	t.Helper()
	then := time.Now().Add(-d)
	if err := os.Chtimes(filepath.Join(dir, lockName), then, then); err != nil {
		t.Fatal(err)
	}
}

func TestOneWriter(t *testing.T) {
	dir := t.TempDir()
	l := take(t, dir, alice)
	_, err := Apply(t.Context(), Options{Dir: dir, Holder: bob}, whole(bridge.files()))
	var locked *LockedError
	if !errors.As(err, &locked) || locked.Holder != alice {
		t.Fatalf("error %v", err)
	}
	if want := "alice on desk-1 (process 4242) since 2026-03-04 12:00:00 +00:00"; !strings.HasSuffix(err.Error(), want) {
		t.Errorf("message %q", err)
	}
	wantSite(t, dir, site{})
	if _, err := Apply(t.Context(), Options{Dir: dir, Lock: l}, whole(bridge.files())); err != nil {
		t.Error(err)
	}
	release(t, l)
	if r := apply(t, dir, bridge); r.Broke != nil {
		t.Errorf("broke %v", r.Broke)
	}
	if _, err := os.Stat(filepath.Join(dir, lockName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("lock after all: %v", err)
	}
}

func TestStaleLocks(t *testing.T) {
	here := Self(noon)
	other := here
	other.PID = 1 << 30
	for _, c := range []struct {
		name   string
		holder Holder
		age    time.Duration
		stale  bool
	}{
		{"another machine, fresh", bob, time.Minute, false},
		{"another machine, silent", bob, 3 * time.Minute, true},
		{"this machine, alive", here, time.Minute, false},
		{"this machine, the number given to another process", here, 3 * time.Minute, true},
		{"this machine, gone", other, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			old := take(t, dir, c.holder)
			age(t, dir, c.age)
			l, err := Take(dir, here)
			if (err == nil) != c.stale {
				t.Fatalf("error %v", err)
			}
			if !c.stale {
				return
			}
			if l.Broke == nil || l.Broke.PID != c.holder.PID || l.Broke.Host != c.holder.Host {
				t.Errorf("broke %v", l.Broke)
			}
			release(t, old) // must not take away the new one
			if _, err := Take(dir, bob); err == nil {
				t.Error("the new lock does not hold")
			}
			release(t, l)
			wantSite(t, dir, site{}) // no leftovers
		})
	}
}

func TestUnreadableLock(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, lockName, "")
	_, err := Take(dir, bob)
	if err == nil || !strings.Contains(err.Error(), "did not say its name") {
		t.Fatalf("error %v", err)
	}
	age(t, dir, time.Hour)
	release(t, take(t, dir, bob))
}

// Of many that break one stale lock at once, one wins.
func TestManyBreakers(t *testing.T) {
	here := Self(noon) // alive: none may take another's new lock for that of the dead
	for range 20 {
		dir := t.TempDir()
		take(t, dir, bob)
		age(t, dir, time.Hour)
		var winners []*Lock
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if l, err := Take(dir, here); err == nil {
					mu.Lock()
					defer mu.Unlock()
					winners = append(winners, l)
				}
			})
		}
		wg.Wait()
		if len(winners) != 1 {
			t.Fatalf("%d winners", len(winners))
		}
		release(t, winners[0])
	}
}

func TestHeartbeat(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l, err := Take(dir, alice)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, lockName)
		old := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
		time.Sleep(heartbeat + time.Second)
		synctest.Wait()
		if info, err := os.Stat(name); err != nil || info.ModTime().Equal(old) {
			t.Errorf("not touched: %v", err)
		}
		if n, err := l.read(lockName); err != nil || n.Token != l.note.Token || l.Err() != nil {
			t.Errorf("note %v, %v, %v", n, err, l.Err())
		}
		if err := os.WriteFile(name, []byte(`{"token":"another"}`), 0o644); err != nil {
			t.Fatal(err)
		}
		time.Sleep(heartbeat + time.Second)
		synctest.Wait()
		if _, err := Apply(t.Context(), Options{Dir: dir, Lock: l}, whole(bridge.files())); !errors.Is(err, ErrLockLost) {
			t.Errorf("error %v", err)
		}
		release(t, l)
	})
	if _, err := os.Stat(filepath.Join(dir, lockName)); err != nil {
		t.Error("the lock of another was removed")
	}
}
