// Instructions that the assembler has no names for, by the numbers of their
// registers: d of the result, n and m of what goes in, i of an element of m. All
// are of four long words, but where another form is said (Arm ARM, C7.2).
#define ADD4(d, n, m) WORD $(0x4ea08400 | (m)<<16 | (n)<<5 | (d))
#define SUB4(d, n, m) WORD $(0x6ea08400 | (m)<<16 | (n)<<5 | (d))
#define MUL4(d, n, m) WORD $(0x4ea09c00 | (m)<<16 | (n)<<5 | (d))
// d = n·m[i], d += n·m[i], d -= n·m[i]
#define MULE(d, n, m, i) WORD $(0x4f808000 | ((i)&1)<<21 | ((i)>>1)<<11 | (m)<<16 | (n)<<5 | (d))
#define MLAE(d, n, m, i) WORD $(0x6f800000 | ((i)&1)<<21 | ((i)>>1)<<11 | (m)<<16 | (n)<<5 | (d))
#define MLSE(d, n, m, i) WORD $(0x6f804000 | ((i)&1)<<21 | ((i)>>1)<<11 | (m)<<16 | (n)<<5 | (d))
#define SHL(d, n, shift) WORD $(0x4f005400 | (32+(shift))<<16 | (n)<<5 | (d))
#define SSHR(d, n, shift) WORD $(0x4f000400 | (64-(shift))<<16 | (n)<<5 | (d))
#define USHL(d, n, m) WORD $(0x6ea04400 | (m)<<16 | (n)<<5 | (d)) // to the right if m is negative
#define ABS4(d, n) WORD $(0x4ea0b800 | (n)<<5 | (d))
#define NEG4(d, n) WORD $(0x6ea0b800 | (n)<<5 | (d))
#define NEGATIVE(d, n) WORD $(0x4ea0a800 | (n)<<5 | (d)) // all ones where n < 0
#define ADDP(d, n, m) WORD $(0x4ea0bc00 | (m)<<16 | (n)<<5 | (d)) // sums of neighbours, of n and then of m
#define ADDPB(d, n, m) WORD $(0x4e20bc00 | (m)<<16 | (n)<<5 | (d)) // the same of sixteen bytes
#define MOVE(d, n) WORD $(0x4ea01c00 | (n)<<16 | (n)<<5 | (d))
#define EOR4(d, n, m) WORD $(0x6e201c00 | (m)<<16 | (n)<<5 | (d))
#define AND4(d, n, m) WORD $(0x4e201c00 | (m)<<16 | (n)<<5 | (d))
// Products of words, of the lower and of the upper four, added to long words.
#define SMULL(d, n, m) WORD $(0x0e60c000 | (m)<<16 | (n)<<5 | (d))
#define SMLAL(d, n, m) WORD $(0x0e608000 | (m)<<16 | (n)<<5 | (d))
#define SMLAL2(d, n, m) WORD $(0x4e608000 | (m)<<16 | (n)<<5 | (d))
// Long words to words, and words to bytes, into the lower or upper half of d: as
// they are, with saturation, or shifted and with saturation.
#define XTN(d, n) WORD $(0x0e612800 | (n)<<5 | (d))
#define XTN2(d, n) WORD $(0x4e612800 | (n)<<5 | (d))
#define XTNB(d, n) WORD $(0x0e212800 | (n)<<5 | (d))
#define XTNB2(d, n) WORD $(0x4e212800 | (n)<<5 | (d))
#define SQXTN(d, n) WORD $(0x0e614800 | (n)<<5 | (d))
#define SQXTN2(d, n) WORD $(0x4e614800 | (n)<<5 | (d))
#define SQXTUN(d, n) WORD $(0x2e212800 | (n)<<5 | (d))
#define SQSHRN(d, n, shift) WORD $(0x0f009400 | (32-(shift))<<16 | (n)<<5 | (d))
#define SQSHRN2(d, n, shift) WORD $(0x4f009400 | (32-(shift))<<16 | (n)<<5 | (d))
// Bytes to words without sign, words to long words with it.
#define UXTL(d, n) WORD $(0x2f08a400 | (n)<<5 | (d))
#define UXTL2(d, n) WORD $(0x6f08a400 | (n)<<5 | (d))
#define SXTL(d, n) WORD $(0x0f10a400 | (n)<<5 | (d))
#define SXTL2(d, n) WORD $(0x4f10a400 | (n)<<5 | (d))
#define NOTZERO(d, n) WORD $(0x4e608c00 | (n)<<16 | (n)<<5 | (d)) // words: all ones where n is not 0
#define TRN1(d, n, m) WORD $(0x4e802800 | (m)<<16 | (n)<<5 | (d)) // even elements of n and m in turn
#define TRN2(d, n, m) WORD $(0x4e806800 | (m)<<16 | (n)<<5 | (d)) // odd ones
#define TRN1D(d, n, m) WORD $(0x4ec02800 | (m)<<16 | (n)<<5 | (d)) // lower halves
#define TRN2D(d, n, m) WORD $(0x4ec06800 | (m)<<16 | (n)<<5 | (d)) // upper halves
