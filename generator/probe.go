package generator

import (
	"context"

	"photodesk/generator/photo"
	"photodesk/generator/plan"
	"photodesk/generator/story"
)

// probe looks at every photograph of every story, and at the .xmp beside it.
func probe(ctx context.Context, opt Options, content *story.Content) (map[string]plan.Photo, error) {
	if opt.Memory == nil {
		opt.Memory = new(Memory)
	}
	x := &opt.Memory.index
	x.open(opt.Tree, content.Folders)
	photos := make(map[string]plan.Photo, len(x.photos))
	var todo []*unread
	for _, f := range content.Folders {
		beside := map[string]string{}
		for _, p := range f.Packets {
			beside[p.Photo] = p.File
		}
		for _, name := range f.Photos {
			now := probed{strip: content.Site.Originals == "strip"}
			if packet := beside[name]; packet != "" {
				now.beside, _ = opt.Tree.Digest(packet) // what cannot be read says so in the facts
			}
			if p, ok := x.same(opt.Tree, name, now); ok {
				photos[name] = p
			} else {
				todo = append(todo, &unread{name, beside[name], f, now})
			}
		}
	}
	err := each(ctx, len(todo), func(i int) error { return todo[i].read(opt) })
	for _, u := range todo {
		photos[u.name] = u.photo
	}
	return photos, err
}

// look reads one photograph and the .xmp beside it, if it has one.
func look(opt Options, name, packet string) (plan.Photo, error) {
	opt.Memory = new(Memory)
	opt.Memory.open(opt.Tree, nil)
	u := &unread{name: name, packet: packet, folder: &story.Folder{}}
	err := u.read(opt)
	return u.photo, err
}

// unread is a photograph of which nothing is known, or nothing new enough.
type unread struct {
	name   string
	packet string // the .xmp beside it, or empty
	folder *story.Folder
	probed
}

// read reads the photograph and what is beside it.
func (u *unread) read(opt Options) error {
	x := &opt.Memory.index
	facts, err := photo.Look(opt.Tree, u.name, x.known)
	if reason := fileReason(err); reason != "" {
		u.photo = plan.Photo{Reason: reason}
		return nil
	}
	if err != nil {
		return err
	}
	u.digest, u.photo = facts.Digest, plan.Photo{Facts: facts, Beside: u.beside}
	if u.packet != "" {
		u.photo.Facts = facts.Beside(photo.ReadSidecar(opt.Tree, u.packet))
	}
	if u.strip {
		if err := weigh(opt, u.name, &u.photo); err != nil {
			return err
		}
	}
	x.learn(u.name, u.probed, facts, u.folder)
	return nil
}

// weigh learns how large a photograph is without its private parts.
func weigh(opt Options, name string, p *plan.Photo) (err error) {
	p.Stripped, err = photo.StrippedSize(opt.Tree, opt.Cache, name, p.Facts)
	if p.NoStrip = fileReason(err); p.NoStrip != "" {
		return nil
	}
	return err
}
