package main

import (
	"strings"
	"testing"
	"time"

	"photodesk/generator"
)

func TestPace(t *testing.T) {
	for _, c := range []struct {
		done generator.Done
		took time.Duration
		want string
	}{
		{generator.Done{Pictures: 7, Of: 9}, time.Minute, "pictures 7 of 9"},
		{generator.Done{Pictures: 1, Of: 9, Megapixels: 50, Left: 400}, time.Second, "pictures 1 of 9, 50 megapixels a second"},
		{generator.Done{Pictures: 1, Of: 9, Megapixels: 50, Left: 400}, 5 * time.Second, "pictures 1 of 9, 10 megapixels a second, 40 s left"},
		{generator.Done{Pictures: 120, Of: 800, Megapixels: 2880, Left: 16320}, 67 * time.Second, "pictures 120 of 800, 43 megapixels a second, 6 min left"},
		{generator.Done{Pictures: 1, Of: 9999, Megapixels: 24, Left: 240000}, 3 * time.Second, "pictures 1 of 9999, 8 megapixels a second, 8 h 20 min left"},
		{generator.Done{Pictures: 9, Of: 9, Megapixels: 450}, 45 * time.Second, "pictures 9 of 9, 10 megapixels a second"},
		{generator.Done{Pictures: 9, Of: 9, Megapixels: 10834}, 10 * time.Second, "pictures 9 of 9, 1083 megapixels a second"},
		{generator.Done{Pictures: 9, Of: 9, Megapixels: 12.34}, 10 * time.Second, "pictures 9 of 9, 1.23 megapixels a second"},
	} {
		if got := pace(c.done, c.took); got != c.want {
			t.Errorf("%+v in %v: %q, want %q", c.done, c.took, got, c.want)
		}
	}
}

// TestProgress makes a hundred pictures, one a second: a line now and then where
// there is no terminal, one that moves and goes away where there is.
func TestProgress(t *testing.T) {
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	now := func() time.Time { return clock }
	var plain, moving strings.Builder
	show := plainProgress(&plain, now)
	move, clear := movingProgress(&moving, now)
	for i := range 100 {
		clock = clock.Add(time.Second)
		d := generator.Done{Pictures: i + 1, Of: 100, Megapixels: float64(20 * (i + 1)), Left: float64(20 * (99 - i))}
		show(d)
		if i%50 == 0 {
			time.Sleep(110 * time.Millisecond) // the bar's own clock
		}
		move(d)
	}
	clear()
	if n := strings.Count(plain.String(), "\n"); n != 10 || !strings.Contains(plain.String(), "pictures 50 of 100, 20 megapixels a second, 50 s left\n") {
		t.Errorf("plain, %d lines:\n%s", n, &plain)
	}
	if !strings.Contains(moving.String(), "pictures 51 of 100, 20 megapixels a second, 49 s left") || strings.Contains(moving.String(), "\n") {
		t.Errorf("moving: %q", &moving)
	}
}
