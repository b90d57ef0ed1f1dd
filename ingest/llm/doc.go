// Package llm has dispatches read by a language model behind an OpenAI-style
// endpoint (POST …/chat/completions), with plain net/http.
//
//	text ─▶ request: instructions, the text, a JSON schema ─▶ server
//	result ◀─ package claim checks it ◀─ choices[0].message.content
//
// It is never used unless somebody asks for it: texts leave the machine. Nothing
// that a model says is believed without its sentence in the bytes of the text;
// see package claim. A model measures no confidence, so all its claims have that
// of Options.Trust.
//
// # Retries
//
// Status 429, 5xx, broken connections and time-outs are tried again, up to
// Options.Attempts times, after a pause that doubles and is half random, or as
// long as Retry-After asks up to a minute. So is an answer that is no JSON of the
// schema, since a model may do better the next time. Other statuses end at once.
//
// # Limits
//
// A text has at most Options.MaxText bytes (200 kB), a response MaxResponse
// (4 MiB), an attempt Timeout (two minutes). Redirects are not followed: the key
// is for the server that was named.
//
// An [Extractor] may be used by several goroutines.
package llm
