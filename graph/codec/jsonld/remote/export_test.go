package remote

import (
	"net/http"
	"net/url"
)

// Trust makes the client use another transport, such as one that knows the
// certificate of a test.
func (c *Client) Trust(t http.RoundTripper) { c.http.Transport = t }

// Allows tells whether a client may fetch a URL.
func Allows(places []string, text string) (bool, error) {
	c, err := New(Options{Allowed: places})
	if err != nil {
		return false, err
	}
	u, err := url.Parse(text)
	if err != nil {
		return false, err
	}
	return c.allowed(u), nil
}
