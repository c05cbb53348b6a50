//go:build ignore

// Makes a site of an archive's size: 200 stories of 50 photographs of 640 pixels each, no
// two alike, cut out of the photographs of a folder, whose metadata each one keeps. The
// same folder gives the same site.
//
//	go run make.go PHOTOS SITE
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/disintegration/imaging"
)

const stories, photos = 200, 50

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("go run make.go PHOTOS SITE")
	}
	names, err := filepath.Glob(filepath.Join(os.Args[1], "*.jpg"))
	if err != nil || len(names) == 0 {
		log.Fatalf("no photographs in %s", os.Args[1])
	}
	var from []*image.NRGBA
	for _, name := range names {
		im, err := imaging.Open(name)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		from = append(from, imaging.Resize(im, 1600, 0, imaging.Lanczos))
	}
	site := filepath.Join(os.Args[2], "content")
	write(filepath.Join(site, "site.yaml"), []byte("title: The archive\nbase_url: https://archive.example.org/\npublisher:\n  name: Example News\n  url: https://example.org/\ncheck:\n  photo-too-small: off\n  share-image-small: off\n"))
	var work sync.WaitGroup
	for worker := range 2 {
		work.Go(func() {
			for i := worker; i < stories; i += 2 {
				story(filepath.Join(site, fmt.Sprintf("story-%03d", i)), i, from)
			}
		})
	}
	work.Wait()
}

var (
	people = []string{"Amara Okafor", "Lin Wei", "Jonas Berg", "Marta Ruiz", "Priya Nair", "Tomasz Zielinski", "Hana Sato", "Leila Haddad", "Sam Carter", "Elif Demir"}
	places = []string{"Hamburg", "Chongqing", "Lagos", "Valparaiso", "Gdansk", "Izmir", "Osaka", "Chennai", "Rotterdam", "Detroit", "Turin", "Busan"}
	topics = []string{"Auto industry", "Exports", "Ports", "Energy", "Workers", "Trade", "Railways", "Steel"}
	things = []string{"welder", "crane", "truck", "press", "assembly line", "robot arm", "car carrier", "battery pack", "paint shop", "ferry", "control room", "gate", "inspector", "forklift", "tunnel", "bridge", "container", "apprentice", "night shift", "test track"}
	doings = []string{"is checked before it leaves", "waits for the next shift", "moves past the camera", "is lifted into place", "stands in the morning light", "is photographed from above", "is cleaned after work", "starts again after the strike"}
)

// story writes the i-th story and its photographs.
func story(dir string, i int, from []*image.NRGBA) {
	r := rand.New(rand.NewPCG(1, uint64(i)))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*18)
	place := pick(places)
	var text bytes.Buffer
	fmt.Fprintf(&text, "---\nheadline: The %s of %s, part %d\ndek: Fifty pictures of what a %s does in %s.\npublished: %s\nbyline: [%s]\nagency: Example\nplaces: [%s]\ntopics: [%s, %s]\n---\n",
		pick(things), place, i, pick(things), place, day.Format(time.DateOnly), pick(people), place, topics[i%len(topics)], topics[(i+1+i/8%(len(topics)-1))%len(topics)])
	for j := range photos {
		if j%10 == 0 {
			fmt.Fprintf(&text, "\n## Hall %d\n\nIn %s a %s %s, and a %s %s. Nobody there knows how many came before.\n", j/10+1, place, pick(things), pick(doings), pick(things), pick(doings))
		}
		what, who := pick(things), pick(people)
		caption := fmt.Sprintf("The %s at post %d %s in %s, on %s.", what, j+1, pick(doings), place, day.Format("January 2, 2006"))
		name := fmt.Sprintf("photos/%02d.jpg", j+1)
		fmt.Fprintf(&text, "\n![One %s in a hall with the number %d on its wall](%s)\n%s (Example/%s)\n", what, j+1, name, caption, who)
		im := cut(from[(i+j)%len(from)], i*photos+j)
		write(filepath.Join(dir, filepath.FromSlash(name)), tagged(im, caption, who, place, day))
	}
	write(filepath.Join(dir, "index.md"), text.Bytes())
}

// cut makes a JPEG of some part of a picture: another part for each n.
func cut(from *image.NRGBA, n int) []byte {
	const w, h = 640, 427
	columns, rows := from.Bounds().Dx()-w+1, from.Bounds().Dy()-h+1
	at := n * 7919 % (columns * rows) // a prime: no two n of one picture meet
	im := imaging.Crop(from, image.Rect(0, 0, w, h).Add(image.Pt(at%columns, at/columns)))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, im, &jpeg.Options{Quality: 90}); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:City="%s" photoshop:Credit="Example" photoshop:DateCreated="%s">
<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Copyright Example</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>`

// tagged puts XMP into a JPEG (XMP part 3, section 1.1.3).
func tagged(im []byte, caption, who, place string, day time.Time) []byte {
	xmp := "http://ns.adobe.com/xap/1.0/\x00" + fmt.Sprintf(packet, place, day.Format(time.DateOnly), who, caption)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(2+len(xmp)))
	return append(append(segment, xmp...), im[2:]...)
}

func write(name string, data []byte) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		log.Fatal(err)
	}
}
