module photodesk

go 1.26.6

require (
	github.com/agext/levenshtein v1.2.3 // the distance of words, for "did you mean"
	github.com/chromedp/cdproto v0.0.0-20260714215040-dc233986426f // tests only: the DevTools protocol as chromedp speaks it
	github.com/chromedp/chromedp v0.16.0 // tests only: drives a browser through its DevTools protocol
	github.com/disintegration/imaging v1.6.2 // decodes, turns, crops and scales pictures; given by the user
	github.com/fatih/color v1.19.0 // colours of complaints; knows NO_COLOR and the Windows console
	github.com/fsnotify/fsnotify v1.10.1 // events of the file system on every system; given by the user
	github.com/gen2brain/jpegn v0.6.1 // tests only: writes JPEGs of every kind, progressive and subsampled, to be read
	github.com/jba/templatecheck v0.7.1 // tests only: holds templates to the types of their views
	github.com/johannesboyne/gofakes3 v1.2.0 // tests only: a server that speaks S3, for what help hosting says of rclone
	github.com/mmcdole/gofeed v1.4.2 // tests only: reads RSS and JSON Feed as feed readers do
	github.com/rivo/uniseg v0.4.7 // widths of text on a terminal, Han characters and emoji included
	github.com/rogpeppe/go-internal v1.16.0 // tests only: testscript and txtar
	github.com/schollz/progressbar/v3 v3.19.1 // the moving line of a long build
	github.com/spf13/cobra v1.10.2 // commands, flags, help and completion for four shells
	github.com/spf13/pflag v1.0.9 // comes with cobra; its error type names a mistyped flag
	github.com/tdewolff/minify/v2 v2.24.25 // minifies HTML by the HTML specification
	github.com/yuin/goldmark v1.8.7 // CommonMark and GFM with positions; given by the user
	go.yaml.in/yaml/v4 v4.0.0 // YAML 1.2 as a tree with lines and columns, kept by the YAML organisation
	golang.org/x/image v0.47.0 // TIFF and WebP decoders; at least v0.45 for GO-2026-6222
	golang.org/x/net v0.62.0 // an HTML parser: what words a published page has, for diff
	golang.org/x/sync v0.24.0 // bounded groups of goroutines and a weighted semaphore
	golang.org/x/sys v0.49.0 // asks Windows whether a drive is on the network
	golang.org/x/term v0.47.0 // asks whether standard error is a terminal
	golang.org/x/text v0.43.0 // Unicode forms of file names, legacy character sets of IPTC
)

require (
	github.com/chromedp/sysutil v1.1.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260623181947-01eb4420fa68 // indirect
	github.com/gobwas/httphead v0.1.0 // indirect
	github.com/gobwas/pool v0.2.1 // indirect
	github.com/gobwas/ws v1.4.0 // indirect
	github.com/google/safehtml v0.0.2 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.22 // indirect
	github.com/mitchellh/colorstring v0.0.0-20190213212951-d06e56a500db // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	github.com/ryszard/goskiplist v0.0.0-20150312221310-2dfbae5fcf46 // indirect
	github.com/tdewolff/parse/v2 v2.8.20 // indirect
	go.shabbyrobe.org/gocovmerge v0.0.0-20230507111327-fa4f82cfbf4d // indirect
	golang.org/x/tools v0.51.0 // indirect
)
