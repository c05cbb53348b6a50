// Package webp writes lossy WebP files: an encoder of VP8 key frames made from
// RFC 6386, in Go alone, for photographs that are already planes.
//
//	file, err := webp.Encode(nil, &webp.Image{
//		Y: y, Cb: cb, Cr: cr, YStride: w, CStride: cw, Width: w, Height: h,
//	}, webp.Options{Quality: 75})
//
// The planes are JPEG's: full range, chroma halved both ways. VP8 is 16–235 and
// 16–240; the encoder converts, and whoever decodes a WebP must convert back, or
// contrast shifts. The file has no metadata; the container with colour profile
// and XMP is put round it elsewhere.
//
// The same picture and quality give the same bytes on every machine: all
// arithmetic is of integers, and there are no goroutines inside. Calls may run
// at the same time; their buffers are kept for the next ones. Memory is about
// one byte a pixel for a photograph, ten for noise at the highest quality. Files
// of more than 16 MB, which only noise reaches, are refused by
// golang.org/x/image/webp, though they are valid.
//
// # How it works
//
// A picture goes through three passes.
//
// Classification (activity.go): macroblocks of 16×16 pixels are sorted by the
// contrast in them into four segments; smooth ones get a finer quantiser.
//
// Decision (encode.go): for each macroblock in turn, the source and the border
// left by its neighbours are laid out (work.go). The luma is coded once in the
// best of the four modes for the whole (luma.go), and subblock by subblock, each
// in one of ten modes (split.go), as long as that costs less; then chroma
// (chroma.go). Modes are compared by the sum of magnitudes of the transformed
// difference plus the price of naming the mode; whole against split by squared
// error plus the price of all bits. Transforms are linear, and the prediction of
// the simplest modes is flat along rows or columns, so most modes are compared
// without being predicted (square.go). Coefficients become tokens (tokens.go).
//
// Writing (header.go): the coefficient probabilities that suit the counted tokens
// are chosen (probs.go), then headers, modes (modes.go) and tokens are written
// with the boolean coder (boolwriter.go) and wrapped (riff.go).
//
// # Assembly
//
// Some of it is in assembly: on arm64 with NEON, on amd64 the forward transform of
// one block with SSE2, which all have, the rest with AVX2 if there is. Each routine
// has a twin in Go, whose name ends in Plain, and a test that both give the same
// bits (TestPlain and those called Same); TestWithoutSIMD holds whole files to it,
// .ci/arm64 runs all of them on an emulated arm64. Nanoseconds in AVX2 and in Go, on
// a Zen 5; BenchmarkKernels tells them:
//
//	toStudio, a macroblock's luma to VP8's range       60  310
//	contrasts, for the classification                   6  180
//	forwardStrip, four blocks of the source at once    13   98
//	distances, four predictions of a subblock at once  13   80, with SSE2
//	quantise, all sixteen coefficients                  8  140
//	inverse, a block's pixels                           7   91
//
// Together they take a third off the time of a picture. What is left is spread over
// comparing and predicting modes, and over tokens and the boolean coder, which go
// bit by bit.
//
// The decoder's loop filter is not run here, since a key frame is predicted from
// what precedes it; its strength follows from the quantiser (segment.go).
//
// # Measuring
//
//	go test ./generator/photo/webp -run xxx -bench Encode
//	go test ./generator/photo/webp -run Against -v -against 'content/*/photos/*.jpg'
//
// The first tells milliseconds a megapixel. The second compares with libwebp's
// cwebp -m 4 on photographs, whose names are relative to the module's root: the
// bytes for the same structural similarity, and for the same PSNR, as a ratio.
package webp
