package page

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"photodesk/generator/plan"
)

// The objects of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
type (
	jsonFeedTop struct {
		Version     string         `json:"version"`
		Title       string         `json:"title"`
		HomePageURL string         `json:"home_page_url"`
		FeedURL     string         `json:"feed_url"`
		Authors     []jsonAuthor   `json:"authors,omitempty"`
		Language    string         `json:"language"`
		Items       []jsonFeedItem `json:"items"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	jsonFeedItem struct {
		ID            string           `json:"id"`
		URL           string           `json:"url"`
		Title         string           `json:"title"`
		ContentHTML   string           `json:"content_html"`
		Summary       string           `json:"summary,omitempty"`
		Image         string           `json:"image,omitempty"`
		DatePublished string           `json:"date_published,omitempty"`
		DateModified  string           `json:"date_modified,omitempty"`
		Authors       []jsonAuthor     `json:"authors,omitempty"`
		Tags          []string         `json:"tags,omitempty"`
		Language      string           `json:"language"`
		Attachments   []jsonAttachment `json:"attachments,omitempty"`
	}
	jsonAttachment struct {
		URL      string      `json:"url"`
		MimeType string      `json:"mime_type"`
		Title    string      `json:"title"` // each another: equal ones would be forms of one thing
		Picture  jsonPicture `json:"_picture"`
	}
	// jsonPicture is an extension, as the format lets publishers have them.
	jsonPicture struct {
		Page       string   `json:"page"`
		Headline   string   `json:"headline,omitempty"`
		Caption    string   `json:"caption,omitempty"`
		Alt        string   `json:"alt,omitempty"`
		Creators   []string `json:"creators,omitempty"`
		Credit     string   `json:"credit,omitempty"`
		Copyright  string   `json:"copyright,omitempty"`
		License    string   `json:"license,omitempty"`
		UsageTerms string   `json:"usage_terms,omitempty"`
		Date       string   `json:"date,omitempty"`
		Place      string   `json:"place,omitempty"`
		Width      int      `json:"width"`
		Height     int      `json:"height"`
		Thumbnail  string   `json:"thumbnail,omitempty"`
	}
)

// jsonFeed makes a feed as JSON Feed 1.1, each picture an attachment.
func jsonFeed(p *plan.Plan, d plan.Doc) ([]byte, error) {
	m := newFeedMaker(p, d, nil)
	top := jsonFeedTop{
		Version: "https://jsonfeed.org/version/1.1", Title: m.feedTitle(d), HomePageURL: m.links.absolute(d.Home),
		FeedURL: m.links.absolute(d.Path), Language: feedLang(d.Lang), Items: []jsonFeedItem{},
	}
	if who := m.publisher(); who.Text != "" {
		top.Authors = []jsonAuthor{{who.Text, who.URL}}
	}
	for _, s := range d.Stories {
		top.Items = append(top.Items, jsonItem(newFeedMaker(p, d, s).feedItem(s), top.Language))
	}
	return jsonText(top)
}

func jsonItem(it feedItem, lang string) jsonFeedItem {
	j := jsonFeedItem{
		ID: it.id, URL: it.url, Title: it.title, ContentHTML: it.html, Summary: it.summary, Image: it.image,
		DatePublished: rfc3339(it.published), DateModified: rfc3339(it.updated), Tags: it.tags, Language: lang,
	}
	for _, name := range it.authors {
		j.Authors = append(j.Authors, jsonAuthor{Name: name})
	}
	for _, p := range it.pictures {
		a := jsonAttachment{URL: p.url, MimeType: p.kind, Title: p.name, Picture: jsonPicture{
			Page: p.page, Headline: p.title, Caption: p.caption, Alt: p.alt, Creators: p.creators, Credit: p.credit, Copyright: p.copyright,
			License: p.license, UsageTerms: p.usage, Date: p.date, Place: p.place, Thumbnail: p.thumb,
		}}
		a.Picture.Width, _ = strconv.Atoi(p.width)
		a.Picture.Height, _ = strconv.Atoi(p.height)
		j.Attachments = append(j.Attachments, a)
	}
	return j
}

// rfc3339 writes a time; "" for none. A day without a time of day begins in the
// site's zone.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// jsonText writes a value as a file: readable, with HTML as it is.
func jsonText(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(v)
	return b.Bytes(), err
}
