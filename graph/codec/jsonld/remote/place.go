package remote

import (
	"fmt"
	"net/url"
	"strings"
)

// place is where contexts may be fetched from.
type place struct {
	scheme string // empty: http and https
	host   string // in lower case, with the port if there is one
	prefix string // of the path
}

// parsePlace reads a host or a prefix of URLs.
func parsePlace(text string) (place, error) {
	bad := func(why string) (place, error) {
		return place{}, fmt.Errorf("remote: %q is no place of contexts: %s", text, why)
	}
	if !strings.Contains(text, "://") {
		u, err := url.Parse("https://" + text)
		if err != nil || u.Host != text || u.Hostname() == "" || strings.ContainsAny(text, "*/@?#") {
			return bad("expected a host, such as schema.org, or the beginning of a URL, such as https://w3id.org/security/")
		}
		return place{host: strings.ToLower(text), prefix: "/"}, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return bad("expected a URL")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return bad("expected http or https")
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" || dotted(u) {
		return bad("expected a URL without user, query, fragment and dots in its path")
	}
	return place{scheme: u.Scheme, host: strings.ToLower(u.Host), prefix: "/" + strings.TrimPrefix(u.EscapedPath(), "/")}, nil
}

// holds tells whether a URL lies in the place.
func (p place) holds(u *url.URL) bool {
	if u.Scheme != "http" && u.Scheme != "https" || p.scheme != "" && u.Scheme != p.scheme {
		return false
	}
	// A path with dots could lead out of the prefix on its way.
	return u.User == nil && strings.ToLower(u.Host) == p.host && !dotted(u) &&
		strings.HasPrefix("/"+strings.TrimPrefix(u.EscapedPath(), "/"), p.prefix)
}

// dotted tells whether the path has a segment of dots, written out or encoded, or
// a backslash, which some servers take for a slash.
func dotted(u *url.URL) bool {
	path := strings.NewReplacer("%2e", ".", "%2E", ".", "%2f", "/", "%2F", "/", "%5c", "/", "%5C", "/", `\`, "/").Replace(u.EscapedPath())
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "." || segment == ".." {
			return true
		}
	}
	return false
}
