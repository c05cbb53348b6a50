// Package colour knows what an ICC profile means: which colours a picture's
// samples stand for, whether a browser can be told so in few bytes, and what they
// are in sRGB if not.
//
//	h := colour.Handle(icc, channels)
//	...
//	c, err := colour.Open(icc, channels)
//	c.RGB(pixels) // each pixel becomes sRGB
//
// # What is done with a picture
//
// [Handle] decides, from the profile alone. A picture whose colours are those of
// sRGB by their numbers, whatever the profile calls itself, needs no profile. A
// profile of three colorants and curves goes with the pixels: the known ones
// ([DisplayP3], [AdobeRGB], [ProPhotoRGB]) in a form of our own of some 500 bytes, others
// as they are, or without the tags that no browser reads if they are large. All
// else is converted to sRGB: inks, tables of more than 4 kB, greys on another
// curve. What cannot be understood is taken for sRGB, as browsers do.
//
// # How it is converted
//
// Profiles are read by ICC.1:2001-04 (version 2) and ICC.1:2022 (version 4):
// colorants and curves, lut8Type, lut16Type and lutAToBType, connected in XYZ or
// Lab. The intent is the media-relative colorimetric one, and black is taken to
// black (Adobe's black point compensation, ISO 18619): paper is white, and the
// darkest ink does not look like fog. That is how picture desks see their
// pictures in an editor.
//
// Inks without a profile are those of FOGRA39, offset on coated paper (press.go).
//
// # The same bytes everywhere
//
// A profile's transform is sampled on a grid, once for a picture, and pixels are
// interpolated in it in integers. The samples are made in floating point, in
// which every product is rounded by itself (mul, arith.go): Go may fuse x*y+z
// where a processor has an instruction for it, and then the last bit differs.
// For the same reason powers are made here and not in package math, which has
// assembly on some processors. TestNoFusedProducts holds the source to that.
//
// # Hostile profiles
//
// Every offset and length is checked against the bytes that are there before
// anything is made of them, and nothing is copied out of a table. At most 100 tags
// and 4 channels are read.
package colour
