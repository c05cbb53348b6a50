package plan

// The words of a picture are settled, and its renditions planned, when something first
// asks for one of them: an archive has ten thousand pictures and a hundred thousand
// renditions, and who changes a caption publishes one and nine.

// Words returns what is said of a picture; nothing if it is withdrawn.
func (f *Figure) Words() *Words {
	if f.words == nil {
		return new(Words)
	}
	return f.words()
}

// Worded says what is said of a picture.
func (f *Figure) Worded(w *Words) { f.words = func() *Words { return w } }

// Images returns the whole picture, by format as site.yaml orders them, then width.
func (f *Figure) Images() []*Image {
	f.decided()
	return f.images
}

// Thumb returns the picture 3:2, round its focal point, in the same order; none if it is
// veiled.
func (f *Figure) Thumb() []*Image {
	f.decided()
	return f.thumb
}

// Rendered says what is made of a picture.
func (f *Figure) Rendered(images, thumb []*Image) { f.images, f.thumb = images, thumb }

// Share returns the rendition of a picture that others show of it: a JPEG at least
// 1200 pixels wide, or as wide as there is; nil if the picture is not shown, or
// not before readers ask for it.
func (f *Figure) Share() *Image {
	var best *Image
	if f.Veiled() {
		return nil
	}
	for _, im := range f.Images() {
		if im.Format == "jpeg" && (best == nil || best.Width < shareWidth && im.Width > best.Width) {
			best = im
		}
	}
	return best
}

func (f *Figure) decided() {
	if f.print != nil {
		f.print.decide()
	}
}

// Card returns the cover, 3:2 round its focal point, by format, then width: for lists.
// None if it is veiled.
func (s *Story) Card() []*Image {
	s.decided()
	return s.card
}

// Share returns the cover as JPEG, 1200 pixels wide if it is large enough: 1.91:1, 16:9,
// 4:3 and 1:1. None if it is veiled.
func (s *Story) Share() []*Image {
	s.decided()
	return s.share
}

// Covered says what is made of the cover.
func (s *Story) Covered(card, share []*Image) { s.card, s.share = card, share }

func (s *Story) decided() {
	if s.decide != nil {
		s.decide()
	}
}
