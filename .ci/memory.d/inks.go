//go:build ignore

// Makes a JPEG of four inks, as for printing, out of a grey one: each ink is the grey
// picture, in a scan of its own. cjpeg cannot, and to hold such a picture takes more
// than to write it so.
//
//	go run inks.go <grey.jpg >inks.jpg
package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	grey, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	out.WriteString("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00") // four inks that are not transformed
	for at := 2; ; {
		if at+4 > len(grey) || grey[at] != 0xff {
			log.Fatal("not a baseline JPEG of cjpeg")
		}
		marker, n := grey[at+1], int(binary.BigEndian.Uint16(grey[at+2:]))
		segment := grey[at : at+2+n]
		at += 2 + n
		switch marker {
		case 0xc0: // SOF0: one component becomes four
			out.Write([]byte{0xff, 0xc0, 0, 8 + 3*4})
			out.Write(segment[4:9])
			out.WriteByte(4)
			for ink := range byte(4) {
				out.Write([]byte{ink + 1, 0x11, 0})
			}
		case 0xda: // SOS, the samples, EOI
			for ink := range byte(4) {
				out.Write([]byte{0xff, 0xda, 0, 8, 1, ink + 1, 0, 0, 63, 0})
				out.Write(grey[at : len(grey)-2])
			}
			out.WriteString("\xff\xd9")
			if _, err := out.WriteTo(os.Stdout); err != nil {
				log.Fatal(err)
			}
			return
		case 0xdb, 0xc4: // tables
			out.Write(segment)
		}
	}
}
