package result

import (
	"strconv"
	"strings"
)

// Negotiate chooses the media type of an answer: of offers, which are without
// parameters and in the order of the server's own preference, the one that the
// Accept header (RFC 9110 §12.5.1) gives the highest weight. The most specific
// range that matches an offer gives its weight; of equal weights the earlier
// offer wins. An empty header accepts everything. ok is false if nothing is
// acceptable. Ranges that are malformed are passed over.
func Negotiate(accept string, offers ...string) (media string, ok bool) {
	if strings.TrimSpace(accept) == "" {
		if len(offers) == 0 {
			return "", false
		}
		return offers[0], true
	}
	best := 0
	for _, offer := range offers {
		if w := weight(accept, offer); w > best {
			media, best = offer, w
		}
	}
	return media, best > 0
}

// NegotiateFormat is Negotiate for formats of results; each is offered with all
// its media types. media is what the answer is to be called: the type that the
// client asked for.
func NegotiateFormat(accept string, offers ...Format) (f Format, media string, ok bool) {
	best := 0
	for _, offer := range offers {
		for _, m := range offer.MediaTypes() {
			w := 1000
			if strings.TrimSpace(accept) != "" {
				w = weight(accept, m)
			}
			if w > best {
				f, media, best = offer, m, w
			}
		}
	}
	return f, media, best > 0
}

// weight returns the weight of an offer in thousandths, 0 if it is not accepted.
func weight(accept, offer string) int {
	kind, _, _ := strings.Cut(offer, "/")
	best, specific := 0, 0
	for part := range strings.SplitSeq(accept, ",") {
		mediaRange, parameters, _ := strings.Cut(part, ";")
		mediaRange = strings.ToLower(strings.TrimSpace(mediaRange))
		level := 0
		switch {
		case mediaRange == offer:
			level = 3
		case mediaRange == kind+"/*":
			level = 2
		case mediaRange == "*/*":
			level = 1
		}
		q, ok := quality(parameters)
		if level == 0 || !ok {
			continue
		}
		if level > specific || level == specific && q > best {
			best, specific = q, level
		}
	}
	return best
}

// quality reads the weight among the parameters of a range, in thousandths.
func quality(parameters string) (q int, ok bool) {
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, found := strings.Cut(p, "=")
		if !found || !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(f >= 0 && f <= 1) {
			return 0, false
		}
		return int(f*1000 + 0.5), true
	}
	return 1000, true
}
