package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"photodesk/generator/diag"
	"photodesk/generator/edit"
)

// puller is the options of photodesk pull.
type puller struct {
	place
	reason string
}

func pullCommand() *cobra.Command {
	p := &puller{}
	cmd := &cobra.Command{
		Use:   "pull STORY|PHOTO --reason TEXT",
		Short: "Take down a story, or a picture from every story",
		Long: `Pull marks a story as withdrawn, in each of its languages, or enters a picture in
content/withdrawn.yaml by the digest of its bytes, so that no story publishes it
under whatever name. The next build takes it off the site; the address then
shows the date and the reason. PHOTO is a file, of the site or as the agency sent
it, or a SHA-256 digest.`,
		Example: `  photodesk pull chongqing-nev --reason "Withdrawn while facts are checked"
  photodesk pull content/bridge/photos/02.jpg --reason "Withdrawn by the agency"`,
		Args: oneArg("a story or a photograph", `name it: photodesk pull bridge --reason "why"`),
		RunE: func(cmd *cobra.Command, args []string) error { return p.run(cmd, args[0]) },
	}
	p.flags(cmd)
	cmd.Flags().StringVar(&p.reason, "reason", "", "the reason, as readers will see it")
	return cmd
}

func (p *puller) run(cmd *cobra.Command, what string) error {
	if err := p.find(); err != nil {
		return err
	}
	site, err := edit.Open(p.site, edit.Options{Now: time.Now()})
	if err != nil {
		return err
	}
	defer site.Close()
	pulled, err := site.Pull(cmd.Context(), what, p.reason)
	if err != nil {
		return err
	}
	p.report(cmd, pulled)
	return nil
}

func (p *puller) report(cmd *cobra.Command, pulled *edit.Pulled) {
	if pulled.Before != nil {
		fmt.Fprintf(os.Stderr, "it was withdrawn on %s already: %s\n", pulled.Before.Date.Time.Format("2006-01-02"), diag.Printable(pulled.Before.Reason.Value))
	}
	if pulled.Digest != "" && len(pulled.Photos) == 0 {
		fmt.Fprintln(os.Stderr, "no story holds this picture now; none will publish it")
	}
	if quiet(cmd) {
		return
	}
	for _, f := range pulled.Photos {
		fmt.Printf("withdrawn %s\n", f)
	}
	for _, s := range pulled.Stories {
		fmt.Printf("story %s\n", s)
	}
	for _, f := range pulled.Files {
		fmt.Printf("changed %s\n", f)
	}
	if len(pulled.Files) > 0 {
		fmt.Fprintln(os.Stderr, "the next build takes it off the site")
	}
}
