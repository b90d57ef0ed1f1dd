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

// moment returns the as-of parameter of a request, "" for now.
func moment(values map[string][]string) (string, error) {
	switch all := values["as-of"]; len(all) {
	case 0:
		return "", nil
	case 1:
		return all[0], nil
	default:
		return "", problemf(http.StatusBadRequest, "as-of is given %d times, expected once", len(all))
	}
}

// unchanged sets the headers that tell the event and the form of an answer, and
// reports whether the client has that answer already (RFC 9110 §13.1.2). An
// answer that depends on nothing but the graph and the request is the same as
// long as the event is the same.
func unchanged(w *writer, r *http.Request, seq graph.Seq, form string) bool {
	tag := `W/"` + formatSeq(seq) + "-" + form + `"`
	h := w.Header()
	h.Set("ETag", tag)
	h.Set(eventHeader, formatSeq(seq))
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept")
	for _, have := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if have = strings.TrimSpace(have); have == tag || have == "*" {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}
