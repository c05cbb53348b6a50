#include "textflag.h"
#include "neon_arm64.h"

// WEIGH adds a row's 16 samples at R7, times the weight at R8, to V0 to V3.
#define WEIGH \
	VLD1 (R7), [V4.B16] \
	VLD1R (R8), [V5.H8] \
	UXTL(6, 4) \
	UXTL2(7, 4) \
	SMLAL(0, 6, 5) \
	SMLAL2(1, 6, 5) \
	SMLAL(2, 7, 5) \
	SMLAL2(3, 7, 5)

// func downNEON(out *int16, src *uint8, stride int, weights *int16, taps, n int)
TEXT ·downNEON(SB), NOSPLIT, $0-48
	MOVD out+0(FP), R0
	MOVD src+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD weights+24(FP), R3
	MOVD taps+32(FP), R4
	MOVD n+40(FP), R5
	MOVD $128, R6                 // half of 1<<(weightBits-fineBits)
	VDUP R6, V31.S4

block:
	MOVE(0, 31)
	MOVE(1, 31)
	MOVE(2, 31)
	MOVE(3, 31)
	MOVD R1, R7
	MOVD R3, R8
	MOVD R4, R9

row:
	WEIGH
	ADD R2, R7
	ADD $2, R8
	SUBS $1, R9
	BNE row

	SQSHRN(4, 0, 8)               // weightBits-fineBits
	SQSHRN2(4, 1, 8)
	SQSHRN(5, 2, 8)
	SQSHRN2(5, 3, 8)
	VST1.P [V4.H8, V5.H8], 32(R0)
	ADD $16, R1
	SUBS $16, R5
	BNE block
	RET

// DOT sums the products of a window with its weights in the four lanes of
// register acc: the window that starts at the next number of R2. It leaves R3 at
// the next window's weights.
#define DOT(acc, again) \
	MOVW.P 4(R2), R7 \
	ADD R7<<1, R1, R7 \
	MOVD R4, R8 \
	EOR4(acc, acc, acc) \
again: \
	VLD1.P 32(R7), [V16.H8, V17.H8] \
	VLD1.P 32(R3), [V18.H8, V19.H8] \
	SMLAL(acc, 16, 18) \
	SMLAL2(acc, 16, 18) \
	SMLAL(acc, 17, 19) \
	SMLAL2(acc, 17, 19) \
	SUBS $1, R8 \
	BNE again

// func acrossNEON(out *uint8, line *int16, start *int32, weights *int16, chunks, n int)
TEXT ·acrossNEON(SB), NOSPLIT, $0-48
	MOVD out+0(FP), R0
	MOVD line+8(FP), R1
	MOVD start+16(FP), R2
	MOVD weights+24(FP), R3
	MOVD chunks+32(FP), R4
	MOVD n+40(FP), R5
	MOVD $0x80000, R6             // half of 1<<(weightBits+fineBits)
	VDUP R6, V31.S4

four:
	DOT(0, first)
	DOT(1, second)
	DOT(2, third)
	DOT(3, fourth)
	ADDP(0, 0, 1)
	ADDP(2, 2, 3)
	ADDP(0, 0, 2)                 // the four sums
	ADD4(0, 0, 31)
	SSHR(0, 0, 20)                // weightBits+fineBits
	SQXTN(0, 0)
	SQXTUN(0, 0)
	FMOVS F0, (R0)
	ADD $4, R0
	SUBS $4, R5
	BNE four
	RET
