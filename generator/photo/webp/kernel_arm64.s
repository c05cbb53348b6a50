#include "textflag.h"
#include "neon_arm64.h"

// cosEighth and sinEighth, elements 0 and 1 of V31 (or of another below V16).
#define TURNS(to) \
	MOVD $0x22a3539f, R4 \
	VDUP R4, to.S4

// The order of pixels that takes rows of a block to columns, and four columns of
// four blocks to blocks of four.
DATA columns<>+0(SB)/8, $0x0d0905010c080400
DATA columns<>+8(SB)/8, $0x0f0b07030e0a0602
GLOBL columns<>(SB), RODATA|NOPTR, $16

// BUTTERFLY takes eight words each of x0 to x3: two blocks. It leaves
// x0+x3+x1+x2 in x0, x0+x3-x1-x2 in x2, and the two turned sums of x0-x3 and
// x1-x2, shifted with rounding, in x1 and x3. V15 has the factors.
#define BUTTERFLY(x0, x1, x2, x3, shift) \
	ADD8(8, x0, x3); ADD8(9, x1, x2) \               // s0, s1
	SUB8(10, x0, x3); SUB8(11, x1, x2) \             // d0, d1
	ADD8(x0, 8, 9); SUB8(x2, 8, 9) \
	SMULLE(8, 10, 15, 0); SMULLE2(9, 10, 15, 0) \    // d0 cos
	SMLALE(8, 11, 15, 1); SMLALE2(9, 11, 15, 1) \    // + d1 sin
	SMULLE(12, 10, 15, 1); SMULLE2(13, 10, 15, 1) \  // d0 sin
	SMLSLE(12, 11, 15, 0); SMLSLE2(13, 11, 15, 0) \  // - d1 cos
	RSHRN(x1, 8, shift); RSHRN2(x1, 9, shift) \
	RSHRN(x3, 12, shift); RSHRN2(x3, 13, shift)

// TRANSFORM is forwardPlain for two blocks: x0 to x3 are the columns of pixels, of
// both blocks in a register, and become the rows of coefficients.
#define TRANSFORM(x0, x1, x2, x3) \
	BUTTERFLY(x0, x1, x2, x3, 11) \
	SHL8(x0, x0, 3); SHL8(x2, x2, 3) \
	TRN1W(8, x0, x1); TRN2W(9, x0, x1); TRN1W(10, x2, x3); TRN2W(11, x2, x3) \
	TRN1L(x0, 8, 10); TRN1L(x1, 9, 11); TRN2L(x2, 8, 10); TRN2L(x3, 9, 11) \
	BUTTERFLY(x0, x1, x2, x3, 16) \
	SRSHR8(x0, x0, 2); SRSHR8(x2, x2, 2)

// WIDEN takes columns of bytes in V16 to V19, four blocks, to words: blocks 0 and 1
// in V0 to V3, blocks 2 and 3 in V4 to V7.
#define WIDEN \
	UXTL(0, 16); UXTL(1, 17); UXTL(2, 18); UXTL(3, 19) \
	UXTL2(4, 16); UXTL2(5, 17); UXTL2(6, 18); UXTL2(7, 19)

// KEEP writes the coefficients of one block, words of one half of four registers.
#define KEEP(widen, r0, r1, r2, r3) \
	widen(20, r0); widen(21, r1); widen(22, r2); widen(23, r3) \
	VST1.P [V20.S4, V21.S4, V22.S4, V23.S4], 64(R1)

// func forwardStripNEON(s *strip, out *[4]coeffs)
TEXT ·forwardStripNEON(SB), NOSPLIT, $0-16
	MOVD s+0(FP), R0
	MOVD out+8(FP), R1
	TURNS(V15)
	MOVD $columns<>(SB), R3
	VLD1 (R3), [V24.B16]
	VLD4 (R0), [V16.B16, V17.B16, V18.B16, V19.B16] // each column, row by row of four blocks
	TBL(16, 16, 24)               // block by block
	TBL(17, 17, 24)
	TBL(18, 18, 24)
	TBL(19, 19, 24)
	WIDEN
	TRANSFORM(0, 1, 2, 3)
	TRANSFORM(4, 5, 6, 7)
	KEEP(SXTL, 0, 1, 2, 3)
	KEEP(SXTL2, 0, 1, 2, 3)
	KEEP(SXTL, 4, 5, 6, 7)
	KEEP(SXTL2, 4, 5, 6, 7)
	RET

// DISTANCE sums in register to the distances of a block's rows, in one half of four
// registers, to those of the source in V16 to V19.
#define DISTANCE(to, widen, r0, r1, r2, r3) \
	EORV(to, to, to) \
	widen(20, r0); widen(21, r1); widen(22, r2); widen(23, r3) \
	SABA4(to, 20, 16); SABA4(to, 21, 17); SABA4(to, 22, 18); SABA4(to, 23, 19)

// func distancesNEON(p *[4]rows, source *coeffs, sums *[4]int32)
TEXT ·distancesNEON(SB), NOSPLIT, $0-24
	MOVD p+0(FP), R0
	MOVD source+8(FP), R2
	MOVD sums+16(FP), R1
	TURNS(V15)
	VLD4 (R0), [V16.B16, V17.B16, V18.B16, V19.B16] // each column, block by block
	WIDEN
	TRANSFORM(0, 1, 2, 3)
	TRANSFORM(4, 5, 6, 7)
	VLD1 (R2), [V16.S4, V17.S4, V18.S4, V19.S4]
	DISTANCE(24, SXTL, 0, 1, 2, 3)
	DISTANCE(25, SXTL2, 0, 1, 2, 3)
	DISTANCE(26, SXTL, 4, 5, 6, 7)
	DISTANCE(27, SXTL2, 4, 5, 6, 7)
	ADDP4(24, 24, 25)
	ADDP4(26, 26, 27)
	ADDP4(24, 24, 26)
	VST1 [V24.S4], (R1)
	RET

// ONE brings a block's columns to the lower halves of V0 to V3 and transforms them.
#define ONE \
	TURNS(V15) \
	MOVD $columns<>(SB), R3 \
	VLD1 (R3), [V24.B16] \
	VLD1 (R0), [V16.B16] \
	TBL(16, 16, 24) \
	UXTL(0, 16) \                 // columns 0, 1
	UXTL2(2, 16) \                // columns 2, 3
	VEXT $8, V0.B16, V0.B16, V1.B16 \
	VEXT $8, V2.B16, V2.B16, V3.B16 \
	TRANSFORM(0, 1, 2, 3)

// func forwardNEON(p *rows, out *coeffs)
TEXT ·forwardNEON(SB), NOSPLIT, $0-16
	MOVD p+0(FP), R0
	MOVD out+8(FP), R1
	ONE
	KEEP(SXTL, 0, 1, 2, 3)
	RET

// func differenceNEON(p *rows, source, out *coeffs) int32
TEXT ·differenceNEON(SB), NOSPLIT, $0-28
	MOVD p+0(FP), R0
	MOVD source+8(FP), R2
	MOVD out+16(FP), R1
	ONE
	VLD1 (R2), [V16.S4, V17.S4, V18.S4, V19.S4]
	DISTANCE(24, SXTL, 0, 1, 2, 3)
	SUB4(20, 16, 20)
	SUB4(21, 17, 21)
	SUB4(22, 18, 22)
	SUB4(23, 19, 23)
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R1)
	ADDV4(24, 24)
	FMOVS F24, ret+24(FP)
	RET

// Words in raster order to the zigzag, as bytes of two registers.
DATA coded<>+0(SB)/8, $0x1110090803020100  // 0, 1, 4, 8
DATA coded<>+8(SB)/8, $0x0d0c070605040b0a  // 5, 2, 3, 6
DATA coded<>+16(SB)/8, $0x15141b1a19181312 // 9, 12, 13, 10
DATA coded<>+24(SB)/8, $0x1f1e1d1c17160f0e // 7, 11, 14, 15
GLOBL coded<>(SB), RODATA|NOPTR, $32

// QUANTISE finds four levels of the coefficients in register v. zero, inverse, bias
// and step are at R0, R4, R5 and R6. It leaves the levels with their signs in v and
// what the decoder sees in back, and adds the squared errors to V28. V29 is
// largestLevel.
#define QUANTISE(v, back) \
	VLD1.P 16(R0), [V16.S4] \
	VLD1.P 16(R4), [V17.S4] \
	VLD1.P 16(R5), [V18.S4] \
	VLD1.P 16(R6), [V19.S4] \
	NEGATIVE4(20, v) \
	ABS4(21, v) \
	GREATER4(16, 21, 16) \        // those that do not become zero
	MUL4(17, 21, 17) \
	ADD4(17, 17, 18) \
	USHR4(17, 17, 19) \           // quantBits+2
	UMIN4(17, 17, 29) \
	ANDV(17, 17, 16) \
	MUL4(back, 17, 19) \
	SHL4(18, back, 2) \
	SUB4(18, 21, 18) \            // the error
	MUL4(18, 18, 18) \
	ADD4(28, 28, 18) \
	EORV(v, 17, 20) \             // the sign again
	SUB4(v, v, 20) \
	EORV(back, back, 20) \
	SUB4(back, back, 20)

// func quantiseNEON(q *quantiser, c *coeffs, levels *[16]int16, out *coeffs) (last int, distortion int64)
TEXT ·quantiseNEON(SB), NOSPLIT, $0-48
	MOVD q+0(FP), R0
	MOVD c+8(FP), R1
	MOVD levels+16(FP), R2
	MOVD out+24(FP), R3
	ADD $64, R0, R4
	ADD $128, R0, R5
	ADD $192, R0, R6
	MOVD $2047, R7
	VDUP R7, V29.S4
	EORV(28, 28, 28)
	VLD1 (R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	QUANTISE(0, 4)
	QUANTISE(1, 5)
	QUANTISE(2, 6)
	QUANTISE(3, 7)
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R3)
	SQXTN(0, 0)                   // words in raster order
	SQXTN2(0, 1)
	SQXTN(1, 2)
	SQXTN2(1, 3)
	MOVD $coded<>(SB), R7
	VLD1 (R7), [V16.B16, V17.B16]
	TBL2(2, 0, 16)                // in coded order
	TBL2(3, 0, 17)
	VST1 [V2.H8, V3.H8], (R2)
	NOTZERO8(2, 2)
	NOTZERO8(3, 3)
	XTNB(2, 2)
	XTNB2(2, 3)
	MOVD $0x8040201008040201, R7  // a bit for each of eight bytes
	VDUP R7, V16.D2
	ANDV(2, 2, 16)
	ADDPB(2, 2, 2)                // bytes of two bits, of four, of eight
	ADDPB(2, 2, 2)
	ADDPB(2, 2, 2)
	VMOV V2.H[0], R7              // bit n: level n is not zero
	CLZ R7, R7
	MOVD $63, R8
	SUB R7, R8
	MOVD R8, last+32(FP)
	ADDV4(28, 28)
	FMOVS F28, R7
	MOVD R7, distortion+40(FP)
	RET

// CONTRAST adds the differences of a row to its right and lower neighbours to V0
// and V1.
#define CONTRAST \
	ADD $1, R0, R2 \
	ADD R1, R0, R3 \
	VLD1 (R0), [V2.B16] \
	VLD1 (R2), [V3.B16] \
	VLD1 (R3), [V4.B16] \
	UABAL(0, 2, 3) \
	UABAL2(1, 2, 3) \
	UABAL(0, 2, 4) \
	UABAL2(1, 2, 4) \
	ADD R1, R3, R0

// func contrastsNEON(pix *byte, stride int) (left, right int)
TEXT ·contrastsNEON(SB), NOSPLIT, $0-32
	MOVD pix+0(FP), R0
	MOVD stride+8(FP), R1
	EORV(0, 0, 0)
	EORV(1, 1, 1)
	CONTRAST
	CONTRAST
	CONTRAST
	CONTRAST
	ADDLV8(0, 0)
	ADDLV8(1, 1)
	FMOVS F0, R2
	FMOVS F1, R3
	MOVD R2, left+16(FP)
	MOVD R3, right+24(FP)
	RET
