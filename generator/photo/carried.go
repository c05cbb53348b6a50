package photo

import (
	"bytes"
	"image"
	"image/jpeg"
	"sync"

	"photodesk/generator/photo/meta"
)

// blank is the smallest picture that a label can be put round.
var blank = sync.OnceValues(func() ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)), nil)
	return b.Bytes(), err
})

// Carried returns what readers of metadata find in a JPEG that carries the
// label: it is written and read again.
func Carried(l Label) (*meta.Facts, error) {
	pixels, err := blank()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := meta.WriteJPEG(&b, pixels, l, nil); err != nil {
		return nil, err
	}
	return meta.Read(bytes.NewReader(b.Bytes()), int64(b.Len())), nil
}
