#include "textflag.h"

// func downAVX2(out *int16, src *uint8, stride int, weights *int16, pairs, n int)
//
// Two rows at a time: their bytes are interleaved, widened to words, and
// multiplied and added in pairs. 32 columns are in Y0 to Y3.
TEXT ·downAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ weights+24(FP), R9
	MOVQ pairs+32(FP), R10
	MOVQ n+40(FP), R11
	MOVL $128, AX            // half of 1<<(weightBits-fineBits)
	MOVQ AX, X15
	VPBROADCASTD X15, Y15
	VPXOR Y14, Y14, Y14

block:
	VMOVDQA Y15, Y0
	VMOVDQA Y15, Y1
	VMOVDQA Y15, Y2
	VMOVDQA Y15, Y3
	MOVQ SI, R12
	MOVQ R9, R13
	MOVQ R10, CX

pair:
	VMOVDQU (R12), Y4
	VMOVDQU (R12)(R8*1), Y5
	VPBROADCASTD (R13), Y6
	VPUNPCKLBW Y5, Y4, Y7    // columns 0-7, 16-23
	VPUNPCKHBW Y5, Y4, Y8    // columns 8-15, 24-31
	VPUNPCKLBW Y14, Y7, Y9
	VPUNPCKHBW Y14, Y7, Y10
	VPUNPCKLBW Y14, Y8, Y11
	VPUNPCKHBW Y14, Y8, Y12
	VPMADDWD Y6, Y9, Y9
	VPMADDWD Y6, Y10, Y10
	VPMADDWD Y6, Y11, Y11
	VPMADDWD Y6, Y12, Y12
	VPADDD Y9, Y0, Y0
	VPADDD Y10, Y1, Y1
	VPADDD Y11, Y2, Y2
	VPADDD Y12, Y3, Y3
	LEAQ (R12)(R8*2), R12
	ADDQ $4, R13
	DECQ CX
	JNZ pair

	VPSRAD $8, Y0, Y0        // weightBits-fineBits
	VPSRAD $8, Y1, Y1
	VPSRAD $8, Y2, Y2
	VPSRAD $8, Y3, Y3
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VMOVDQU X0, (DI)
	VMOVDQU X2, 16(DI)
	VEXTRACTI128 $1, Y0, 32(DI)
	VEXTRACTI128 $1, Y2, 48(DI)
	ADDQ $64, DI
	ADDQ $32, SI
	SUBQ $32, R11
	JNZ block
	VZEROUPPER
	RET

// DOT sums the products of a window with its weights in the eight lanes of acc:
// the window of sample i from R10 on. It leaves R9 at the next window's weights.
#define DOT(i, acc) \
	MOVLQSX (4*i)(R10), AX \
	LEAQ (SI)(AX*2), R12 \
	VMOVDQU (R12), acc \
	VPMADDWD (R9), acc, acc \
	ADDQ $32, R9 \
	MOVQ R8, CX \
	DECQ CX \
	JZ 8(PC) \
	ADDQ $32, R12 \
	VMOVDQU (R12), Y9 \
	VPMADDWD (R9), Y9, Y9 \
	VPADDD Y9, acc, acc \
	ADDQ $32, R9 \
	DECQ CX \
	JNZ -6(PC)

// func acrossAVX2(out *uint8, line *int16, start *int32, weights *int16, chunks, n int)
TEXT ·acrossAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ line+8(FP), SI
	MOVQ start+16(FP), R10
	MOVQ weights+24(FP), R9
	MOVQ chunks+32(FP), R8
	MOVQ n+40(FP), R11
	MOVL $0x80000, AX        // half of 1<<(weightBits+fineBits)
	MOVQ AX, X15
	VPBROADCASTD X15, Y15

eight:
	DOT(0, Y0)
	DOT(1, Y1)
	DOT(2, Y2)
	DOT(3, Y3)
	DOT(4, Y4)
	DOT(5, Y5)
	DOT(6, Y6)
	DOT(7, Y7)
	VPHADDD Y1, Y0, Y0
	VPHADDD Y3, Y2, Y2
	VPHADDD Y5, Y4, Y4
	VPHADDD Y7, Y6, Y6
	VPHADDD Y2, Y0, Y0
	VPHADDD Y6, Y4, Y4
	VPERM2I128 $0x20, Y4, Y0, Y1
	VPERM2I128 $0x31, Y4, Y0, Y2
	VPADDD Y2, Y1, Y0
	VPADDD Y15, Y0, Y0
	VPSRAD $20, Y0, Y0       // weightBits+fineBits
	VPACKSSDW Y0, Y0, Y0
	VPACKUSWB Y0, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VMOVD X0, (DI)
	VMOVD X1, 4(DI)
	ADDQ $8, DI
	ADDQ $32, R10
	SUBQ $8, R11
	JNZ eight
	VZEROUPPER
	RET
