// Instructions that the assembler has no names for, by the numbers of their
// registers: d of the result, n and m of what goes in, i of an element of m. A name
// that ends in 4 is of four long words, in 8 of eight words (Arm ARM, C7.2).
#define ADD4(d, n, m) WORD $(0x4ea08400 | (m)<<16 | (n)<<5 | (d))
#define SUB4(d, n, m) WORD $(0x6ea08400 | (m)<<16 | (n)<<5 | (d))
#define MUL4(d, n, m) WORD $(0x4ea09c00 | (m)<<16 | (n)<<5 | (d))
#define ADD8(d, n, m) WORD $(0x4e608400 | (m)<<16 | (n)<<5 | (d))
#define SUB8(d, n, m) WORD $(0x6e608400 | (m)<<16 | (n)<<5 | (d))
#define SHL8(d, n, shift) WORD $(0x4f005400 | (16+(shift))<<16 | (n)<<5 | (d))
#define SRSHR8(d, n, shift) WORD $(0x4f002400 | (32-(shift))<<16 | (n)<<5 | (d)) // rounded
#define SHL4(d, n, shift) WORD $(0x4f005400 | (32+(shift))<<16 | (n)<<5 | (d))
#define USHR4(d, n, shift) WORD $(0x6f000400 | (64-(shift))<<16 | (n)<<5 | (d))
#define GREATER4(d, n, m) WORD $(0x4ea03400 | (m)<<16 | (n)<<5 | (d)) // all ones where n > m
#define UMIN4(d, n, m) WORD $(0x6ea06c00 | (m)<<16 | (n)<<5 | (d))
#define ABS4(d, n) WORD $(0x4ea0b800 | (n)<<5 | (d))
#define NEGATIVE4(d, n) WORD $(0x4ea0a800 | (n)<<5 | (d)) // all ones where n < 0
#define SABA4(d, n, m) WORD $(0x4ea07c00 | (m)<<16 | (n)<<5 | (d)) // d += |n-m|
#define ADDP4(d, n, m) WORD $(0x4ea0bc00 | (m)<<16 | (n)<<5 | (d)) // sums of neighbours, of n and then of m
#define ADDV4(d, n) WORD $(0x4eb1b800 | (n)<<5 | (d)) // the sum of all four
#define ADDPB(d, n, m) WORD $(0x4e20bc00 | (m)<<16 | (n)<<5 | (d)) // ADDP of sixteen bytes
#define MOVE(d, n) WORD $(0x4ea01c00 | (n)<<16 | (n)<<5 | (d))
#define EORV(d, n, m) WORD $(0x6e201c00 | (m)<<16 | (n)<<5 | (d))
#define ANDV(d, n, m) WORD $(0x4e201c00 | (m)<<16 | (n)<<5 | (d))
#define TBL(d, n, m) WORD $(0x4e000000 | (m)<<16 | (n)<<5 | (d)) // bytes of n in the order of m
#define TBL2(d, n, m) WORD $(0x4e002000 | (m)<<16 | (n)<<5 | (d)) // of n and the next register
// Products of words with element i of m, of the lower and of the upper four: as long
// words, added to them, taken from them.
#define SMULLE(d, n, m, i) WORD $(0x0f40a000 | (i)<<20 | (m)<<16 | (n)<<5 | (d))
#define SMULLE2(d, n, m, i) WORD $(0x4f40a000 | (i)<<20 | (m)<<16 | (n)<<5 | (d))
#define SMLALE(d, n, m, i) WORD $(0x0f402000 | (i)<<20 | (m)<<16 | (n)<<5 | (d))
#define SMLALE2(d, n, m, i) WORD $(0x4f402000 | (i)<<20 | (m)<<16 | (n)<<5 | (d))
#define SMLSLE(d, n, m, i) WORD $(0x0f406000 | (i)<<20 | (m)<<16 | (n)<<5 | (d))
#define SMLSLE2(d, n, m, i) WORD $(0x4f406000 | (i)<<20 | (m)<<16 | (n)<<5 | (d))
// Long words to words, and words to bytes, into the lower or upper half of d: as
// they are, with saturation, or shifted and rounded.
#define SQXTN(d, n) WORD $(0x0e614800 | (n)<<5 | (d))
#define SQXTN2(d, n) WORD $(0x4e614800 | (n)<<5 | (d))
#define XTNB(d, n) WORD $(0x0e212800 | (n)<<5 | (d))
#define XTNB2(d, n) WORD $(0x4e212800 | (n)<<5 | (d))
#define RSHRN(d, n, shift) WORD $(0x0f008c00 | (32-(shift))<<16 | (n)<<5 | (d))
#define RSHRN2(d, n, shift) WORD $(0x4f008c00 | (32-(shift))<<16 | (n)<<5 | (d))
// Words to long words with their sign, bytes to words without.
#define SXTL(d, n) WORD $(0x0f10a400 | (n)<<5 | (d))
#define SXTL2(d, n) WORD $(0x4f10a400 | (n)<<5 | (d))
#define UXTL(d, n) WORD $(0x2f08a400 | (n)<<5 | (d))
#define UXTL2(d, n) WORD $(0x6f08a400 | (n)<<5 | (d))
// The same narrowing as SQXTN of words to bytes without sign, and the upper bytes.
#define SQXTUN(d, n) WORD $(0x2e212800 | (n)<<5 | (d))
#define UPPER(d, n) WORD $(0x0f088400 | (n)<<5 | (d))
#define UPPER2(d, n) WORD $(0x4f088400 | (n)<<5 | (d))
#define ADDUPPER8(d, n) WORD $(0x6f181400 | (n)<<5 | (d)) // d += n>>8
#define SSHR4(d, n, shift) WORD $(0x4f000400 | (64-(shift))<<16 | (n)<<5 | (d))
#define UMULL(d, n, m) WORD $(0x2e20c000 | (m)<<16 | (n)<<5 | (d)) // bytes, the lower eight
#define UMULL2(d, n, m) WORD $(0x6e20c000 | (m)<<16 | (n)<<5 | (d)) // the upper eight
#define TRN1D(d, n, m) WORD $(0x4ec02800 | (m)<<16 | (n)<<5 | (d)) // lower halves
#define TRN2D(d, n, m) WORD $(0x4ec06800 | (m)<<16 | (n)<<5 | (d)) // upper halves
// d += |n-m| of the lower and of the upper eight bytes.
#define UABAL(d, n, m) WORD $(0x2e205000 | (m)<<16 | (n)<<5 | (d))
#define UABAL2(d, n, m) WORD $(0x6e205000 | (m)<<16 | (n)<<5 | (d))
#define ADDLV8(d, n) WORD $(0x6e703800 | (n)<<5 | (d)) // the sum of all eight
#define NOTZERO8(d, n) WORD $(0x4e608c00 | (n)<<16 | (n)<<5 | (d)) // all ones where n is not 0
#define TRN1W(d, n, m) WORD $(0x4e402800 | (m)<<16 | (n)<<5 | (d)) // even words of n and m in turn
#define TRN2W(d, n, m) WORD $(0x4e406800 | (m)<<16 | (n)<<5 | (d)) // odd words
#define TRN1L(d, n, m) WORD $(0x4e802800 | (m)<<16 | (n)<<5 | (d)) // the same of long words
#define TRN2L(d, n, m) WORD $(0x4e806800 | (m)<<16 | (n)<<5 | (d))
