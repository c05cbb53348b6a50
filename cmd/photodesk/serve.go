package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"photodesk/generator"
	"photodesk/generator/diag"
	"photodesk/generator/preview"
)

// defaultPort is where the preview is found by default: the year in which
// photography was given to the world.
const defaultPort = 1839

// server is the options of photodesk serve.
type server struct {
	place
	port   int
	host   string
	open   bool
	drafts bool
	now    string
	poll   bool
	told   diag.List // what was said last
}

func serveCommand() *cobra.Command {
	s := &server{}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site in a browser while it is edited",
		Long: `Serve shows the site in a browser on this machine, makes it again at every save
and changes the open pages. A mistake is shown above the page that it spoils,
and here. Pictures are made when they are looked at. The contact sheet, where
captions and focal points can be edited, is at /_desk/.

The output folder is not touched. Ctrl-C ends it.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return s.run(cmd) },
	}
	s.flags(cmd)
	f := cmd.Flags()
	f.IntVar(&s.port, "port", defaultPort, "`port` to listen on; the next free one if it is taken")
	f.StringVar(&s.host, "host", "localhost", "`address` to listen on; any but this machine's own lets others read the site, drafts and all")
	f.BoolVarP(&s.open, "open", "o", false, "open the site in the browser")
	f.BoolVar(&s.drafts, "drafts", false, "show drafts too")
	f.StringVar(&s.now, "now", "", "show the site as at another `time`, such as \"2026-05-01 08:00 +02:00\"")
	f.BoolVar(&s.poll, "poll", false, "look for changes instead of waiting to be told, as network shares need")
	return cmd
}

func (s *server) run(cmd *cobra.Command) error {
	clock, err := s.clock()
	if err != nil {
		return err
	}
	opt, closeSite, err := s.place.open()
	if err != nil {
		return err
	}
	defer closeSite()
	listeners, port, err := preview.Listen(s.host, s.port)
	if err != nil {
		return misuse{fmt.Sprintf("cannot listen on %s: %v", s.host, err), "name another address or port: --host, --port"}
	}
	opt.Drafts, opt.Ahead = s.drafts, s.drafts || s.now != ""
	url := "http://" + net.JoinHostPort(s.host, strconv.Itoa(port)) + "/"
	s.greet(cmd, url, port)
	if s.open {
		go browse(url)
	}
	beyond := preview.Beyond(s.host)
	return generator.Serve(cmd.Context(), opt, generator.Serving{
		Dir: s.site, Listeners: listeners, Hosts: s.names(beyond), ReadOnly: beyond, Poll: s.poll, Now: clock,
		Say: func(line string) {
			if !quiet(cmd) {
				fmt.Fprintln(os.Stderr, line)
			}
		},
		Tell: func(site *generator.Site) {
			garbage.settle()
			s.tell(cmd, site)
		},
		Fail: func(err error) { tellError(os.Stderr, err) },
	})
}

// clock returns the time that embargoes are judged by.
func (s *server) clock() (func() time.Time, error) {
	if s.now == "" {
		return time.Now, nil
	}
	at, err := parseNow(s.now)
	return func() time.Time { return at }, err
}

func (s *server) greet(cmd *cobra.Command, url string, port int) {
	if port != s.port && s.port != 0 {
		fmt.Fprintf(os.Stderr, "port %d is taken: using %d\n", s.port, port)
	}
	if preview.Beyond(s.host) {
		fmt.Fprintf(os.Stderr, "photodesk: %s everybody who can reach %s can read this site, drafts and embargoed stories included; the desk is for reading only\n",
			paint(os.Stderr).Warning("warning:"), s.host)
	}
	fmt.Printf("%s\n", url)
	if !quiet(cmd) {
		fmt.Fprintf(os.Stderr, "the desk is at %s_desk/; Ctrl-C ends it\n", url)
	}
}

// names returns what others may call this machine by.
func (s *server) names(beyond bool) []string {
	if !beyond {
		return nil
	}
	names := []string{strings.ToLower(s.host)}
	if name, err := os.Hostname(); err == nil {
		names = append(names, strings.ToLower(name), strings.ToLower(name)+".local")
	}
	return names
}

// tell says what is wrong with the site, if that is not what was said before.
func (s *server) tell(cmd *cobra.Command, site *generator.Site) {
	same := len(site.Diags) == len(s.told)
	for i := range s.told {
		same = same && site.Diags[i] == s.told[i]
	}
	if !same {
		had := len(s.told) > 0
		s.told = site.Diags
		tell(os.Stderr, cmd, site.Diags)
		if had && len(site.Diags) == 0 && !quiet(cmd) {
			fmt.Fprintln(os.Stderr, "no complaints any more")
		}
	}
}

// browse opens an address in the user's browser, as each system does.
func browse(url string) {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	if err := exec.CommandContext(ctx, name, args...).Run(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		fmt.Fprintf(os.Stderr, "no browser could be opened: %v\n", err)
	}
}
