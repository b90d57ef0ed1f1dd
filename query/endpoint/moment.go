package endpoint

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// eventHeader names the event that an answer is as of, or the head after a write.
const eventHeader = "Chancery-Event"

func formatSeq(s graph.Seq) string { return strconv.FormatUint(uint64(s), 10) }

// listHeader is a header that is a list, which may stand in several lines (RFC 9110
// §5.3).
func listHeader(r *http.Request, name string) string { return strings.Join(r.Header.Values(name), ",") }

// moment returns the as-of parameter of a request, "" for now.
func moment(values map[string][]string) (string, error) {
	switch all := values["as-of"]; len(all) {
	case 0:
		return "", nil
	case 1:
		// The + of a time zone stands for a blank in a query string, and no moment has
		// a blank.
		return strings.ReplaceAll(all[0], " ", "+"), nil
	default:
		return "", problemf(http.StatusBadRequest, "as-of is given %d times, expected once", len(all))
	}
}

// unchanged sets the headers that tell the event and the form of an answer, and
// reports whether the client has that answer already (RFC 9110 §13.1.2). An
// answer that depends on nothing but the graph and the request is the same as
// long as the event is the same.
//
// The tag has the run of the server beside the event: another program may write the
// answer otherwise, and another store have other events of these numbers.
func (s *Server) unchanged(w *writer, r *http.Request, seq graph.Seq, form string) bool {
	tag := `W/"` + formatSeq(seq) + "-" + form + "-" + s.run + `"`
	h := w.Header()
	h.Set("ETag", tag)
	h.Set(eventHeader, formatSeq(seq))
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false // 304 is no answer to others
	}
	for _, have := range strings.Split(listHeader(r, "If-None-Match"), ",") {
		if have = strings.TrimSpace(have); have == tag || have == "*" {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// precondition checks If-Match and If-None-Match of a write (RFC 9110 §13.1), so that
// a client can change what it has read and nothing else. latest is what is about to
// be changed, exists whether the graph of the request is there.
func (s *Server) precondition(r *http.Request, latest graph.Seq, exists bool) error {
	if header := listHeader(r, "If-Match"); header != "" {
		matches := strings.TrimSpace(header) == "*" && exists
		for _, tag := range strings.Split(header, ",") {
			// Tags are weak because of their packing; the event in them is exact.
			event, rest, _ := strings.Cut(strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`), "-")
			matches = matches || event == formatSeq(latest) && strings.HasSuffix(rest, "-"+s.run)
		}
		if !matches {
			return problemf(http.StatusPreconditionFailed, "the graph has changed: this is event %s", formatSeq(latest))
		}
	}
	if strings.TrimSpace(listHeader(r, "If-None-Match")) == "*" && exists {
		return problemf(http.StatusPreconditionFailed, "the graph is there already")
	}
	return nil
}
