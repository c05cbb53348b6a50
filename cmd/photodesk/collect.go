package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// The collector's slack is how much memory that is free may wait for it, in percent of
// what is in use.
const (
	// eager holds until the first photograph is decoded, or the first page is shown:
	// what a site is read into is new memory that stays, and to look it over while it
	// grows took a third of a build of 10,000 photographs with one new caption.
	eager = 150

	// calm holds from then on for what was in use at that time: a plan of 10,000
	// photographs takes 0.1 GB, which are looked over for little. At 80 percent a build
	// of them with one new caption took 255 MB, at 60 it takes 240, in the same time; at
	// 40 a build of all of them spends a third more on collecting.
	calm = 60

	// careful holds for all else, which is pictures above all: large, few, and quickly
	// looked over, so that collecting often costs little and saves much: at 30 a build of
	// baseline JPEGs of 50 megapixels in 4:4:4 took up to 301 MB, at 20 it takes 272, in
	// the same time.
	careful = 20
)

// ease is up to how many bytes in use and free together nothing is collected: what a
// build of a usual site begins with is all new memory that stays. With 120 MiB a build of
// large photographs took up to 100 MB more at its height.
const ease = 32 << 20

// newborn is the heap in bytes of a program that was never collected, as the
// runtime takes it.
const newborn = 4 << 20

// collector chooses, after each collection, when the next one is due.
type collector struct {
	mu       sync.Mutex
	ours     bool   // who started the program has not chosen
	settled  bool   // there is something standing
	standing uint64 // bytes that were in use when the site had been read
}

var garbage collector

// begin takes over, unless who started the program has chosen.
func (c *collector) begin() {
	if os.Getenv("GOGC") != "" {
		return
	}
	c.ours = true
	c.adjust()
	c.watch()
}

// settle says that the site has been read, and photographs come.
func (c *collector) settle() {
	c.mu.Lock()
	ours, first := c.ours, !c.settled
	if first {
		c.settled, c.standing = true, inUse()
	}
	c.mu.Unlock()
	if ours && first {
		c.adjust()
	}
}

// adjust lets as much wait as the slack, or the ease, allows.
func (c *collector) adjust() {
	c.mu.Lock()
	defer c.mu.Unlock()
	live, slack := inUse(), eager
	if c.settled {
		slack = slackOf(live, c.standing)
	}
	debug.SetGCPercent(max(slack, percent(live)))
}

// slackOf returns the slack of what is in use, of which some has stood since the
// site was read.
func slackOf(live, standing uint64) int {
	if standing = min(standing, live); standing == 0 {
		return careful
	}
	return careful + int((calm-careful)*standing/live)
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
