package serve

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A guard keeps strangers out: other sites' scripts, which may reach a server on this
// machine under any name that leads to it (DNS rebinding).
type guard struct {
	hosts []string // by which the server may be called, without the port
	port  string
	local bool // any address of this machine will do, since it was asked to listen on all
}

func newGuard(asked string, addr *net.TCPAddr) guard {
	g := guard{port: strconv.Itoa(addr.Port)}
	host, _, err := net.SplitHostPort(asked)
	if err != nil {
		host = asked
	}
	g.local = addr.IP.IsUnspecified()
	if !g.local {
		g.hosts = append(g.hosts, addr.IP.String())
	}
	if host != "" && net.ParseIP(host) == nil {
		g.hosts = append(g.hosts, strings.ToLower(host))
	}
	if g.local || addr.IP.IsLoopback() {
		g.hosts = append(g.hosts, "localhost", "127.0.0.1", "::1")
	}
	return g
}

// url is the address to open.
func (g guard) url() string {
	host := "127.0.0.1"
	if !g.local {
		host = g.hosts[0]
	} else if own := ownAddress(); own != "" {
		host = own
	}
	return "http://" + net.JoinHostPort(host, g.port) + "/"
}

// ownAddress is an address by which others on the local network reach this machine, or "".
func ownAddress() string {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil && n.IP.IsPrivate() {
			return n.IP.String()
		}
	}
	return ""
}

// allows tells whether a request comes from one of the site's own pages or from a person.
func (g guard) allows(r *http.Request) bool {
	if !g.names(r.Host) {
		return false
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host != r.Host {
			return false
		}
	}
	site, dest := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Dest")
	return site != "cross-site" || dest == "document"
}

// names tells whether a Host header calls this server by a name of its own.
func (g guard) names(header string) bool {
	host, port, err := net.SplitHostPort(header)
	if err != nil {
		host, port = header, "80"
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if port != g.port {
		return false
	}
	if slices.Contains(g.hosts, host) {
		return true
	}
	ip := net.ParseIP(host)
	return g.local && ip != nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast())
}
