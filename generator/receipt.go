package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"time"

	"photodesk/generator/cache"
	"photodesk/generator/diag"
	"photodesk/generator/publish"
	"photodesk/generator/source"
)

// A receipt is what a build leaves behind that had published a whole site: all that it
// had read, as it was, and what it said. The next build of the same program, with the
// same options and into the same folder, has nothing to do as long as all of it and
// the folder stand as they did: to learn that, it need not open a story. A build with
// other options may have changed the folder since, so the receipt says what it held.
type receipt struct {
	Read   source.Witness
	Folder [sha256.Size]byte // of the manifest: all that the folder holds

	From, Until time.Time // in between the site is the same; zero: for good
	Next        time.Time // the next embargo or expiry; zero: none

	Stories, Pictures, Images int
	Diags                     diag.List
}

// receiptKey returns where the cache keeps the receipt of a build; false if it can have
// none.
func receiptKey(opt Options, to To, known *published) (cache.Key, bool) {
	if opt.Memory == nil || opt.Memory.site == "" || known.cache == nil || len(opt.leave) > 0 {
		return cache.Key{}, false
	}
	return cache.KeyOf("receipt/2", program(), opt.Memory.site, known.dir,
		opt.Drafts, opt.Ahead, opt.Only, opt.Files, opt.KeepGoing, to.Strict), true
}

// standing returns what a build says that has nothing to do; nil if it has, or if
// nobody can tell.
func standing(ctx context.Context, opt Options, to To, known *published) *Built {
	key, ok := receiptKey(opt, to, known)
	if !ok {
		return nil
	}
	data, ok := opt.Cache.Get(key)
	if !ok {
		return nil
	}
	var r receipt
	if gob.NewDecoder(bytes.NewReader(data)).Decode(&r) != nil || !r.holds(opt.Now) || r.Folder != known.recalled() || !opt.Tree.Stands(r.Read) {
		return nil
	}
	to.Memory = known
	unknown, ok := publish.Stands(ctx, to.Options)
	if !ok {
		return nil
	}
	return &Built{
		Stories: r.Stories, Pictures: r.Pictures, Kept: r.Images, Diags: r.Diags, Next: r.Next,
		Published: true, Report: publish.Report{Unknown: unknown, Files: known.files},
	}
}

// holds reports whether the site is at a time what it was.
func (r *receipt) holds(now time.Time) bool {
	return !now.Before(r.From) && (r.Until.IsZero() || now.Before(r.Until))
}

// leaveReceipt writes down that a build was done, if what it published is all that
// there is to be said.
func (b *Built) leaveReceipt(opt Options, to To, known *published) error {
	key, ok := receiptKey(opt, to, known)
	if !ok || !b.Published || len(b.Left)+len(b.Report.Altered) > 0 {
		return nil
	}
	read, ok := opt.Tree.Witness()
	if !ok {
		return nil
	}
	r := receipt{
		Read: read, Folder: known.learned(), From: opt.Now, Until: b.site.until(), Next: b.Next,
		Stories: b.Stories, Pictures: b.Pictures, Images: b.Made + b.Kept, Diags: b.Diags,
	}
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(r); err != nil {
		return err
	}
	return opt.Cache.Put(key, out.Bytes())
}

// until returns when the site, or what is said of it, may be another by itself; zero:
// never.
func (s *Site) until() time.Time {
	next := s.Plan.Next
	if hour := s.settings.Now.Truncate(time.Hour).Add(time.Hour); s.timed && (next.IsZero() || hour.Before(next)) {
		return hour
	}
	return next
}
