#include "textflag.h"

// Pixels of a block, in rows, to words: columns 0 and 1, and columns 3 and 2.
DATA columns01<>+0(SB)/8, $0x800c800880048000
DATA columns01<>+8(SB)/8, $0x800d800980058001
DATA columns01<>+16(SB)/8, $0x800c800880048000
DATA columns01<>+24(SB)/8, $0x800d800980058001
GLOBL columns01<>(SB), RODATA|NOPTR, $32
DATA columns32<>+0(SB)/8, $0x800f800b80078003
DATA columns32<>+8(SB)/8, $0x800e800a80068002
DATA columns32<>+16(SB)/8, $0x800f800b80078003
DATA columns32<>+24(SB)/8, $0x800e800a80068002
GLOBL columns32<>(SB), RODATA|NOPTR, $32

// Pairs of words to multiply with: cosEighth, sinEighth and sinEighth, -cosEighth.
DATA turn<>+0(SB)/8, $0x22a3539f22a3539f
DATA turn<>+8(SB)/8, $0x22a3539f22a3539f
DATA turn<>+16(SB)/8, $0x22a3539f22a3539f
DATA turn<>+24(SB)/8, $0x22a3539f22a3539f
GLOBL turn<>(SB), RODATA|NOPTR, $32
DATA turnBack<>+0(SB)/8, $0xac6122a3ac6122a3
DATA turnBack<>+8(SB)/8, $0xac6122a3ac6122a3
DATA turnBack<>+16(SB)/8, $0xac6122a3ac6122a3
DATA turnBack<>+24(SB)/8, $0xac6122a3ac6122a3
GLOBL turnBack<>(SB), RODATA|NOPTR, $32

// Halves to round with: of 2^11, of 2^16, and of 4 in words.
DATA half11<>+0(SB)/8, $0x0000040000000400
DATA half11<>+8(SB)/8, $0x0000040000000400
DATA half11<>+16(SB)/8, $0x0000040000000400
DATA half11<>+24(SB)/8, $0x0000040000000400
GLOBL half11<>(SB), RODATA|NOPTR, $32
DATA half16<>+0(SB)/8, $0x0000800000008000
DATA half16<>+8(SB)/8, $0x0000800000008000
DATA half16<>+16(SB)/8, $0x0000800000008000
DATA half16<>+24(SB)/8, $0x0000800000008000
GLOBL half16<>(SB), RODATA|NOPTR, $32
DATA half2<>+0(SB)/8, $0x0002000200020002
DATA half2<>+8(SB)/8, $0x0002000200020002
DATA half2<>+16(SB)/8, $0x0002000200020002
DATA half2<>+24(SB)/8, $0x0002000200020002
GLOBL half2<>(SB), RODATA|NOPTR, $32

// BUTTERFLY takes four vectors of four words in each half of a register: x0, x1
// in a, x3, x2 in b. It leaves x0+x3+x1+x2 in c and x0+x3-x1-x2 in d (lower four
// words), and the two turned sums of x0-x3 and x1-x2, as long words, in a and e.
#define BUTTERFLY(a, b, c, d, e) \
	VPADDW b, a, c \              // s0, s1
	VPSUBW b, a, a \              // d0, d1
	VPSHUFD $0x4e, c, e \         // s1, s0
	VPSUBW e, c, d \
	VPADDW e, c, c \
	VPSHUFD $0x4e, a, e \         // d1, d0
	VPUNPCKLWD e, a, a \          // pairs of d0 and d1
	VPMADDWD turnBack<>(SB), a, e \
	VPMADDWD turn<>(SB), a, a

// TRANSFORM takes the sixteen pixels of a block in each half of a. It leaves the
// coefficients, rows of four long words, in c, a, d and e. It is forwardPlain.
#define TRANSFORM(a, b, c, d, e) \
	VPSHUFB columns32<>(SB), a, b \
	VPSHUFB columns01<>(SB), a, a \
	BUTTERFLY(a, b, c, d, e) \
	VPUNPCKLQDQ d, c, c \         // even results, of all rows
	VPSLLW $3, c, c \
	VPADDD half11<>(SB), a, a \
	VPADDD half11<>(SB), e, e \
	VPSRAD $11, a, a \
	VPSRAD $11, e, e \
	VPACKSSDW e, a, a \           // odd results
	VPUNPCKHWD a, c, d \
	VPUNPCKLWD a, c, c \
	VPUNPCKHDQ d, c, b \          // rows 2, 3
	VPUNPCKLDQ d, c, a \          // rows 0, 1
	VPSHUFD $0x4e, b, b \         // rows 3, 2
	BUTTERFLY(a, b, c, d, e) \
	VPADDW half2<>(SB), c, c \
	VPADDW half2<>(SB), d, d \
	VPUNPCKLWD c, c, c \          // a word in the upper half of each long word
	VPUNPCKLWD d, d, d \
	VPSRAD $18, c, c \
	VPSRAD $18, d, d \
	VPADDD half16<>(SB), a, a \
	VPADDD half16<>(SB), e, e \
	VPSRAD $16, a, a \
	VPSRAD $16, e, e

// KEEP writes a row of the coefficients of two blocks.
#define KEEP(row, x, at) \
	VMOVDQU x, at(BX) \
	VEXTRACTI128 $1, row, (64+at)(BX)

// func forwardStripAVX2(s *strip, out *[4]coeffs)
TEXT ·forwardStripAVX2(SB), NOSPLIT, $0-16
	MOVQ s+0(FP), AX
	MOVQ out+8(FP), BX
	VMOVDQU (AX), X0              // row 0 of four blocks
	VMOVDQU 16(AX), X1
	VMOVDQU 32(AX), X2
	VMOVDQU 48(AX), X3
	VPUNPCKLDQ X1, X0, X4         // rows 0, 1 of blocks 0, 1
	VPUNPCKHDQ X1, X0, X5         // of blocks 2, 3
	VPUNPCKLDQ X3, X2, X6         // rows 2, 3 of blocks 0, 1
	VPUNPCKHDQ X3, X2, X7
	VPUNPCKLQDQ X6, X4, X0        // block 0
	VPUNPCKHQDQ X6, X4, X1        // block 1
	VPUNPCKLQDQ X7, X5, X8        // block 2
	VPUNPCKHQDQ X7, X5, X9        // block 3
	VINSERTI128 $1, X1, Y0, Y0
	VINSERTI128 $1, X9, Y8, Y8
	TRANSFORM(Y0, Y1, Y2, Y3, Y4)
	TRANSFORM(Y8, Y9, Y10, Y11, Y12)
	KEEP(Y2, X2, 0)
	KEEP(Y0, X0, 16)
	KEEP(Y3, X3, 32)
	KEEP(Y4, X4, 48)
	ADDQ $128, BX
	KEEP(Y10, X10, 0)
	KEEP(Y8, X8, 16)
	KEEP(Y11, X11, 32)
	KEEP(Y12, X12, 48)
	VZEROUPPER
	RET

// DISTANCE takes what TRANSFORM left from the source in Y5, Y6, Y7 and Y13 and
// leaves the sums of magnitudes in c, four to be added in each half.
#define DISTANCE(a, c, d, e) \
	VPSUBD c, Y5, c \
	VPSUBD a, Y6, a \
	VPSUBD d, Y7, d \
	VPSUBD e, Y13, e \
	VPABSD c, c \
	VPABSD a, a \
	VPABSD d, d \
	VPABSD e, e \
	VPADDD a, c, c \
	VPADDD e, d, d \
	VPADDD d, c, c

// func distancesAVX2(p *[4]rows, source *coeffs, sums *[4]int32)
TEXT ·distancesAVX2(SB), NOSPLIT, $0-24
	MOVQ p+0(FP), AX
	MOVQ source+8(FP), CX
	MOVQ sums+16(FP), BX
	VMOVDQU (AX), Y0              // blocks 0, 1
	VMOVDQU 32(AX), Y8            // blocks 2, 3
	TRANSFORM(Y0, Y1, Y2, Y3, Y4)
	TRANSFORM(Y8, Y9, Y10, Y11, Y12)
	VBROADCASTI128 (CX), Y5
	VBROADCASTI128 16(CX), Y6
	VBROADCASTI128 32(CX), Y7
	VBROADCASTI128 48(CX), Y13
	DISTANCE(Y0, Y2, Y3, Y4)
	DISTANCE(Y8, Y10, Y11, Y12)
	VPHADDD Y10, Y2, Y2           // blocks 0, 0, 2, 2 and 1, 1, 3, 3
	VPHADDD Y2, Y2, Y2            // blocks 0, 2 and 1, 3
	VEXTRACTI128 $1, Y2, X3
	VPUNPCKLDQ X3, X2, X2
	VMOVDQU X2, (BX)
	VZEROUPPER
	RET

// Words in raster order to the zigzag: for each half of the result what comes
// from the same half, and from the other.
DATA near<>+0(SB)/8, $0x8080090803020100
DATA near<>+8(SB)/8, $0x0d0c070605040b0a
DATA near<>+16(SB)/8, $0x05040b0a09080302
DATA near<>+24(SB)/8, $0x0f0e0d0c07068080
GLOBL near<>(SB), RODATA|NOPTR, $32
DATA far<>+0(SB)/8, $0x0100808080808080
DATA far<>+8(SB)/8, $0x8080808080808080
DATA far<>+16(SB)/8, $0x8080808080808080
DATA far<>+24(SB)/8, $0x8080808080800f0e
GLOBL far<>(SB), RODATA|NOPTR, $32

DATA largest<>+0(SB)/8, $0x000007ff000007ff // largestLevel
DATA largest<>+8(SB)/8, $0x000007ff000007ff
DATA largest<>+16(SB)/8, $0x000007ff000007ff
DATA largest<>+24(SB)/8, $0x000007ff000007ff
GLOBL largest<>(SB), RODATA|NOPTR, $32

// QUANTISE finds eight levels of the coefficients at an offset of CX with the
// quantiser at AX, which has 16 each of zero, inverse, bias and step. It leaves
// the levels with their signs in l and the squared errors in e, and writes what
// the decoder sees. Magnitudes and steps fit a word, so that pairs of words, the
// upper of which is zero, are multiplied.
#define QUANTISE(at, v, x, l, e) \
	VMOVDQU at(CX), x \           // halves, as they were written: what is on its
	VINSERTI128 $1, (16+at)(CX), v, v \ // way to memory is read as it is, or waited for
	VPABSD v, e \
	VPCMPGTD at(AX), e, Y8 \      // those that do not become zero
	VPMULLD (64+at)(AX), e, l \
	VPADDD (128+at)(AX), l, l \
	VPSRLD $19, l, l \
	VPMINUD largest<>(SB), l, l \
	VPAND Y8, l, l \
	VPMADDWD (192+at)(AX), l, Y9 \ // level times step
	VPSLLD $2, Y9, Y10 \
	VPSUBD Y10, e, e \
	VPABSD e, e \
	VPMULLD e, e, e \
	VPSIGND v, l, l \
	VPSIGND v, Y9, Y9 \
	VMOVDQU Y9, at(BX)

// func quantiseAVX2(q *quantiser, c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64)
TEXT ·quantiseAVX2(SB), NOSPLIT, $0-48
	MOVQ q+0(FP), AX
	MOVQ c+8(FP), CX
	MOVQ levels+16(FP), DI
	MOVQ out+24(FP), BX
	QUANTISE(0, Y0, X0, Y1, Y2)
	QUANTISE(32, Y3, X3, Y4, Y5)
	VPACKSSDW Y4, Y1, Y1          // places 0-3, 8-11, 4-7, 12-15
	VPERMQ $0xd8, Y1, Y1          // raster order
	VPERMQ $0x4e, Y1, Y3          // halves exchanged
	VPSHUFB near<>(SB), Y1, Y1
	VPSHUFB far<>(SB), Y3, Y3
	VPOR Y3, Y1, Y1               // coded order
	VMOVDQU Y1, (DI)
	VEXTRACTI128 $1, Y1, X3
	VPACKSSWB X3, X1, X1
	VPXOR X3, X3, X3
	VPCMPEQB X3, X1, X1
	VPMOVMSKB X1, DX              // bit n: level n is zero
	NOTL DX
	MOVWLZX DX, DX
	LEAL 1(DX)(DX*1), DX          // one bit more, so that there is one
	BSRL DX, DX
	DECQ DX
	MOVQ DX, last+32(FP)
	VPADDD Y5, Y2, Y2             // the sum of all errors
	VEXTRACTI128 $1, Y2, X3
	VPADDD X3, X2, X2
	VPSHUFD $0x4e, X2, X3
	VPADDD X3, X2, X2
	VPSHUFD $0xb1, X2, X3
	VPADDD X3, X2, X2
	VMOVD X2, DX
	MOVQ DX, distortion+40(FP)
	VZEROUPPER
	RET

// CONTRAST adds the differences of a row to its right and lower neighbours to X0.
#define CONTRAST \
	VMOVDQU (AX), X1 \
	VPSADBW 1(AX), X1, X2 \
	VPSADBW (AX)(CX*1), X1, X1 \
	VPADDQ X2, X0, X0 \
	VPADDQ X1, X0, X0

// func contrastsAVX2(pix *byte, stride int) (left, right int)
TEXT ·contrastsAVX2(SB), NOSPLIT, $0-32
	MOVQ pix+0(FP), AX
	MOVQ stride+8(FP), CX
	VPXOR X0, X0, X0
	CONTRAST
	LEAQ (AX)(CX*2), AX
	CONTRAST
	LEAQ (AX)(CX*2), AX
	CONTRAST
	LEAQ (AX)(CX*2), AX
	CONTRAST
	VMOVQ X0, left+16(FP)
	VPEXTRQ $1, X0, right+24(FP)
	RET
