package main

import "testing"

func TestEase(t *testing.T) {
	for _, test := range []struct {
		live uint64
		want int
	}{
		{0, 2900}, // of a heap of 4 MiB: 120 MiB
		{4 << 20, 2900},
		{60 << 20, 100},
		{120 << 20, 0}, // from there on the slack decides
		{1 << 40, -100},
	} {
		if got := percent(test.live); got != test.want {
			t.Errorf("%d bytes in use: %d percent, want %d", test.live, got, test.want)
		}
	}
}
