// Package planar makes renditions of JPEG photographs without leaving their
// planes: a JPEG is luma and two planes of colour, and so is every rendition.
//
//	p, err := planar.Decode(data, orientation, sizes)
//	...
//	for i := range sizes {
//		q := p.Planes(i)
//		file, err := planar.EncodeJPEG(q, 80)
//		q.Release()
//	}
//	p.Release()
//
// # Small at once
//
// [Decode] reads sequential and progressive JPEGs of one or three components in
// eight bits with Huffman coding, in every subsampling by whole factors. It
// transforms each block straight to the sizes that the targets need: 1/1, 1/2,
// 1/4 and 1/8, several in the same pass. A block's lower frequencies are the
// block scaled down, so this costs less than the block itself. Which of them a
// target is made from depends on the photograph's size and the target's alone
// (see margins). There is no chain from one rendition to the next: a rendition
// has the same bytes whether it is made alone or with others, a width added to a
// site leaves the others as they are, and a small one, asked for by itself, does
// not wait for a large one.
//
// What cannot be read this way is [ErrUnsupported]: the general path, of the
// standard library and imaging, may read it. Damage in the data is [ErrDamaged]:
// codes that do not exist, data that end too early or go on too long, restart
// markers that are not where they should be. Nothing is drawn in grey instead.
//
// # Scaled exactly
//
// [Picture.Planes] scales each plane with Lanczos of three lobes, separably, in
// integers: weights of 14 bits that add up to one, 6 more bits for a sample
// between the two filters. Colour goes straight to the result's 4:2:0 grid, whose
// samples are centred between four pixels as JFIF has it. Positions are exact
// fractions of the picture, also where its size is odd or no multiple of a
// sample's: nothing moves. Turning and flipping for Exif's orientation is part of
// the filters and a transposition of the small planes.
//
// Renditions agree with imaging's Lanczos, plane by plane, by at least 45 dB on
// every photograph of the corpus, by 50 to 60 on most.
//
// # The same bytes everywhere
//
// All arithmetic that makes samples is in integers. On amd64 with AVX2 and on arm64
// with NEON the filters and transforms are in assembly; each has a twin in plain Go,
// which is what other processors run, and a test that holds it to the same bytes;
// .ci/arm64 runs these, and digests of whole pictures, on an emulated arm64.
//
// # Memory
//
// For each pixel of the source a picture in 4:2:0 takes 1.5 bytes where a target
// needs it at 1/1, and 0.375, 0.1 and 0.03 where one needs it at 1/2, 1/4 and
// 1/8; in 4:4:4 up to twice as much. Below 2 megapixels all is read at 1/1; from
// there on luma is read at 1/2 where a target has at most a quarter of the source's
// width, from 8 megapixels on at most a third, and from 16 at most five twelfths. A
// progressive picture takes 3 bytes more while it is read, 6 in 4:4:4. The
// renditions take 1.5 bytes for each of their pixels, and encoding about as much.
// Memory for planes is kept for the next picture until the garbage collector
// wants it; what a picture claims to be is not believed before its file is long
// enough.
//
// A decoder that meets a broken file returns an error. It starts no goroutine, so
// a caller who recovers all the same leaks nothing but memory.
package planar
