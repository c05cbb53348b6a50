package preview

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// attempts is how many ports are tried when the wanted one is taken.
const attempts = 50

// Listen opens host at port or, if that is taken, at the next that is free; port
// 0 is any. The host "localhost" is this machine by both of its addresses, as far
// as it has them.
func Listen(host string, port int) ([]net.Listener, int, error) {
	if port < 0 || port > 65535 {
		return nil, 0, fmt.Errorf("%d is no port; ports are 0 to 65535", port)
	}
	for p := port; ; p++ {
		ls, err := listen(host, p)
		if err == nil {
			return ls, ls[0].Addr().(*net.TCPAddr).Port, nil
		}
		if port == 0 || p >= 65535 || p-port >= attempts || !taken(err) {
			return nil, 0, err
		}
	}
}

// taken reports whether another program has a port, or the system keeps it.
func taken(err error) bool {
	const windowsInUse, windowsDenied = syscall.Errno(10048), syscall.Errno(10013)
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES) ||
		errors.Is(err, windowsInUse) || errors.Is(err, windowsDenied)
}

func listen(host string, port int) ([]net.Listener, error) {
	at := strconv.Itoa(port)
	if host != "localhost" {
		l, err := net.Listen("tcp", net.JoinHostPort(host, at))
		return []net.Listener{l}, err
	}
	four, err := net.Listen("tcp", "127.0.0.1:"+at)
	if err != nil {
		return nil, err
	}
	six, err := net.Listen("tcp", "[::1]:"+strconv.Itoa(four.Addr().(*net.TCPAddr).Port))
	switch {
	case err == nil:
		return []net.Listener{four, six}, nil
	case taken(err) && port != 0:
		return nil, errors.Join(err, four.Close())
	}
	return []net.Listener{four}, nil // a machine without IPv6
}

// Beyond reports whether a host that is listened on can be reached from other
// machines.
func Beyond(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host != "localhost" && (err != nil || !addr.IsLoopback())
}
