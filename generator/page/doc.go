// Package page turns a [plan.Plan] into HTML: one page at a time, purely.
//
// Three bodies of knowledge live here and nowhere else. What a theme may see
// (view.go, the contract, from which "help theme" is made); how a theme's
// templates are read and checked before any page is made (theme.go and
// typecheck.go); and how a plan's values become finished strings: relative
// links, srcset and sizes, dates and lists as a language writes them, the
// language attribute of every text that is not in its page's, the style and the
// security policy of a page.
//
//	theme, complaints, err := page.LoadTheme(tree) // templates/*.html
//	html, err := theme.Render(plan, plan.Pages[0]) // safe for concurrent use
//	headers := theme.Headers(plan)                 // for _headers
//	feed, err := page.Doc(plan, plan.Docs[0])      // for what machines read
//
// A page depends on the plan and the templates alone. Everything goes through
// html/template; only the text of a story, whose HTML package story made and
// answers for, is passed as it is.
//
// # A theme
//
// layout.html is the frame of every page. story.html, picture.html, front.html,
// list.html, directory.html, search.html and notfound.html each define the template
// "main" that the frame calls, and see [EssayView], [PictureView], [FrontView],
// [ListView], [DirectoryView], [SearchView] and [NotFoundView]. embed.html is a page
// of its own, for the frames of other sites, and sees [EmbedView]. Every other
// file of templates/ is shared by all. A site's own file takes the place
// of the embedded one of its name.
package page
