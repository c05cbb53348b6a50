package generator

import (
	"context"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"photodesk/generator/photo"
	"photodesk/generator/plan"
)

// darkroom makes renditions for a preview: those that a browser waits for first,
// all others while nobody waits.
type darkroom struct {
	ctx   context.Context
	opt   Options
	cores *semaphore.Weighted
	room  *semaphore.Weighted // bytes of memory

	mu     sync.Mutex
	orders map[string]*order      // by photograph
	last   time.Time              // when something was last waited for
	ready  map[*photo.Recipe]bool // what is known to be in the cache, or not to be made
	stop   context.CancelFunc
}

// order is the renditions of one photograph that browsers wait for.
type order struct {
	recipes []*photo.Recipe
	done    chan struct{}
	err     error
}

func newDarkroom(ctx context.Context, opt Options) *darkroom {
	return &darkroom{
		ctx: ctx, opt: opt, orders: map[string]*order{}, stop: func() {},
		cores: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))), room: semaphore.NewWeighted(memory),
	}
}

// open returns a rendition. All that is waited for of one photograph is made at
// one decoding.
func (d *darkroom) open(im *plan.Image) ([]byte, error) {
	if !photo.Made(d.opt.Cache, &im.Recipe) {
		o := d.place(im)
		select {
		case <-o.done:
		case <-d.ctx.Done():
			return nil, d.ctx.Err()
		}
		if o.err != nil {
			return nil, o.err
		}
	}
	return photo.Open(d.ctx, d.opt.Tree, d.opt.Cache, im.Photo, &im.Rendition)
}

func (d *darkroom) place(im *plan.Image) *order {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = time.Now()
	o := d.orders[im.Photo]
	if o == nil {
		o = &order{done: make(chan struct{})}
		d.orders[im.Photo] = o
		go d.fill(o, im.Photo, im.Weight)
	}
	o.recipes = append(o.recipes, &im.Recipe)
	return o
}

// fill makes what an order holds when its turn comes.
func (d *darkroom) fill(o *order, name string, weight int64) {
	defer close(o.done)
	o.err = d.make(d.ctx, name, weight, func() []*photo.Recipe {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.orders, name)
		d.last = time.Now()
		return o.recipes
	})
}

// make makes renditions of a photograph once there is a core and memory for it;
// which, is asked then.
func (d *darkroom) make(ctx context.Context, name string, weight int64, recipes func() []*photo.Recipe) error {
	weight = min(weight, memory)
	if err := d.cores.Acquire(ctx, 1); err != nil {
		return err
	}
	defer d.cores.Release(1)
	if err := d.room.Acquire(ctx, weight); err != nil {
		return err
	}
	defer d.room.Release(weight)
	_, err := photo.Make(ctx, d.opt.Tree, d.opt.Cache, name, recipes())
	return err
}

// calm is how long nobody must have saved anything or waited for a rendition
// before others are made: an editor at work is not to feel them.
const calm = 2 * time.Second

// pause lets nothing be made in the background for a moment: somebody works.
func (d *darkroom) pause() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last = time.Now()
}

// work makes all renditions of a plan in the background, in its order, instead of
// those of the plan before.
func (d *darkroom) work(p *plan.Plan) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stop()
	ctx, stop := context.WithCancel(d.ctx)
	d.stop = stop
	go func() {
		defer stop()
		if !sleep(ctx, calm) {
			return
		}
		all := photographs(p)
		d.forget(all)
		for _, im := range all {
			todo := d.missing(im.recipes(none))
			if len(todo) == 0 {
				continue
			}
			if !d.idle(ctx) {
				return
			}
			// A photograph that cannot be used says so when it is looked at.
			err := d.make(ctx, im.Photo, im.Weight, func() []*photo.Recipe { return todo })
			if err == nil || photo.Blames(err) {
				d.settle(todo)
			}
		}
	}()
}

// missing returns the recipes whose pixels the cache does not hold, as far as was
// known when it was last asked.
func (d *darkroom) missing(recipes []*photo.Recipe) []*photo.Recipe {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []*photo.Recipe
	for _, r := range recipes {
		switch {
		case d.ready[r]:
		case photo.Made(d.opt.Cache, r):
			d.ready[r] = true
		default:
			out = append(out, r)
		}
	}
	return out
}

// settle notes recipes whose pixels are in the cache by now, or cannot be made.
func (d *darkroom) settle(recipes []*photo.Recipe) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range recipes {
		d.ready[r] = true
	}
}

// forget drops what is known of recipes that are not planned any more.
func (d *darkroom) forget(all []Image) {
	d.mu.Lock()
	defer d.mu.Unlock()
	was := d.ready
	d.ready = map[*photo.Recipe]bool{}
	for _, im := range all {
		for _, r := range im.Renditions {
			if was[&r.Recipe] {
				d.ready[&r.Recipe] = true
			}
		}
	}
}

// idle waits until nobody waits, and reports whether ctx still holds.
func (d *darkroom) idle(ctx context.Context) bool {
	for {
		d.mu.Lock()
		left := calm - time.Since(d.last)
		if len(d.orders) > 0 {
			left = calm
		}
		d.mu.Unlock()
		if left <= 0 {
			return ctx.Err() == nil
		}
		if !sleep(ctx, left) {
			return false
		}
	}
}

// sleep reports whether it slept for d; false: ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
