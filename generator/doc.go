// Package generator makes photo-essay sites: a tree of stories (Markdown and
// news photographs) in, a folder of static HTML and renditions out.
//
// This comment is the manual of the architecture. What it says of imports is
// enforced by TestRooms, which reads the table below.
//
// # Principles
//
// There is one way to make a site: [Make]. A first build, a rebuild on a save,
// a preview and a check are that function with a warmer cache.
//
// Packages keep secrets, stages are lines: each room below hides one body of
// knowledge; the order of the stages is read in build.go alone.
//
// Decide, then do. Package plan decides every path, address, size and neighbour,
// purely. Nothing after it decides, nothing before it makes. So the site is a
// map, path → lazily made bytes: build walks those parts of it that are not published
// as they are, a preview opens what the browser asks for.
//
// Only what is slow is remembered, by content: what a photograph's bytes say, the
// pixels of a rendition, what a story's words come to, and that nothing is to be done.
// Losing the cache costs time and nothing else.
//
// Complaints are data: a person's mistake is a diag.Diagnostic with its place
// and a hint; the machine's failure is an error. A site with an error among its
// diagnostics is not published; the last good one stays.
//
// # The corridor
//
//	    source.Tree  (reads once, remembers)
//	       |                      |
//	story.Load               photo.Probe        <- cache: digest -> Facts
//	       v                      v
//	     stories                facts
//	       +------> plan.Make <---+             pure; the only place the two streams meet
//	                    |
//	                check.Run                   pure; objects, changes nothing
//	                    |
//	     +--------------+---------------+
//	     v              v               v
//	photo.Make      page.Render      static     <- cache: recipe -> pixels; label put round them
//	     +--------------+---------------+
//	                    v
//	       path -> lazily made bytes  --> publish.Apply   <- cache: batch -> published as it is
//
// [Check] stops after check.Run, [Make] returns the map, [Build] publishes it and
// [Serve] shows it.
// Stages are barriers: parallel inside, sequential between.
//
// Two journeys. A caption: index.md:31 → story.Figure → plan.Figure →
// page.FigureView → HTML → disk. A photograph: bytes → digest → Facts → Recipe →
// ID → bytes → disk. They meet once, in plan, where both are at hand.
//
// # The rooms
//
// A new noun is a new file; a new secret is a new room with a row. The last
// column names the packages that only this room may import; "os" stands for the
// packages that change what is outside the program.
//
//	| room       | its secret                                                  | may use                | only it may touch |
//	|------------|-------------------------------------------------------------|------------------------|-------------------|
//	| diag       | severity, place, wording, ids, order and form of complaints |                        | github.com/agext/levenshtein |
//	| source     | the overlay over the defaults; digests, and when a stamp can be trusted; fsnotify and polling | diag | github.com/fsnotify/fsnotify |
//	| cache      | layout on disk, verification, trimming                      |                        |                   |
//	| story      | the text format: front matter, Markdown, figures, sidecars, translations; positions | diag | github.com/yuin/goldmark go.yaml.in/yaml/v4 |
//	| photo      | merging metadata, orientation, colour, resizing, encoding   | cache diag photo/meta photo/colour photo/planar photo/scanline photo/webp | github.com/disintegration/imaging image |
//	| photo/meta | what the bytes of Exif, IPTC and XMP mean, in every container |                      | encoding/xml |
//	| photo/colour | what ICC profiles mean: which a browser is told, and what the others' samples are in sRGB | | |
//	| photo/planar | JPEGs in planes: decoding small, scaling, encoding; the same bytes with and without SIMD | | |
//	| photo/scanline | PNGs read row by row, and halved on the way | | |
//	| photo/webp | how planes become VP8 key frames, and what each bit is worth | | |
//	| plan       | addresses, old ones too; precedence between editor and camera, renditions, order, collisions, embargo, languages; lists, and what a search finds | diag story photo | |
//	| check      | the desk's rules: ids, levels, waivers, wording, false positives | diag story photo plan photo/meta | |
//	| edit       | how an editor's files are changed without harm: splicing by position, digests against lost updates, drafting, copying | diag story photo | |
//	| page       | HTML, the view model, UI languages; what a theme sees; the desk's pages; what machines are told: JSON-LD, feeds, sitemap, robots.txt, _headers | plan story check diag  | html/template github.com/tdewolff/minify/v2 |
//	| publish    | changing a live folder safely; the manifest, the lock       | diag                   |                   |
//	| preview    | serving from the map, live reload, complaints in the browser, the desk's requests | publish diag     | net/http |
//
// Rooms that may touch the disk by themselves: source, cache, edit, publish. All
// others are handed what they read.
//
// # Decisions
//
// Where building showed something better than the first design, it stands here,
// with its date and its reason.
//
// 2026-11-23: photo/meta is a room of its own below photo. Reading and writing
// Exif, IPTC and XMP knows nothing of pixels, has its own specifications and
// fuzz targets, and is larger than the rest of photo.
//
// 2026-11-23: story resolves the names of photographs and complains of missing
// ones. It lists the folder anyway, and the complaint belongs to the place where
// the name stands. Plan then sees paths that exist.
//
// 2026-11-23: every photograph of a story's folder is probed, placed or not.
// The rules speak of unplaced ones, the desk shows them, and a header costs
// microseconds once its digest is known.
//
// 2026-11-23: a site without content/site.yaml is called "Photo essays" and
// builds. Somebody who tries photodesk with one folder should see an essay, and
// check says what is missing.
//
// 2026-11-23: the one script exists from the first day, though the pages need
// none. It lets the folder be opened from disk, where no server turns a link to a
// folder into its index.html.
//
// 2026-11-23: of static/ only style sheets and scripts carry a digest in their
// published names, and only these are cached for ever: what else lies there (a
// logo, a font) may be named by a site's own style sheet as it is.
//
// 2026-11-25: the servers' configurations in help hosting have the rules of _headers,
// but do not name styles and scripts: the hashes change with the site and its theme,
// and a configuration of a server should not. Each page's <meta> holds it to its own. hosting_test.go takes
// commands and configurations from the text, and compares every answer with _headers.
//
// 2026-11-23: the rooms story, check, edit and photo/meta are larger than the
// budget of 1,500 lines. Each keeps one secret in files that hold one construct:
// a rule, a key, a segment. Cutting them would let two rooms know the same thing.
//
// 2026-11-23: JPEGs are decoded, scaled and encoded by photo/planar, with a decoder
// of our own: a library's hid damage in the scan. There is no cascade from width to
// width. One pass over the file yields every scale that is needed, so that a
// rendition has the same bytes whatever else is made. imaging makes all that is no JPEG
// in three components, and cuts where colours are converted.
//
// 2026-11-26: a crop of a JPEG is a piece of its planes, from an even pixel on. imaging
// took it by way of RGB and back, which was a tenth of a build of 10,000 photographs of
// 640 pixels and a third of its garbage, and rounded each colour twice more.
//
// 2026-11-25: what published files are, and what they were made of, is kept in the
// cache with the stamps of the files (published.go). To read 70,000 files and to
// render 10,000 pages took seven seconds each time that nothing was to be done.
//
// 2026-11-26: a page, a feed and what frames are told by are known by a key (page.Keys):
// a digest of the settings, the theme, and the stories that they show or lead to, each by
// the bytes that it was read from. They used to be known by a digest of their view, which
// a quarter of a build with one new caption went into. A key says too much rather than too
// little, which costs the rendering of a few pages that turn out as they were. That it
// says enough is held by TestEdits and TestEditsElsewhere, which fail when a part of a key
// is left out.
//
// 2026-11-26: a build leaves a receipt (receipt.go): what it had read, as it was, and what
// it said. The next one, of the same program with the same options, asks whether the
// site's files and the folder stand as they did, and if so it is done. Ten thousand
// photographs take under two seconds and 80 MB, almost all of it spent on asking
// the system about 130,000 files; to read, plan and key them anew took five and a half
// seconds and 460 MB. A stamp that cannot be trusted yet is settled by the bytes.
// A receipt names the manifest that it was written for: without that, a build found the
// folder standing that one with drafts had filled since.
//
// 2026-11-26: a site is published in batches (files.go): of a story's folder the
// renditions, and of each language all that is made of its story, by a key of all that
// they depend on. Where the folder stands as it was left, a batch of the same key is not
// even listed: one new caption among 10,000 photographs then takes half the time and half
// the memory. So a plan decides as late as it can. The words of a picture are settled, and
// its renditions planned, when something first asks for them (plan/asked.go); what other
// pages need of a story, which takes all of its words to find out, is remembered by the
// story's ID (plan/brief.go), and so is what the desk's rules object to (known.go).
//
// 2026-11-26: photographs behind a warning have no crops: no page showed them, and what
// lies in public/ can be found. The desk shows such a cover whole.
//
// 2026-11-25: a rendition that is published, by the memory of what published files are,
// is not asked of the cache. Sixty thousand questions took most of a build with nothing
// to do; and a cache that was trimmed no longer makes everything anew.
//
// 2026-11-25: the manifest is JSON, written and read line by line (publish/manifest_text.go)
// in the bytes that encoding/json gives it, to which a test holds it. Reflection took
// twenty times as long for seventy thousand files, twice for a caption. What has another
// form, from another version or a hand, is left to encoding/json.
//
// 2026-11-25: _headers tells no styles for a site of more than 1,000 pages (page/headers.go).
// To know them the view of every page has to be made, a quarter of a build with
// nothing to do; so many pages seldom have few enough; and each page's <meta> holds it to
// its own.
//
// 2026-11-25: colours are read by photo/colour and no library. That of Go computes
// with package math and with products that a compiler may fuse: other bytes on
// another machine. Profiles are judged by what they mean; their names are not read.
// Inks without a profile are those of FOGRA39, as on a picture desk, not a formula.
// Table profiles are converted by the colorimetric intent with black taken to black.
//
// 2026-11-25: WebP is made at every width, JPEG at three: for browsers without
// WebP, for sharing (1200 pixels and more) and as the largest. Crops have one JPEG.
// The largest of both formats carries the caption, since either may be saved.
//
// 2026-11-25: pictures have nine widths, each 1.3 times the one before, instead of
// four. Browsers take the next larger file: with steps of two they fetched up to four
// times the pixels shown. The small ones cost next to nothing; the largest is a little
// smaller than before, since screens are no denser than eyes. Thumbnails stand at one
// size in the default theme, so that three files fit screens of every density.
//
// 2026-11-25: PNGs are read by photo/scanline, a reader of our own. image/png holds
// a picture of 120 megapixels and 16 bits in a gigabyte, and each width read all of
// it again: 33 s and 1.8 GB for what now takes 9 s and 0.4 GB. Interlaced ones are
// left to image/png.
//
// 2026-11-25: limits are asked of the facts, and a decoder's header must say what
// the facts say: then no decoder is asked for a picture that nobody judged. There is
// no limit on frames, since of an animation the first picture alone is decoded.
//
// 2026-11-25: no AVIF is made. gen2brain/avif, libaom on wazero, takes 1.4 s to start
// and 290 ms a megapixel at its fastest, several times what WebP takes, and opens a system's
// library if it finds one: bytes that depend on the machine. A port to Go is
// growing up (gen2brain/gav1d, of 2026, v0.2); it could not be had to be measured, and
// is worth another look when it has a year behind it.
//
// 2026-11-25: HEIC and AVIF are not decoded. Decoders of HEVC are either C or wazero
// with patents on top; agencies send JPEG, and telephones do when they are asked to.
// The refusal says how to convert.
//
// 2026-11-25: photographs of 16 megapixels and more are read at 1/2 where that has
// 1.2 times the width that is wanted, not 1.5: at 24 megapixels also for 2400
// pixels. It agrees with imaging by 50 dB and more, 42 to 50 on pictures sharpened to
// the pixel, which no camera gives, and saves a fifth of the time of a photograph.
//
// 2026-11-25: lists (plan/lists.go) are made of what stories and pictures mention
// (plan/mentions.go). Topics are those of the front matter alone: the keywords of a
// photograph are its agency's, by the dozen and unedited. A picture's city makes a
// list; its sublocation, state and country join those that editors made of them,
// for "Gate 3" and "China" help no reader. A name has one slug in all languages, and
// of two names with one slug the older keeps it, so that addresses stay.
//
// 2026-11-25: assembly has the same shape on amd64 (AVX2) and arm64 (NEON), and a
// twin in Go. NEON's multiplications have no names in Go's assembler; they are
// macros with their encodings (neon_arm64.h). On an emulated arm64 the tests of
// the twins and of whole pictures' digests take seconds; its speed was not measured.
//
// 2026-11-25: the index of a search (plan/search.go) leads from terms to stories, and a
// story's piece holds the words of its pictures, in which the reader's browser looks
// on. An index down to the pictures would be four times as large, and the texts have
// to be fetched for showing them anyway. Plan names each piece by a digest of the terms
// and words that it is made of, which are kept with each story's share; nothing is made
// to learn that nothing changed. Scripts without spaces are indexed by pairs of
// characters: no dictionary decides what can be found. Pieces are classic scripts, not
// JSON: a page that is opened from disk may fetch nothing.
//
// 2026-11-25: feeds, sitemaps and frames for other sites are made only for a site whose
// address is known: they consist of absolute addresses. The rule base-url-missing says
// so, once. Frames lie in embed/, a folder of their own that mirrors the addresses of
// stories, so that one rule of _headers lets them, and nothing else, be framed.
//
// 2026-11-25: JSON-LD, feeds and sitemaps are made of the plan when their bytes are
// asked for. To describe ten thousand pictures in order to learn that nothing changed would
// cost more than all else that a second build does.
//
// 2026-11-25: what machines show of a picture is plan.Figure.Share: none of one that is
// sensitive, in feeds, cards, sitemaps and JSON-LD alike. Feeds link to it instead.
//
// 2026-11-25: an old address is a page that leads on as well as a line of _redirects. Most
// hosts read no _redirects, and a server's configuration would change with every story that
// moves; so help hosting leaves it to the pages, but for addresses that are none.
//
// 2026-11-26: _redirects has one line for an old folder only where nothing lies below it
// now, else one for each picture. Cloudflare follows its lines whatever lies at an
// address: "/bridge/*" led a story that moved to bridge/2024/ in a circle.
//
// 2026-11-26: of a story that is withdrawn whole the pictures keep their pages and frames,
// which show its notice. They said 404 to those who had the address, while a picture that
// was withdrawn alone told them what had become of it.
//
// 2026-11-25: a feed knows a story by the first of its aliases, so that one that moves
// is not shown to its readers as new.
//
// 2026-11-25: data_mining speaks through robots.txt (names of those who train models, and
// Content-Usage), the TDM Reservation Protocol (a meta element and a header) and in every
// picture. "noai" in the robots element is no norm, and nobody is known to obey it.
//
// 2026-11-23: with --keep-going a story with errors is left out of lists until it
// is mended, while its pages stay. What cannot be read cannot be summed up, and an
// old headline in a new list would be worse.
//
// 2026-11-23: an .xmp beside a photograph is the photograph's word, not the
// editor's. Story says whose it is, probing reads it, and merging puts its
// properties before the embedded ones. Cached facts never hold it: they are those
// of the photograph's bytes, and the .xmp has others.
//
// 2026-11-23: how large an original is without its private parts is learned in
// probing, where it is asked for. The page says it, and plan makes nothing.
//
// 2026-11-23: Make returns the map before check.Run has judged it. Build asks for
// the judgment before it publishes; a preview shows the page first and complains
// a moment later, since nothing that check.Run says changes the map.
//
// 2026-11-23: plan remembers each story's share of a plan (plan.Planner), the
// theme and the judgment of each story are kept while what they were made of
// stays, and what photographs say is kept across runs in one entry of the cache
// for each story's folder (Memory, index.go). All are pure functions with their
// inputs beside them: a save among ten thousand photographs plans one story.
//
// 2026-11-23: a plan says what stands at a path (plan.Plan.At) instead of listing
// the files of a map of fifty thousand at each save. The neighbours of a story are
// the plan's (Around), so that stories do not change from one plan to the next.
//
// 2026-11-23: the desk's templates, style and script are page's own and embedded
// there, not in templates/ and static/: the desk has to be there when a theme is
// broken, and is no part of what a theme promises.
//
// 2026-11-25: the viewer is a template in the page, not made by the script: its words
// are the page's, and a theme may change it. The address bar shows the picture's own
// page while it is open, so that reloading and sharing lead there; since the policy
// allows no <base>, the script makes the addresses in the page absolute first. A row
// that compares keeps the room of the slider from the start (media feature scripting),
// so that nothing moves when the script comes, and nothing is lost if it does not. From
// the viewer a picture's page is reached by way of the essay, to which going back leads.
//
// 2026-11-26: the letters j and k of a page can be turned off in its end matter, and that is
// remembered in the browser's storage: WCAG 2.1.4. To take them only while a picture has
// the focus would pass as well, and nobody would find them. The check box, which also
// tells of them, is there where scripts run (media feature scripting), so that
// nothing moves. In the viewer, which has the focus, letters always work.
//
// 2026-11-26: JSON-LD tells of a picture what its page tells. An agency's keywords, by the
// dozen and unedited, and its photographer's title are shown nowhere; search engines ask for
// neither.
//
// 2026-11-26: .ci/reader holds Lighthouse's performance to 98 on the telephone that
// Lighthouse means, wherever it runs. To slow down four times, as it does by itself, makes
// a telephone of a fast desktop (index 1,500 to 2,000). A build machine of index 1,140 became
// one a third slower than that, and the sample's essay lost up to sixteen points by the
// browser's own long tasks. Lighthouse's manual asks for calibration, which is what the check does.
//
// 2026-11-25: released binaries are not signed for Gatekeeper and SmartScreen, which needs
// certificates that somebody pays for and guards. Checksums and a statement of where each
// was built stand for them, and the README says how to let the program run.
package generator
