#include "textflag.h"
#include "neon_arm64.h"

// The factors of idct.go, in V29, V30 and V31.
DATA factors<>+0(SB)/4, $4433   // 29, 0: fix0_541
DATA factors<>+4(SB)/4, $6270   // 29, 1: fix0_765
DATA factors<>+8(SB)/4, $15137  // 29, 2: fix1_847
DATA factors<>+12(SB)/4, $9633  // 29, 3: fix1_175
DATA factors<>+16(SB)/4, $16069 // 30, 0: fix1_961
DATA factors<>+20(SB)/4, $3196  // 30, 1: fix0_390
DATA factors<>+24(SB)/4, $7373  // 30, 2: fix0_899
DATA factors<>+28(SB)/4, $20995 // 30, 3: fix2_562
DATA factors<>+32(SB)/4, $12299 // 31, 0: fix1_501
DATA factors<>+36(SB)/4, $25172 // 31, 1: fix3_072
DATA factors<>+40(SB)/4, $16819 // 31, 2: fix2_053
DATA factors<>+44(SB)/4, $2446  // 31, 3: fix0_298
GLOBL factors<>(SB), RODATA|NOPTR, $48

#define FACTORS \
	MOVD $factors<>(SB), R3 \
	VLD1 (R3), [V29.S4, V30.S4, V31.S4]

// HALF puts v in all of V28, to be added before a shift.
#define HALF(v) \
	MOVD $v, R3 \
	VDUP R3, V28.S4

// EVEN is four of idct.go on registers a, c (coefficients 0 and 2 of four) and b, d
// (1 and 3): v0, v1, v2 and v3 in a, b, c and d, with the half.
#define EVEN(a, b, c, d) \
	ADD4(16, a, c); SUB4(17, a, c) \
	SHL(16, 16, 13); SHL(17, 17, 13) \
	ADD4(16, 16, 28); ADD4(17, 17, 28) \
	ADD4(18, b, d); MULE(18, 18, 29, 0); MOVE(19, 18) \
	MLAE(19, b, 29, 1); MLSE(18, d, 29, 2) \
	ADD4(a, 16, 19); SUB4(d, 16, 19); ADD4(b, 17, 18); SUB4(c, 17, 18)

// PASS8 transforms the columns of eight registers in place.
#define PASS8(a0, a1, a2, a3, a4, a5, a6, a7, shift) \
	EVEN(a0, a2, a4, a6) \
	ADD4(16, a1, a5); ADD4(17, a3, a7) \
	ADD4(18, 16, 17); MULE(18, 18, 29, 3); MOVE(19, 18) \
	MLSE(19, 17, 30, 0); MLSE(18, 16, 30, 1) \ // z3, z4
	ADD4(16, a1, a7); MULE(16, 16, 30, 2) \     // -z1
	ADD4(17, a3, a5); MULE(17, 17, 30, 3) \     // -z2
	SUB4(20, 18, 16); MLAE(20, a1, 31, 0) \     // the four odd results
	SUB4(21, 19, 17); MLAE(21, a3, 31, 1) \
	SUB4(22, 18, 17); MLAE(22, a5, 31, 2) \
	SUB4(23, 19, 16); MLAE(23, a7, 31, 3) \
	SUB4(a7, a0, 20); ADD4(a0, a0, 20) \
	ADD4(a1, a2, 21); SUB4(24, a2, 21) \
	ADD4(a2, a4, 22); SUB4(a5, a4, 22) \
	ADD4(a3, a6, 23); SUB4(a4, a6, 23) \
	SSHR(a0, a0, shift); SSHR(a1, a1, shift); SSHR(a2, a2, shift); SSHR(a3, a3, shift) \
	SSHR(a4, a4, shift); SSHR(a5, a5, shift); SSHR(a6, 24, shift); SSHR(a7, a7, shift)

// TURN transposes four registers in place.
#define TURN(a, b, c, d) \
	TRN1(16, a, b); TRN2(17, a, b); TRN1(18, c, d); TRN2(19, c, d) \
	TRN1D(a, 16, 18); TRN1D(b, 17, 19); TRN2D(c, 16, 18); TRN2D(d, 17, 19)

// ROW8 writes a row of eight samples from the long words of two registers.
#define ROW8(left, right) \
	SQXTN(16, left) \
	SQXTN2(16, right) \
	SQXTUN(16, 16) \
	FMOVD F16, (R1) \
	ADD R2, R1

// func inverse8NEON(b *[64]int32, out *uint8, stride int)
TEXT ·inverse8NEON(SB), NOSPLIT, $0-24
	MOVD b+0(FP), R0
	MOVD out+8(FP), R1
	MOVD stride+16(FP), R2
	FACTORS
	HALF(0x400)                   // of a shift by 11
	VLD1.P 16(R0), [V0.S4]        // columns 0 to 3 of the rows in V0 to V7,
	VLD1.P 16(R0), [V8.S4]        // columns 4 to 7 in V8 to V15
	VLD1.P 16(R0), [V1.S4]
	VLD1.P 16(R0), [V9.S4]
	VLD1.P 16(R0), [V2.S4]
	VLD1.P 16(R0), [V10.S4]
	VLD1.P 16(R0), [V3.S4]
	VLD1.P 16(R0), [V11.S4]
	VLD1.P 16(R0), [V4.S4]
	VLD1.P 16(R0), [V12.S4]
	VLD1.P 16(R0), [V5.S4]
	VLD1.P 16(R0), [V13.S4]
	VLD1.P 16(R0), [V6.S4]
	VLD1.P 16(R0), [V14.S4]
	VLD1.P 16(R0), [V7.S4]
	VLD1.P 16(R0), [V15.S4]
	PASS8(0, 1, 2, 3, 4, 5, 6, 7, 11)
	PASS8(8, 9, 10, 11, 12, 13, 14, 15, 11)
	TURN(0, 1, 2, 3)              // columns 0 to 3 of rows 0 to 3
	TURN(4, 5, 6, 7)              // of rows 4 to 7
	TURN(8, 9, 10, 11)            // columns 4 to 7 of rows 0 to 3
	TURN(12, 13, 14, 15)
	HALF(0x2020000)               // of a shift by 18, and 128
	PASS8(0, 1, 2, 3, 8, 9, 10, 11, 18)
	PASS8(4, 5, 6, 7, 12, 13, 14, 15, 18)
	TURN(0, 1, 2, 3)
	TURN(8, 9, 10, 11)
	ROW8(0, 8)
	ROW8(1, 9)
	ROW8(2, 10)
	ROW8(3, 11)
	TURN(4, 5, 6, 7)
	TURN(12, 13, 14, 15)
	ROW8(4, 12)
	ROW8(5, 13)
	ROW8(6, 14)
	ROW8(7, 15)
	RET

// ROW4 writes a row of four samples.
#define ROW4(n) \
	SQXTN(16, n) \
	SQXTUN(16, 16) \
	FMOVS F16, (R1) \
	ADD R2, R1

// func inverse4NEON(b *[64]int32, out *uint8, stride int)
TEXT ·inverse4NEON(SB), NOSPLIT, $0-24
	MOVD b+0(FP), R0
	MOVD out+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD $32, R4                  // bytes of a row of coefficients
	FACTORS
	HALF(0x80)                    // of a shift by 8
	VLD1.P (R0)(R4), [V0.S4]
	VLD1.P (R0)(R4), [V1.S4]
	VLD1.P (R0)(R4), [V2.S4]
	VLD1 (R0), [V3.S4]
	EVEN(0, 1, 2, 3)
	SSHR(0, 0, 8); SSHR(1, 1, 8); SSHR(2, 2, 8); SSHR(3, 3, 8)
	TURN(0, 1, 2, 3)
	HALF(0x10100000)              // of a shift by 21, and 128
	EVEN(0, 1, 2, 3)
	SSHR(0, 0, 21); SSHR(1, 1, 21); SSHR(2, 2, 21); SSHR(3, 3, 21)
	TURN(0, 1, 2, 3)
	ROW4(0)
	ROW4(1)
	ROW4(2)
	ROW4(3)
	RET

// FORWARD is forward8 of fdct.go on the columns of eight registers, in place.
#define FORWARD(v0, v1, v2, v3, v4, v5, v6, v7, shift) \
	ADD4(16, v0, v7); ADD4(17, v1, v6); ADD4(18, v2, v5); ADD4(19, v3, v4) \     // s0 to s3
	SUB4(v7, v0, v7); SUB4(v6, v1, v6); SUB4(v5, v2, v5); SUB4(v4, v3, v4) \     // d0 to d3
	ADD4(20, 16, 19); ADD4(21, 17, 18); SUB4(17, 17, 18); SUB4(16, 16, 19) \     // a, b, c, d
	ADD4(v0, 20, 21); SHL(v0, v0, 13); ADD4(v0, v0, 28) \
	SUB4(22, 20, 21); SHL(22, 22, 13); ADD4(22, 22, 28) \
	ADD4(18, 17, 16); MULE(18, 18, 29, 0); ADD4(18, 18, 28); MOVE(19, 18) \    // z
	MLAE(19, 16, 29, 1); MLSE(18, 17, 29, 2) \
	ADD4(16, v4, v6); ADD4(17, v5, v7); ADD4(20, 16, 17) \
	MULE(20, 20, 29, 3); ADD4(20, 20, 28); MOVE(21, 20) \
	MLSE(21, 16, 30, 0); MLSE(20, 17, 30, 1) \                               // z3, z4
	ADD4(16, v4, v7); MULE(16, 16, 30, 2); ADD4(17, v5, v6); MULE(17, 17, 30, 3) \ // z1, z2
	SUB4(23, 21, 16); MLAE(23, v4, 31, 3) \
	SUB4(24, 20, 17); MLAE(24, v5, 31, 2) \
	SUB4(25, 21, 17); MLAE(25, v6, 31, 1) \
	SUB4(26, 20, 16); MLAE(26, v7, 31, 0) \
	SSHR(v0, v0, shift); SSHR(v1, 26, shift); SSHR(v2, 19, shift); SSHR(v3, 25, shift) \
	SSHR(v4, 22, shift); SSHR(v5, 24, shift); SSHR(v6, 18, shift); SSHR(v7, 23, shift)

// LOAD8 brings a row of samples, less 128, into two registers; V27 is 128.
#define LOAD8(left, right) \
	FMOVD (R1), F16 \
	ADD R2, R1 \
	UXTL(16, 16) \
	SXTL(left, 16) \
	SXTL2(right, 16) \
	SUB4(left, left, 27) \
	SUB4(right, right, 27)

// QUANTISE divides four coefficients in register v by the quantiser's next
// factors: halves at R4, multipliers at R5, shifts at R6.
#define QUANTISE(v) \
	VLD1.P 16(R4), [V16.S4] \
	VLD1.P 16(R5), [V17.S4] \
	VLD1.P 16(R6), [V18.S4] \
	NEGATIVE(19, v) \
	ABS4(v, v) \
	ADD4(v, v, 16) \
	MUL4(v, v, 17) \
	NEG4(18, 18) \
	USHL(v, v, 18) \
	EOR4(v, v, 19) \                // the sign again
	SUB4(v, v, 19)

// COLUMN quantises a column of eight coefficients and writes them as words; a byte
// of register to is all ones where one is not zero: in its lower half, or upper.
#define COLUMN(v, w, to, narrow) \
	QUANTISE(v) \
	QUANTISE(w) \
	XTN(16, v) \
	XTN2(16, w) \
	VST1.P [V16.H8], 16(R0) \
	NOTZERO(16, 16) \
	narrow(to, 16)

// func forwardNEON(b *[64]int16, src *uint8, stride int, q *quantiser) (nonzero uint64)
TEXT ·forwardNEON(SB), NOSPLIT, $0-40
	MOVD b+0(FP), R0
	MOVD src+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD q+24(FP), R4
	ADD $256, R4, R5
	ADD $512, R4, R6
	FACTORS
	MOVD $128, R3
	VDUP R3, V27.S4
	LOAD8(0, 8)
	LOAD8(1, 9)
	LOAD8(2, 10)
	LOAD8(3, 11)
	LOAD8(4, 12)
	LOAD8(5, 13)
	LOAD8(6, 14)
	LOAD8(7, 15)
	HALF(0x400)                   // of a shift by 11
	FORWARD(0, 1, 2, 3, 4, 5, 6, 7, 11)
	FORWARD(8, 9, 10, 11, 12, 13, 14, 15, 11)
	TURN(0, 1, 2, 3)              // columns 0 to 3 of rows 0 to 3
	TURN(4, 5, 6, 7)              // of rows 4 to 7
	TURN(8, 9, 10, 11)            // columns 4 to 7 of rows 0 to 3
	TURN(12, 13, 14, 15)
	HALF(0x4000)                  // of a shift by 15
	FORWARD(0, 1, 2, 3, 8, 9, 10, 11, 15)
	FORWARD(4, 5, 6, 7, 12, 13, 14, 15, 15)
	COLUMN(0, 4, 20, XTNB)
	COLUMN(1, 5, 20, XTNB2)
	COLUMN(2, 6, 21, XTNB)
	COLUMN(3, 7, 21, XTNB2)
	COLUMN(8, 12, 22, XTNB)
	COLUMN(9, 13, 22, XTNB2)
	COLUMN(10, 14, 23, XTNB)
	COLUMN(11, 15, 23, XTNB2)
	MOVD $0x8040201008040201, R3  // a bit for each of eight bytes
	VDUP R3, V16.D2
	AND4(20, 20, 16)
	AND4(21, 21, 16)
	AND4(22, 22, 16)
	AND4(23, 23, 16)
	ADDPB(20, 20, 21)             // bytes of two bits, of four, of eight
	ADDPB(22, 22, 23)
	ADDPB(20, 20, 22)
	ADDPB(20, 20, 20)
	VMOV V20.D[0], R3
	MOVD R3, nonzero+32(FP)
	RET
