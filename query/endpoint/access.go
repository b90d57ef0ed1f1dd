package endpoint

import (
	"cmp"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// mayRead checks the token of a request, if tokens are asked for.
func (s *Server) mayRead(r *http.Request) error {
	if len(s.opts.ReadTokens)+len(s.opts.WriteTokens) == 0 {
		return nil
	}
	token, err := bearer(r)
	if err != nil {
		return err
	}
	if knows(s.opts.WriteTokens, token) || knows(s.opts.ReadTokens, token) {
		return nil
	}
	return problemf(http.StatusUnauthorized, "this token is not known here")
}

// mayWrite checks that a request may append an event.
func (s *Server) mayWrite(r *http.Request) error {
	if s.opts.ReadOnly {
		return problemf(http.StatusForbidden, "this server is read-only")
	}
	if len(s.opts.ReadTokens)+len(s.opts.WriteTokens) == 0 {
		return nil
	}
	token, err := bearer(r)
	if err != nil {
		return err
	}
	if !knows(s.opts.WriteTokens, token) {
		return problemf(http.StatusForbidden, "this token is for reading only")
	}
	return nil
}

func bearer(r *http.Request) (string, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return "", problemf(http.StatusUnauthorized, "a token is needed: Authorization: Bearer …")
	}
	return strings.TrimSpace(token), nil
}

// knows compares in constant time, whatever the lengths.
func knows(tokens []string, token string) bool {
	got, found := sha256.Sum256([]byte(token)), 0
	for _, t := range tokens {
		want := sha256.Sum256([]byte(t))
		found |= subtle.ConstantTimeCompare(got[:], want[:])
	}
	return found == 1
}

// mayCall refuses what only a hostile page would send: names that are not the
// server's (DNS rebinding), and writes on behalf of a page from elsewhere.
func (s *Server) mayCall(r *http.Request) error {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if len(s.opts.Hosts) > 0 && !slices.ContainsFunc(s.opts.Hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return problemf(http.StatusMisdirectedRequest, "this server is not called %q", host)
	}
	origin := r.Header.Get("Origin")
	if slices.Contains(s.opts.Origins, "*") || origin != "" && slices.Contains(s.opts.Origins, origin) {
		return nil
	}
	// What a page has its browser fetch, such as an image, cannot be read by the page,
	// but would keep the server busy. Following a link is another matter.
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate" || s.crossOrigin.Check(r) != nil {
		return problemf(http.StatusForbidden, "pages of %s may not send this", cmp.Or(origin, "other places"))
	}
	return nil
}

// allowOrigin answers for browsers of the allowed origins.
func (s *Server) allowOrigin(w *writer, r *http.Request) {
	origin := r.Header.Get("Origin")
	if len(s.opts.Origins) == 0 {
		return
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	switch {
	case origin == "":
		return
	case slices.Contains(s.opts.Origins, "*"):
		h.Set("Access-Control-Allow-Origin", "*")
	case slices.Contains(s.opts.Origins, origin):
		h.Set("Access-Control-Allow-Origin", origin)
	default:
		return
	}
	h.Set("Access-Control-Expose-Headers", "ETag, Location, "+eventHeader)
}

// serveOptions answers a preflight, and OPTIONS in general.
func (s *Server) serveOptions(w *writer, to route) {
	allow := strings.TrimPrefix(to.methods+", OPTIONS", ", ")
	h := w.Header()
	if to.name == "command" {
		h.Set(wire.VersionHeader, s.opts.Version)
	}
	h.Set("Allow", allow)
	if h.Get("Access-Control-Allow-Origin") != "" {
		h.Set("Access-Control-Allow-Methods", allow)
		h.Set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Encoding, Content-Type, If-None-Match, If-Match")
		h.Set("Access-Control-Max-Age", "600")
	}
	w.WriteHeader(http.StatusNoContent)
}

// acceptsGzip reads Accept-Encoding (RFC 9110 §12.5.3).
// gzip itself goes before *.
func acceptsGzip(header string) bool {
	any := false
	for _, part := range strings.Split(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		accepted := true
		if name, q, ok := strings.Cut(params, "="); ok && strings.EqualFold(strings.TrimSpace(name), "q") {
			weight, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			accepted = err == nil && weight > 0
		}
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, "gzip"):
			return accepted
		case name == "*":
			any = accepted
		}
	}
	return any
}
