#include "textflag.h"

// Pairs of words to multiply with: cos, sin and sin, -cos of π/8, times √2, in
// 14 bits; cosEighth and sinEighth.
DATA turns<>+0(SB)/8, $0x22a3539f22a3539f
DATA turns<>+8(SB)/8, $0x22a3539f22a3539f
DATA turns<>+16(SB)/8, $0xac6122a3ac6122a3
DATA turns<>+24(SB)/8, $0xac6122a3ac6122a3
GLOBL turns<>(SB), RODATA|NOPTR, $32

DATA halves<>+0(SB)/8, $0x0000040000000400
DATA halves<>+8(SB)/8, $0x0000040000000400
DATA halves<>+16(SB)/8, $0x0000800000008000
DATA halves<>+24(SB)/8, $0x0000800000008000
DATA halves<>+32(SB)/8, $0x0002000200020002
DATA halves<>+40(SB)/8, $0x0002000200020002
GLOBL halves<>(SB), RODATA|NOPTR, $48

// BUTTERFLY takes four vectors of four words, x0 and x1 in X0, x2 and x3 in X1.
// It leaves x0+x3+x1+x2 in X2 and x0+x3-x1-x2 in X3 (low halves), and the two
// turned sums of x0-x3 and x1-x2, as long words, in X0 and X4.
#define BUTTERFLY \
	PSHUFD $0x4e, X1, X1 \
	MOVO X0, X2 \
	PADDW X1, X2 \
	PSUBW X1, X0 \
	PSHUFD $0x4e, X2, X4 \
	MOVO X2, X3 \
	PADDW X4, X2 \
	PSUBW X4, X3 \
	PSHUFD $0x4e, X0, X4 \
	PUNPCKLWL X4, X0 \
	MOVO X0, X4 \
	PMADDWL turns<>+0(SB), X0 \
	PMADDWL turns<>+16(SB), X4

// TRANSFORM takes sixteen pixels in X0 and leaves the coefficients, rows of four
// long words, in X2, X0, X3 and X4.
#define TRANSFORM \
	PSHUFD $0x4e, X0, X1 \
	PUNPCKLBW X1, X0 \
	PSHUFD $0x4e, X0, X1 \
	PUNPCKLBW X1, X0 \ // now column by column
	PXOR X2, X2 \
	MOVO X0, X1 \
	PUNPCKLBW X2, X0 \
	PUNPCKHBW X2, X1 \
	BUTTERFLY \
	PUNPCKLQDQ X3, X2 \
	PSLLW $3, X2 \
	PADDL halves<>+0(SB), X0 \
	PADDL halves<>+0(SB), X4 \
	PSRAL $11, X0 \
	PSRAL $11, X4 \
	PACKSSLW X4, X0 \
	MOVO X2, X3 \
	PUNPCKLWL X0, X2 \
	PUNPCKHWL X0, X3 \
	MOVO X2, X0 \
	MOVO X2, X1 \
	PUNPCKLLQ X3, X0 \
	PUNPCKHLQ X3, X1 \
	BUTTERFLY \
	PADDW halves<>+32(SB), X2 \
	PADDW halves<>+32(SB), X3 \
	PUNPCKLWL X2, X2 \
	PUNPCKLWL X3, X3 \
	PSRAL $18, X2 \
	PSRAL $18, X3 \
	PADDL halves<>+16(SB), X0 \
	PADDL halves<>+16(SB), X4 \
	PSRAL $16, X0 \
	PSRAL $16, X4

// func forward(p *rows, out *coeffs)
TEXT ·forward(SB), NOSPLIT, $0-16
	MOVQ  p+0(FP), AX
	MOVQ  out+8(FP), BX
	MOVOU (AX), X0
	TRANSFORM
	MOVOU X2, (BX)
	MOVOU X0, 16(BX)
	MOVOU X3, 32(BX)
	MOVOU X4, 48(BX)
	RET

// DIFFERENCE subtracts a row of coefficients from the source's, keeps it, and
// adds its magnitudes to X7.
#define DIFFERENCE(at, row) \
	MOVOU at(CX), X5 \
	PSUBL row, X5 \
	MOVOU X5, at(BX) \
	MOVO X5, X6 \
	PSRAL $31, X6 \
	PXOR X6, X5 \
	PSUBL X6, X5 \
	PADDL X5, X7

// func difference(p *rows, source, out *coeffs) int32
TEXT ·difference(SB), NOSPLIT, $0-28
	MOVQ  p+0(FP), AX
	MOVQ  source+8(FP), CX
	MOVQ  out+16(FP), BX
	MOVOU (AX), X0
	TRANSFORM
	PXOR X7, X7
	DIFFERENCE(0, X2)
	DIFFERENCE(16, X0)
	DIFFERENCE(32, X3)
	DIFFERENCE(48, X4)
	PSHUFD $0x4e, X7, X5
	PADDL  X5, X7
	PSHUFD $0xb1, X7, X5
	PADDL  X5, X7
	MOVL   X7, ret+24(FP)
	RET
