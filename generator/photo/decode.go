package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"slices"

	"github.com/disintegration/imaging"
	"golang.org/x/image/tiff"
)

// decode decodes a picture on the general path, until ctx ends.
func decode(ctx context.Context, data []byte) (image.Image, error) {
	im, err := imaging.Decode(stoppable{ctx, bytes.NewReader(data)})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		if inks := undecoded(data); inks != nil {
			return inks, nil
		}
	case bytes.HasPrefix(data, []byte("RIFF")):
		fullRange(im)
	case bytes.HasPrefix(data, []byte("GIF")):
		return onScreen(data, im)
	}
	return im, err
}

// undecoded decodes the pictures in inks that the libraries refuse; nil if it is
// none of these.
func undecoded(data []byte) image.Image {
	if bytes.HasPrefix(data, []byte("\xff\xd8")) {
		return plainInks(data)
	}
	return tiffInks(data)
}

// onScreen lays the first picture of a GIF where it belongs on the logical screen,
// which may be larger (GIF89a sections 18 and 20); what it leaves is transparent.
func onScreen(data []byte, im image.Image) (image.Image, error) {
	config, err := gif.DecodeConfig(bytes.NewReader(data))
	if at := im.Bounds(); err == nil && at != image.Rect(0, 0, config.Width, config.Height) {
		im = imaging.Paste(imaging.New(config.Width, config.Height, color.Transparent), im, at.Min)
	}
	return im, err
}

// fullRange takes the planes of a lossy WebP from 16 to 235 and 16 to 240 (RFC
// 6386 section 9.2, ITU-R BT.601) to JPEG's range, in which package image reads
// them; left alone, pictures fade.
func fullRange(im image.Image) {
	var p *image.YCbCr
	switch im := im.(type) {
	case *image.YCbCr:
		p = im
	case *image.NYCbCrA:
		p = &im.YCbCr
	default:
		return // lossless: RGB
	}
	var luma, chroma [256]uint8
	for i := range 256 {
		luma[i] = uint8(min(max((2*255*(i-16)+219)/(2*219), 0), 255))
		chroma[i] = uint8(min(max((2*255*(i-128)+224*257)/(2*224), 0), 255))
	}
	for i, v := range p.Y {
		p.Y[i] = luma[v]
	}
	for _, plane := range [][]uint8{p.Cb, p.Cr} {
		for i, v := range plane {
			plane[i] = chroma[v]
		}
	}
}

// adobeInks is the segment APP14 of a JPEG in inks that are not transformed.
const adobeInks = "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"

// plainInks decodes a JPEG of four components without Adobe's segment, which the
// standard library does not read; nil if it is none. Its inks stand as they are,
// where Adobe's are inverted, and Adobe's is what the decoder is told.
func plainInks(data []byte) image.Image {
	marked := append([]byte("\xff\xd8"+adobeInks), data[2:]...)
	im, err := jpeg.Decode(bytes.NewReader(marked))
	inks, ok := im.(*image.CMYK)
	if err != nil || !ok {
		return nil
	}
	for i, v := range inks.Pix {
		inks.Pix[i] = 255 - v
	}
	return inks
}

// The tags of a TIFF in inks (TIFF 6.0 sections 8 and 16).
const (
	tagPhotometric  = 262
	tagSamples      = 277
	tagPlanar       = 284
	tagInkSet       = 332
	tagExtraSamples = 338
)

// tiffInks decodes a TIFF of four inks, which the library does not read. It is
// told that they are red, green, blue and an alpha that is not multiplied with,
// and gives their samples as they are; nil if the file is none such.
func tiffInks(data []byte) image.Image {
	marked := tiffAsRGBA(data)
	if marked == nil {
		return nil
	}
	im, err := tiff.Decode(bytes.NewReader(marked))
	if err != nil {
		return nil
	}
	switch im := im.(type) {
	case *image.NRGBA:
		return &image.CMYK{Pix: im.Pix, Stride: im.Stride, Rect: im.Rect}
	case *image.NRGBA64:
		out := image.NewCMYK(im.Rect)
		for i := range out.Pix {
			out.Pix[i] = im.Pix[2*i] // the upper half
		}
		return out
	}
	return nil
}

// tiffAsRGBA is asRGBA of a file in either byte order.
func tiffAsRGBA(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte("II*\x00")):
		return asRGBA(data, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		return asRGBA(data, binary.BigEndian)
	}
	return nil
}

// asRGBA returns a TIFF of four inks with a directory behind it that says they
// are RGBA; nil if it is none.
func asRGBA(data []byte, order binary.ByteOrder) []byte {
	const entry = 12
	if len(data) < 8 {
		return nil
	}
	off := int64(order.Uint32(data[4:]))
	if off+2 > int64(len(data)) {
		return nil
	}
	n := int(order.Uint16(data[off:]))
	list := data[off+2:]
	if n*entry > len(list) {
		return nil
	}
	is := map[uint16]uint16{}
	var entries [][]byte
	for i := range n {
		e := slices.Clone(list[i*entry : (i+1)*entry])
		tag := order.Uint16(e)
		is[tag] = order.Uint16(e[8:])
		switch tag {
		case tagPhotometric:
			order.PutUint16(e[8:], 2)
		case tagExtraSamples:
			continue
		}
		entries = append(entries, e)
	}
	if is[tagPhotometric] != 5 || is[tagSamples] != 4 || is[tagPlanar] == 2 || is[tagInkSet] > 1 {
		return nil
	}
	alpha := make([]byte, entry)
	for i, v := range []uint16{tagExtraSamples, 3, 1, 0, 2} { // one SHORT, of 2: alpha
		order.PutUint16(alpha[2*i:], v)
	}
	order.PutUint32(alpha[4:], 1)
	entries = append(entries, alpha)
	slices.SortStableFunc(entries, func(a, b []byte) int { return int(order.Uint16(a)) - int(order.Uint16(b)) })
	return withDirectory(data, order, entries)
}

// withDirectory returns a TIFF with another directory, at its end.
func withDirectory(data []byte, order binary.ByteOrder, entries [][]byte) []byte {
	out := append(slices.Clone(data), make([]byte, len(data)&1)...)
	order.PutUint32(out[4:], uint32(len(out)))
	out = append(out, 0, 0)
	order.PutUint16(out[len(out)-2:], uint16(len(entries)))
	for _, e := range entries {
		out = append(out, e...)
	}
	return append(out, 0, 0, 0, 0)
}
