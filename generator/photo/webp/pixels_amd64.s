#include "textflag.h"

// The factors of the inverse transform: √2 times the cosine and the sine of π/8, in
// 16 bits, of the cosine what exceeds one; and a half of 8.
DATA sine<>+0(SB)/8, $0x00008a8c00008a8c
DATA sine<>+8(SB)/8, $0x00008a8c00008a8c
GLOBL sine<>(SB), RODATA|NOPTR, $16
DATA cosine<>+0(SB)/8, $0x00004e7b00004e7b
DATA cosine<>+8(SB)/8, $0x00004e7b00004e7b
GLOBL cosine<>(SB), RODATA|NOPTR, $16
DATA half8<>+0(SB)/8, $0x0000000400000004
DATA half8<>+8(SB)/8, $0x0000000400000004
GLOBL half8<>(SB), RODATA|NOPTR, $16

// INVERSE4 is inverse4 on the columns of X0 to X3, in place.
#define INVERSE4 \
	VPADDD X2, X0, X4 \           // a
	VPSUBD X2, X0, X5 \           // b
	VPMULLD sine<>(SB), X1, X6 \
	VPSRAD $16, X6, X6 \
	VPMULLD cosine<>(SB), X3, X7 \
	VPSRAD $16, X7, X7 \
	VPSUBD X3, X6, X6 \
	VPSUBD X7, X6, X6 \           // c
	VPMULLD cosine<>(SB), X1, X7 \
	VPSRAD $16, X7, X7 \
	VPADDD X1, X7, X7 \
	VPMULLD sine<>(SB), X3, X8 \
	VPSRAD $16, X8, X8 \
	VPADDD X8, X7, X7 \           // d
	VPADDD X7, X4, X0 \
	VPADDD X6, X5, X1 \
	VPSUBD X6, X5, X2 \
	VPSUBD X7, X4, X3

// TURN4 transposes X0 to X3.
#define TURN4 \
	VPUNPCKLDQ X1, X0, X4 \
	VPUNPCKHDQ X1, X0, X5 \
	VPUNPCKLDQ X3, X2, X6 \
	VPUNPCKHDQ X3, X2, X7 \
	VPUNPCKLQDQ X6, X4, X0 \
	VPUNPCKHQDQ X6, X4, X1 \
	VPUNPCKLQDQ X7, X5, X2 \
	VPUNPCKHQDQ X7, X5, X3

// ADDROW adds a row of differences, eight times too large, to the pixels at an
// offset of AX.
#define ADDROW(x, at) \
	VPSRAD $3, x, x \
	VPMOVZXBD at(AX), X4 \
	VPADDD X4, x, x

// func inverseAVX2(p *rows, c *coeffs)
TEXT ·inverseAVX2(SB), NOSPLIT, $0-16
	MOVQ p+0(FP), AX
	MOVQ c+8(FP), BX
	VMOVDQU (BX), X0
	VMOVDQU 16(BX), X1
	VMOVDQU 32(BX), X2
	VMOVDQU 48(BX), X3
	INVERSE4
	TURN4
	VPADDD half8<>(SB), X0, X0
	INVERSE4
	TURN4
	ADDROW(X0, 0)
	ADDROW(X1, 4)
	ADDROW(X2, 8)
	ADDROW(X3, 12)
	VPACKSSDW X1, X0, X0
	VPACKSSDW X3, X2, X2
	VPACKUSWB X2, X0, X0          // clamped
	VMOVDQU X0, (AX)
	RET

// func toStudioAVX2(dst, src *byte, stride, size int, scale, offset uint64)
//
// A sample in a word times scale, plus offset, is x; x/255 is (x + 1 + x/256)/256.
TEXT ·toStudioAVX2(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ size+24(FP), CX
	MOVQ scale+32(FP), AX
	MOVQ AX, X1
	VPBROADCASTW X1, Y1
	MOVQ offset+40(FP), AX
	MOVQ AX, X2
	VPBROADCASTW X2, Y2
	VPCMPEQW Y3, Y3, Y3           // -1
	CMPQ CX, $8
	JEQ narrow

wide:
	VPMOVZXBW (SI), Y0
	VPMULLW Y1, Y0, Y0
	VPADDW Y2, Y0, Y0             // x
	VPSRLW $8, Y0, Y4
	VPADDW Y4, Y0, Y0
	VPSUBW Y3, Y0, Y0             // less -1
	VPSRLW $8, Y0, Y0
	VEXTRACTI128 $1, Y0, X4
	VPACKUSWB X4, X0, X0
	VMOVDQU X0, (DI)
	ADDQ R8, SI
	ADDQ $16, DI
	DECQ CX
	JNZ wide
	VZEROUPPER
	RET

narrow:
	VPMOVZXBW (SI), X0
	VPMULLW X1, X0, X0
	VPADDW X2, X0, X0
	VPSRLW $8, X0, X4
	VPADDW X4, X0, X0
	VPSUBW X3, X0, X0
	VPSRLW $8, X0, X0
	VPACKUSWB X0, X0, X0
	VMOVQ X0, (DI)
	ADDQ R8, SI
	ADDQ $16, DI
	DECQ CX
	JNZ narrow
	VZEROUPPER
	RET
