package main

import "testing"

func TestEase(t *testing.T) {
	for _, test := range []struct {
		live uint64
		want int
	}{
		{0, 700}, // of a heap of 4 MiB: 32 MiB
		{4 << 20, 700},
		{16 << 20, 100},
		{32 << 20, 0}, // from there on the slack decides
		{1 << 40, -100},
	} {
		if got := percent(test.live); got != test.want {
			t.Errorf("%d bytes in use: %d percent, want %d", test.live, got, test.want)
		}
	}
}

func TestSlack(t *testing.T) {
	for _, test := range []struct {
		live, standing uint64
		want           int
	}{
		{0, 0, careful},
		{100 << 20, 0, careful},
		{100 << 20, 100 << 20, calm},
		{50 << 20, 100 << 20, calm}, // some of it is gone
		{200 << 20, 100 << 20, (calm + careful) / 2},
	} {
		if got := slackOf(test.live, test.standing); got != test.want {
			t.Errorf("%d bytes, of which %d have stood: %d percent, want %d", test.live, test.standing, got, test.want)
		}
	}
}
