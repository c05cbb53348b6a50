// Package photo knows what the camera made: image formats, the metadata that
// cameras and agencies write into them, orientation, colour, and how smaller
// pictures are made from large ones.
//
// Two things are slow and therefore remembered by content: what a photograph's
// bytes say ([Probe], digest → [Facts]) and the pixels of a rendition ([Make],
// [Recipe] → encoded pixels). What a rendition says about itself, its [Label],
// is put round the pixels each time it is opened, so that a corrected caption
// encodes nothing.
//
// Nothing here knows a site, a story or a language; [Merge] is told the little
// that it needs.
package photo

import (
	"slices"
	"time"

	"photodesk/generator/photo/meta"
)

// Digest is the SHA-256 of a photograph's bytes.
type Digest = [32]byte

// Facts is everything that a photograph's bytes say without its pixels being
// decoded.
type Facts struct {
	Digest Digest
	Size   int64 // bytes
	meta.Facts

	// Sidecar is what the .xmp beside the photograph says; nil if there is none.
	// It is another file with other bytes, and is not cached with these.
	Sidecar *meta.Facts `json:"-"`
}

// Beside returns f with what the .xmp beside the photograph says. Its damage
// joins f's; the orientation is the photograph's own, since the sidecar's may be
// that of the raw file that it was made for.
func (f *Facts) Beside(sidecar *meta.Facts) *Facts {
	out := *f
	out.Sidecar = sidecar
	out.Damage = slices.Clone(f.Damage)
	for _, d := range sidecar.Damage {
		out.Damage = append(out.Damage, meta.Damage{Part: "XMP sidecar", Message: d.Message})
	}
	return &out
}

// Oriented returns the width and height of the picture as it is seen, in
// pixels: orientations 5 to 8 lie on their side (Exif 2.32, tag 0x0112).
func (f *Facts) Oriented() (width, height int) {
	if f.Orientation >= 5 {
		return f.Height, f.Width
	}
	return f.Width, f.Height
}

// Value is a text with the language it is in, if that is said, and the source
// that it came from, by exiftool's name ("XMP-photoshop:Credit", and with
// [InSidecar] behind it where the .xmp beside the photograph says so) or, once
// the editor's word is added, "story", "sidecar" or "site".
type Value struct {
	Text   string
	Lang   string // BCP 47; empty: not said
	Source string // empty: the value is absent
}

// InSidecar follows the name of a source in the .xmp beside a photograph.
const InSidecar = " (XMP sidecar)"

// Set reports whether there is a value.
func (v Value) Set() bool { return v.Source != "" }

// Meta is what the sources of one photograph say together: each field with the
// source that won. The fields are those of the IPTC Photo Metadata Standard
// 2023.1.
type Meta struct {
	Headline, Title        Value
	Caption, CaptionWriter Value
	Alt, Description       Value // alternative text and extended description
	Creators               []Value
	JobTitle               Value
	Credit, Source         Value
	Copyright, UsageTerms  Value
	WebStatement           Value // URL of the rights statement
	Licensors              []Licensor
	Instructions           Value // private: read for restrictions, never shown or written
	JobID, SupplierID      Value // transmission reference; the supplier's id of the picture
	Date                   Date
	Created, Shown         Location
	Keywords, Persons      []Value
	Organisations          []Value
	Event                  Value
	DigitalSourceType      Value // URI of the IPTC vocabulary
	DataMining             Value // URI of the PLUS vocabulary
	OtherConstraints       Value
	ModelRelease           Value   // term of the PLUS vocabulary: "MR-UMR"
	PropertyRelease        Value   // term of the PLUS vocabulary
	AIGC                   Value   // the label of GB 45438-2025, JSON
	AI                     []Value // what the IPTC fields on generating systems say
	Camera                 Camera
	GPS                    *Position
	Notes                  []Note
	Passed                 []Passed
}

// Passed is a value that was looked at and does not count, and why: "it is the
// same".
type Passed struct {
	Field string // as in [Field]
	Value
	Why string
}

// Licensor is where a licence can be had.
type Licensor struct{ Name, URL Value }

// Location is a place in the terms of the IPTC Core.
type Location struct{ Sublocation, City, State, Country, Code Value }

// Precision says how much of a date was recorded.
type Precision int

// The precisions of a date.
const (
	NoDate Precision = iota
	Year
	Month
	Day
	Minute
	Second
)

// Date is when a photograph was taken. No part is invented: without Zone, Time
// is the wall clock there, given in UTC.
type Date struct {
	Time      time.Time
	Precision Precision
	Zone      bool // an offset was recorded
	Source    string
}

// ISO returns the date in ISO 8601, to the precision it has; empty if there is
// none.
func (d Date) ISO() string {
	switch d.Precision {
	case NoDate:
		return ""
	case Year:
		return d.Time.Format("2006")
	case Month:
		return d.Time.Format("2006-01")
	case Day:
		return d.Time.Format("2006-01-02")
	}
	layout := "2006-01-02T15:04:05"
	if d.Precision == Minute {
		layout = "2006-01-02T15:04"
	}
	if d.Zone {
		layout += "Z07:00"
	}
	return d.Time.Format(layout)
}

// Camera is the line of facts that photographers like to read.
type Camera struct {
	Make, Model, Lens string
	FocalLength       float64 // mm
	FNumber           float64
	Exposure          float64 // seconds
	ISO               int
}

// Position is a place on the earth, in degrees, WGS 84; south and west are
// negative.
type Position struct {
	Latitude, Longitude float64
	Source              string // of the latitude
}

// Degrees returns the position as XMP has it: "29,21.000000N", "106,55.200000E".
func (p *Position) Degrees() (latitude, longitude string) {
	return meta.Degrees(p.Latitude, "N", "S"), meta.Degrees(p.Longitude, "E", "W")
}

// Note is something that the desk should know of how a value came about: a
// conflict, a truncation, a guess. ID is the rule of the desk that speaks of it.
type Note struct{ ID, Field, Message string }
