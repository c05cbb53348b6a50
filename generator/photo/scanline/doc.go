// Package scanline reads PNGs row by row and keeps of them only the sizes that
// are needed: the picture itself, its half, its quarter, and so on.
//
// image/png holds the whole picture, at 8 bytes a pixel if it has 16 bits: a
// gigabyte for 120 megapixels, of which the renditions need a hundredth. Here one
// row is held, and what has been halved from the rows before. Everything comes
// out with 8 bits a sample, colours not multiplied by their alpha.
//
// The sections named are those of the PNG specification, third edition.
// Interlaced pictures cannot be read so: [ErrInterlaced].
package scanline
