package story

import (
	"fmt"
	"strings"
)

// key is a key of front matter or site.yaml, or an attribute of a figure, as the
// manual explains it.
type key struct{ name, says string }

// storyKeys explains the front matter of a story; a test holds it to what is
// read.
var storyKeys = []key{
	{"headline", "what the story is called; the only key that must be there"},
	{"dek", "a sentence or two below the headline"},
	{"published", "when it was published: `2023-07-25 08:32 +08:00`; without an offset, in the site's time zone; a day alone is allowed"},
	{"updated", "when it was last changed in a way that readers should know of"},
	{"dateline", "the place before the text: `CHONGQING`"},
	{"byline", "who made the story: `[Tang Yi, Li Qianlei]`"},
	{"agency", "whose story it is: `Xinhua`"},
	{"places", "where it happens: `[Yongchuan District, Chongqing]`; each has a page that lists its stories and pictures"},
	{"topics", "what it is about: `[Exports]`; each has a page, and a feed"},
	{"cover", "the photograph that stands for it in lists: `photos/02.jpg`; else the first"},
	{"editors_note", "a note above the text, in Markdown"},
	{"corrections", "what was wrong, with dates: `[{date: 2023-07-26, text: The figure was wrong.}]`"},
	{"sensitive", "a warning, behind which every picture of the story stands"},
	{"related", "folders of stories to read next: `[bridge]`"},
	{"photos", "`all` places every photograph of the folder that the text does not, at the end, in file order"},
	{"slug", "its address, if not the path of its folder"},
	{"aliases", "addresses that it once had, the oldest first: `[2019/bridge/, bridge.html]`; they lead on to it, and from an old folder to its pictures"},
	{"draft", "`true` keeps it off the site"},
	{"embargo", "a time before which it is not on the site"},
	{"expires", "a time from which it is not any more"},
	{"withdrawn", "takes it down, its address showing a notice: `{date: 2023-08-01, reason: Rights ended.}`"},
	{"rights", "`{copyright: …, usage_terms: …, license: https://…, acquire_license_page: https://…}`"},
	{"allow", "rules that may pass in this story, with reasons: `{caption-no-place: studio pictures}`"},
}

// sidecarKeys explains the front matter of a caption file.
var sidecarKeys = []key{
	{"headline", "what the picture is called"},
	{"alt", "what it shows, for those who do not see it"},
	{"description", "the same at length"},
	{"creator", "who made it"},
	{"credit", "the credit line"},
	{"date", "when it was taken"},
	{"location", "`{sublocation: …, city: …, state: …, country: …}`"},
	{"persons", "who is seen: `[Jane Doe]`"},
	{"focus", "the point that crops keep, in percent from the upper left: `30% 60%`"},
	{"sensitive", "a warning, behind which it stands"},
	{"rights", "as in a story"},
}

// siteKeys explains content/site.yaml.
var siteKeys = []key{
	{"title", "the site's name; the only key that must be there"},
	{"base_url", "its address: `https://photos.example.org/essays/`; without it nothing absolute is written, and no feeds, sitemap and frames are made"},
	{"languages", "`[en, zh]`: as in file names and addresses; the first has no prefix"},
	{"timezone", "of times without an offset: `Asia/Shanghai`"},
	{"publisher", "`{name: Example News, url: https://example.org/, logo: static/logo.png}`"},
	{"credit", "for pictures that have none"},
	{"rights", "for pictures that have none; as in a story"},
	{"images", "`{widths: [285, 370, 480, 620, 800, 1040, 1350, 1750, 2270], formats: [webp, jpeg], all_formats_at_every_width: false, quality: {jpeg: 80, webp: 78}, limits: {megapixels: 120, megabytes: 200}}`; without `all_formats_at_every_width` JPEG, beside WebP, is made at three widths"},
	{"originals", "`none`, `strip` (published without private metadata) or `exact`"},
	{"gps", "`true` publishes positions"},
	{"data_mining", "what machines may learn from the pictures, a term of the PLUS vocabulary: `DMI-PROHIBITED`; it stands in every picture, and what prohibits in `robots.txt`, in `_headers` and on every page too"},
	{"iptc_charset", "of IPTC text that does not say its own: `windows-1252`"},
	{"territories", "where the site is offered, for pictures that are \"out\" somewhere: `[CN]`"},
	{"names", "spellings of one person or place: `[[Tang Yi, 唐奕]]`"},
	{"check", "how loudly the desk's rules speak: `{caption-tense: warn}`; see `photodesk help rules`"},
	{"banned_words", "words that the desk does not use"},
	{"raw_html", "`true` lets HTML in Markdown pass"},
	{"camera_line", "`true` shows camera, lens and exposure"},
}

// attributeKeys explains what may stand in the braces after a picture.
var attributeKeys = []key{
	{"focus", "the point that crops keep: `focus=\"30% 60%\"`"},
	{"credit", "the credit line, before all other sources"},
	{"creator", "who made it"},
	{"alt", "`alt=none`: none is wanted; else as between the brackets"},
	{"caption", "`caption=none`: none is published"},
	{"sensitive", "a warning, behind which the picture stands"},
	{"embargo", "a time before which it is not on the site"},
	{"expires", "a time from which it is not any more"},
	{"withdrawn", "takes it down: `withdrawn=\"2023-08-01: rights ended\"`"},
	{"allow", "a rule that may pass here, with a reason: `allow=\"caption-length: quotation\"`"},
}

// Reference returns the manual of the text format, in Markdown, for help format.
func Reference() string {
	var b strings.Builder
	b.WriteString(manualStory)
	list(&b, "Front matter of a story", storyKeys)
	b.WriteString(manualFigures)
	list(&b, "Attributes of a picture", attributeKeys)
	b.WriteString(manualSidecars)
	list(&b, "Front matter of a caption file", sidecarKeys)
	b.WriteString(manualSite)
	list(&b, "Keys of site.yaml", siteKeys)
	return b.String()
}

func list(b *strings.Builder, title string, keys []key) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, k := range keys {
		fmt.Fprintf(b, "- `%s`: %s\n", k.name, k.says)
	}
}

const manualStory = `# The text format

A folder below content/ that holds an index.md is a story; its address is its
path. Folders in it hold its photographs. The file begins with front matter
between two lines of three hyphens, and goes on in Markdown, words and pictures
in the order in which they are read:

    ---
    headline: The harbour wakes
    published: 2024-05-02 10:00 +02:00
    ---

    An opening paragraph.

    ![Two tugs turn a ship in fog](photos/01.jpg){.wide focus="30% 60%"}
    Tugs turn the first ship of the day in Hamburg, May 2, 2024. (Agency/Lin Wei)

    369,000
    :   ships since 1950

The last two lines are a key figure; several in a row make a list of them.
Headings, lists, quotes, tables, footnotes and links are those of GitHub's
Markdown. An HTML comment is a note among colleagues and is never published; other
HTML is refused unless the site allows it.

A translation is a file beside it with the language in its name: index.zh.md. It
places the same photographs. What it does not say of times, drafts, slug, cover,
byline, agency and rights it has from the first language.
`

const manualFigures = `
## Pictures

A paragraph that begins with a picture is a figure; the text after it, in the same
paragraph, is its caption. Several pictures in one paragraph stand in a row; when
only the last of them has text, it captions the row. A blank line between picture
and caption tears them apart.

Without a caption in the text, the caption file's is taken; without one, what is
embedded in the photograph. The same holds for alt text, credit, creator, date
and place. A field never falls back to one that means something else.

A closing sign-off gives credit and creator and is not printed twice: (Xinhua/Tang
Yi), (Photo by Tang Yi/Xinhua), (AP Photo/Jane Doe), REUTERS/Jane Doe, 新华社记者
唐奕 摄, 新华社发（唐奕 摄）.

Only what is placed is published. A file name with spaces stands in angle
brackets: ![](<photos/a b.jpg>).

In braces after the picture stand its class (.wide, .full, .inset, and .compare on a
row of two), its anchor (#name, which is also its address), and attributes.
`

const manualSidecars = `
## Caption files

photos/02.md beside photos/02.jpg holds its caption for every use; photos/02.zh.md
in Chinese. Front matter is optional; the body is the caption.
`

const manualSite = `
## The site

content/site.yaml describes the site. content/withdrawn.yaml lists photographs that
no story may publish, by their SHA-256:

    - {digest: 3f2a…, date: 2024-05-03, reason: The agency killed the picture.}
`
