package page

import (
	"encoding/json"
	"html/template"
	"strings"
)

// The types of schema.org that pages speak in, with the properties that are used.
// Google's documentation on articles, image metadata and breadcrumbs says which
// of them search engines read; the others are what an archive would ask for.

// newsArticle is a story: https://schema.org/NewsArticle.
type newsArticle struct {
	Type               string        `json:"@type"`
	ID                 string        `json:"@id,omitempty"`
	URL                string        `json:"url"`
	MainEntityOfPage   string        `json:"mainEntityOfPage,omitempty"`
	Headline           string        `json:"headline"`
	Description        string        `json:"description,omitempty"`
	InLanguage         string        `json:"inLanguage,omitempty"`
	DatePublished      string        `json:"datePublished,omitempty"`
	DateModified       string        `json:"dateModified,omitempty"`
	Dateline           string        `json:"dateline,omitempty"`
	Author             []agent       `json:"author,omitempty"`
	Publisher          *agent        `json:"publisher,omitempty"`
	SourceOrganization *agent        `json:"sourceOrganization,omitempty"`
	Image              []imageObject `json:"image,omitempty"`           // the cover, in the forms that others ask for
	AssociatedMedia    []imageObject `json:"associatedMedia,omitempty"` // every picture
	ContentLocation    []place       `json:"contentLocation,omitempty"`
	Keywords           []string      `json:"keywords,omitempty"`
	CopyrightNotice    string        `json:"copyrightNotice,omitempty"`
	License            string        `json:"license,omitempty"`
	AcquireLicensePage string        `json:"acquireLicensePage,omitempty"`
	UsageInfo          *terms        `json:"usageInfo,omitempty"`
	Correction         []correction  `json:"correction,omitempty"`
	TranslationOfWork  *workRef      `json:"translationOfWork,omitempty"`
	WorkTranslation    []workRef     `json:"workTranslation,omitempty"`
	IsAccessible       bool          `json:"isAccessibleForFree"`
}

// imageObject is a picture: https://schema.org/ImageObject.
type imageObject struct {
	Type               string   `json:"@type"`
	ID                 string   `json:"@id,omitempty"`
	ContentURL         string   `json:"contentUrl"`
	URL                string   `json:"url,omitempty"` // of the picture's page
	Width              string   `json:"width"`         // "1600 px": a Distance
	Height             string   `json:"height"`
	EncodingFormat     string   `json:"encodingFormat"`
	ThumbnailURL       string   `json:"thumbnailUrl,omitempty"`
	Representative     bool     `json:"representativeOfPage,omitempty"`
	Position           int      `json:"position,omitempty"`
	Name               string   `json:"name,omitempty"`
	Caption            string   `json:"caption,omitempty"`
	Description        string   `json:"description,omitempty"`
	InLanguage         string   `json:"inLanguage,omitempty"` // of caption and description
	Creator            []agent  `json:"creator,omitempty"`
	CreditText         string   `json:"creditText,omitempty"`
	CopyrightNotice    string   `json:"copyrightNotice,omitempty"`
	License            string   `json:"license,omitempty"`
	AcquireLicensePage string   `json:"acquireLicensePage,omitempty"`
	UsageInfo          *terms   `json:"usageInfo,omitempty"`
	DateCreated        string   `json:"dateCreated,omitempty"`
	ContentLocation    *place   `json:"contentLocation,omitempty"`
	About              []agent  `json:"about,omitempty"` // who is shown
	DigitalSourceType  string   `json:"digitalSourceType,omitempty"`
	IsPartOf           *workRef `json:"isPartOf,omitempty"`
}

// agent is a Person or an Organization.
type agent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
	Logo string `json:"logo,omitempty"` // of an Organization
}

// place is https://schema.org/Place.
type place struct {
	Type    string   `json:"@type"`
	Name    string   `json:"name"`
	Address *address `json:"address,omitempty"`
}

// address is https://schema.org/PostalAddress.
type address struct {
	Type     string `json:"@type"`
	Locality string `json:"addressLocality,omitempty"`
	Region   string `json:"addressRegion,omitempty"`
	Country  string `json:"addressCountry,omitempty"`
}

// terms is a text that says what may be done with a work, as a CreativeWork.
type terms struct {
	Type string `json:"@type"`
	Text string `json:"text"`
}

// correction is https://schema.org/CorrectionComment.
type correction struct {
	Type          string `json:"@type"`
	Text          string `json:"text"`
	DatePublished string `json:"datePublished,omitempty"`
}

// workRef names a work that is described elsewhere.
type workRef struct {
	Type       string `json:"@type"`
	ID         string `json:"@id,omitempty"`
	URL        string `json:"url"`
	Headline   string `json:"headline,omitempty"`
	InLanguage string `json:"inLanguage,omitempty"`
}

// collectionPage is a list of stories or pictures: https://schema.org/CollectionPage,
// or ImageGallery, which is one.
type collectionPage struct {
	Type       string    `json:"@type"`
	ID         string    `json:"@id,omitempty"`
	URL        string    `json:"url"`
	Name       string    `json:"name"`
	InLanguage string    `json:"inLanguage"`
	IsPartOf   *webSite  `json:"isPartOf,omitempty"`
	MainEntity *itemList `json:"mainEntity,omitempty"`
}

// webSite is https://schema.org/WebSite.
type webSite struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	Publisher *agent `json:"publisher,omitempty"`
}

// itemList is https://schema.org/ItemList, breadcrumbList
// https://schema.org/BreadcrumbList.
type itemList struct {
	Type  string     `json:"@type"`
	Items []listItem `json:"itemListElement"`
}

// listItem is https://schema.org/ListItem: Item for a breadcrumb, URL in a list.
type listItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	Item     string `json:"item,omitempty"`
}

// graph is a document of JSON-LD.
type graph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

// script writes things as the content of a <script type="application/ld+json">.
// encoding/json escapes "<", ">", "&" and the line separators of Unicode, so that
// no text ends the element or opens a comment in it.
func script(things ...any) template.JS {
	if len(things) == 0 {
		return ""
	}
	data, err := json.Marshal(graph{"https://schema.org", things})
	if err != nil {
		return "" // strings, numbers and lists of them cannot fail
	}
	return template.JS(data)
}

// sourceTypes are the terms of the IPTC's digital source types that schema.org
// names too, as "https://schema.org/" + term + "DigitalSource".
var sourceTypes = map[string]string{
	"algorithmicMedia":                     "AlgorithmicMedia",
	"algorithmicallyEnhanced":              "AlgorithmicallyEnhanced",
	"compositeCapture":                     "CompositeCapture",
	"composite":                            "Composite",
	"compositeSynthetic":                   "CompositeSynthetic",
	"compositeWithTrainedAlgorithmicMedia": "CompositeWithTrainedAlgorithmicMedia",
	"dataDrivenMedia":                      "DataDrivenMedia",
	"digitalArt":                           "DigitalArt",
	"digitalCreation":                      "DigitalArt", // the IPTC's newer name for it
	"digitalCapture":                       "DigitalCapture",
	"minorHumanEdits":                      "MinorHumanEdits",
	"humanEdits":                           "MinorHumanEdits",
	"computationalCapture":                 "MultiFrameComputationalCapture",
	"negativeFilm":                         "NegativeFilm",
	"positiveFilm":                         "PositiveFilm",
	"print":                                "Print",
	"screenCapture":                        "ScreenCapture",
	"trainedAlgorithmicMedia":              "TrainedAlgorithmicMedia",
	"virtualRecording":                     "VirtualRecording",
}

// sourceType returns the member of schema.org's IPTCDigitalSourceEnumeration for
// a term of the IPTC; "" if it has none.
func sourceType(uri string) string {
	term := sourceTypes[uri[strings.LastIndexByte(uri, '/')+1:]]
	if term == "" {
		return ""
	}
	return "https://schema.org/" + term + "DigitalSource"
}
