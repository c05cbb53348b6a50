package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// slack is how much memory that is free may wait for the collector, in percent of
// what is in use. That is pictures, above all: large, few, and quickly looked
// over, so that collecting often costs little and saves much: at 30 a build of baseline
// JPEGs of 50 megapixels in 4:4:4 took up to 301 MB, at 20 it takes 272, in the same time.
const slack = 20

// ease is up to how many bytes in use and free together nothing is collected: what a
// build of a usual site begins with is all new memory that stays. With 120 MiB a build of
// large photographs took up to 100 MB more at its height.
const ease = 32 << 20

// newborn is the heap in bytes of a program that was never collected, as the
// runtime takes it.
const newborn = 4 << 20

// collector chooses, after each collection, when the next one is due.
type collector struct {
	mu    sync.Mutex
	slack int // percent
}

var garbage collector

// begin takes over, unless who started the program has chosen.
func (c *collector) begin() {
	if os.Getenv("GOGC") != "" {
		return
	}
	c.slack = slack
	c.adjust()
	c.watch()
}

// set changes the slack and returns what it was; 0: it is not ours to change.
func (c *collector) set(slack int) (was int) {
	c.mu.Lock()
	if was = c.slack; was != 0 {
		c.slack = slack
	}
	c.mu.Unlock()
	if was != 0 {
		c.adjust()
	}
	return was
}

// adjust lets as much wait as the slack, or the ease, allows.
func (c *collector) adjust() {
	c.mu.Lock()
	defer c.mu.Unlock()
	debug.SetGCPercent(max(c.slack, percent(inUse())))
}

// percent returns how much more than live may be in use until that is the ease.
func percent(live uint64) int {
	return int(ease*100/max(live, newborn)) - 100
}

// inUse returns how many bytes the last collection found in use.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}

// watch adjusts after each collection: each finds a token that nobody holds.
func (c *collector) watch() {
	runtime.AddCleanup(new(*byte), func(c *collector) {
		c.adjust()
		c.watch()
	}, c)
}
