// Package meta reads and writes the metadata embedded in photographs.
//
// Its secret is what the bytes of Exif, IPTC-IIM and XMP mean inside JPEG, TIFF, PNG, WebP, HEIF, AVIF and GIF files,
// and how the three are written into JPEG and WebP. It knows no site, no file name and no language preference, and it
// never decodes a pixel: markers, chunks and boxes are walked, and only the blocks that hold metadata are read.
//
// # Reading
//
// [Read] takes one photograph and returns its [Facts]: the size in the header, the orientation, the colour profile and
// every value of every source in every language. Reading never fails. What is damaged is listed in Facts.Damage, part
// by part, and one part's damage never costs another's values. A value carries the name that exiftool gives it with
// -G1 -n ("IPTC:Caption-Abstract", "XMP-photoshop:Credit", "ExifIFD:DateTimeOriginal") and the same text, so that a
// desk can compare. Deciding which source wins is not done here.
//
// # Text whose character set nobody declares
//
// Half of all IIM blocks declare none. [Read] decides once for a block: ASCII; UTF-8, even when a tail was cut at the
// octet limit; the declaration in 1:90; the set under which IIM and XMP agree; East Asian sets by the frequency of
// their characters. Where all of that is silent the bytes stay in Value.Raw, and [Facts.Resolve] reads them in the set
// that the site names. A guess is always marked in Value.Guess.
//
// # Writing
//
// [WriteJPEG] and [WriteWebP] put a [Label] round finished pixels: a fresh XMP packet, for JPEG also IIM in UTF-8 with
// the digest that says both are in step. Nothing else of the source's metadata is carried over, so serial numbers, maker
// notes, thumbnails and desk instructions stay behind, and positions unless the label holds one. [Label.Bounded] makes a
// label of what a stranger wrote fit. [Strip] copies an original (JPEG, PNG, WebP) without its private parts and without
// touching its pixels.
//
// # Limits
//
// A file is a stranger. A block over 16 MB, a compressed text, an extended packet or values of XMP over 4 MB, an IFD of more than 1,000 entries, XMP nested more
// than 64 deep or of more than 50,000 elements is cut or refused with an entry in Facts.Damage. A file can make Read
// allocate some small multiple of what it holds, at most 32 MB.
package meta
