//go:build hosting && unix

package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long one command, or one answer, may take.
const patience = time.Minute

// typeIn types a command in a folder, as in a shell.
func typeIn(t *testing.T, dir string, env []string, command string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s\n%v\n%s", command, err, out)
	}
}

// serve starts a server and waits until it answers; it ends with the test.
func serve(t *testing.T, address string, env []string, name string, args ...string) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
	})
	for start := time.Now(); time.Since(start) < patience; time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return
		}
		if len(ended) > 0 {
			break
		}
	}
	t.Fatalf("%s does not answer:\n%s", name, read(t, log.Name()))
}

// serveNginx serves a folder with the configuration of help hosting, and returns
// the server's address.
func serveNginx(t *testing.T, served string) string {
	own, address := t.TempDir(), free(t)
	site := indented(t, "nginx")
	site = replaced(t, site, "listen 80;", "listen "+address+";")
	site = replaced(t, site, "listen [::]:80;", "")
	site = replaced(t, site, "root /var/www/essays;", "root "+served+";")
	site = replaced(t, site, "#add_header tdm", "add_header tdm")
	site = replaced(t, site, "#location =", "location =")
	var text strings.Builder
	if os.Geteuid() == 0 {
		text.WriteString("user root;\n") // else the workers may not read what the test made
	}
	fmt.Fprintf(&text, "daemon off;\npid %[1]s/pid;\nerror_log stderr;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n", own)
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&text, "%s_temp_path %s/%s;\n", kind, own, kind)
	}
	config := filepath.Join(own, "nginx.conf")
	write(t, config, text.String()+site+"}\n")
	program := "nginx"
	if _, err := exec.LookPath(program); err != nil {
		program = "/usr/sbin/nginx" // not on everybody's path
	}
	serve(t, address, nil, program, "-p", own, "-c", config, "-e", "stderr")
	return "http://" + address
}

// serveCaddy does the same with Caddy.
func serveCaddy(t *testing.T, served string) string {
	own, address := t.TempDir(), free(t)
	site := indented(t, "Caddy")
	site = replaced(t, site, "essays.example.org {", "http://"+address+" {")
	site = replaced(t, site, "root * /var/www/essays", "root * "+served)
	site = replaced(t, site, "#tdm-reservation", "tdm-reservation")
	site = replaced(t, site, "#redir", "redir")
	config := filepath.Join(own, "Caddyfile")
	write(t, config, "{\n\tadmin off\n}\n"+site)
	env := []string{"XDG_CONFIG_HOME=" + own, "XDG_DATA_HOME=" + own}
	serve(t, address, env, "caddy", "run", "--adapter", "caddyfile", "--config", config)
	return "http://" + address
}

func replaced(t *testing.T, text, old, replacement string) string {
	t.Helper()
	if strings.Count(text, old) != 1 {
		t.Fatalf("help hosting is to say %q once in\n%s", old, text)
	}
	return strings.Replace(text, old, replacement, 1)
}

// free returns an address of this machine where nobody listens.
func free(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
