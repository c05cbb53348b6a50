#include "textflag.h"
#include "neon_arm64.h"

// INVERSE4 is inverse4 on the columns of V0 to V3, in place. V30 and V31 have the
// factors.
#define INVERSE4 \
	ADD4(4, 0, 2); SUB4(5, 0, 2) \                                 // a, b
	MUL4(6, 1, 30); SSHR4(6, 6, 16); MUL4(7, 3, 31); SSHR4(7, 7, 16) \
	SUB4(6, 6, 3); SUB4(6, 6, 7) \                                 // c
	MUL4(7, 1, 31); SSHR4(7, 7, 16); MUL4(16, 3, 30); SSHR4(16, 16, 16) \
	ADD4(7, 7, 1); ADD4(7, 7, 16) \                                // d
	ADD4(0, 4, 7); ADD4(1, 5, 6); SUB4(2, 5, 6); SUB4(3, 4, 7)

// TURN4 transposes V0 to V3.
#define TURN4 \
	TRN1L(4, 0, 1); TRN2L(5, 0, 1); TRN1L(6, 2, 3); TRN2L(7, 2, 3) \
	TRN1D(0, 4, 6); TRN1D(1, 5, 7); TRN2D(2, 4, 6); TRN2D(3, 5, 7)

// func inverseNEON(p *rows, c *coeffs)
TEXT ·inverseNEON(SB), NOSPLIT, $0-16
	MOVD p+0(FP), R0
	MOVD c+8(FP), R1
	MOVD $35468, R2               // √2 sin π/8, in 16 bits
	VDUP R2, V30.S4
	MOVD $20091, R2               // √2 cos π/8, less one
	VDUP R2, V31.S4
	VLD1 (R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	INVERSE4
	TURN4
	MOVD $4, R2                   // a half of 8
	VDUP R2, V4.S4
	ADD4(0, 0, 4)
	INVERSE4
	TURN4
	SSHR4(0, 0, 3); SSHR4(1, 1, 3); SSHR4(2, 2, 3); SSHR4(3, 3, 3)
	VLD1 (R0), [V16.B16]
	UXTL(4, 16)                   // pixels of rows 0, 1 as words
	UXTL2(5, 16)                  // of rows 2, 3
	SXTL(6, 4)                    // of row 0 as long words
	SXTL2(7, 4)
	ADD4(0, 0, 6)
	ADD4(1, 1, 7)
	SXTL(6, 5)
	SXTL2(7, 5)
	ADD4(2, 2, 6)
	ADD4(3, 3, 7)
	SQXTN(0, 0)
	SQXTN2(0, 1)
	SQXTN(2, 2)
	SQXTN2(2, 3)
	SQXTUN(0, 0)                  // clamped
	SQXTUN(2, 2)
	FMOVD F0, (R0)
	FMOVD F2, 8(R0)
	RET

// func toStudioNEON(dst, src *byte, stride, size int, scale, offset uint64)
//
// A sample in a word times scale, plus offset, is x; x/255 is (x + 1 + x/256)/256.
TEXT ·toStudioNEON(SB), NOSPLIT, $0-48
	MOVD dst+0(FP), R0
	MOVD src+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD size+24(FP), R3
	MOVD scale+32(FP), R4
	MOVD offset+40(FP), R5
	VDUP R4, V28.B16
	VDUP R5, V29.H8
	MOVD $1, R4
	VDUP R4, V30.H8
	CMP $8, R3
	BEQ narrow

wide:
	VLD1 (R1), [V0.B16]
	UMULL(1, 0, 28)
	UMULL2(2, 0, 28)
	ADD8(1, 1, 29)                // x
	ADD8(2, 2, 29)
	ADD8(3, 1, 30)
	ADD8(4, 2, 30)
	ADDUPPER8(3, 1)
	ADDUPPER8(4, 2)
	UPPER(0, 3)
	UPPER2(0, 4)
	VST1.P [V0.B16], 16(R0)
	ADD R2, R1
	SUBS $1, R3
	BNE wide
	RET

narrow:
	FMOVD (R1), F0
	UMULL(1, 0, 28)
	ADD8(1, 1, 29)
	ADD8(3, 1, 30)
	ADDUPPER8(3, 1)
	UPPER(0, 3)
	FMOVD F0, (R0)
	ADD R2, R1
	ADD $16, R0
	SUBS $1, R3
	BNE narrow
	RET
