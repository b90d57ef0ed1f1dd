package endpoint

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// description is what the tests read of openapi.json.
type description struct {
	Info struct {
		Version string `json:"version"`
	} `json:"info"`
	Paths map[string]map[string]json.RawMessage `json:"paths"`
}

// TestOpenAPI compares the description with the routes: each path with its methods,
// and nothing besides.
func TestOpenAPI(t *testing.T) {
	s, err := New(nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var d description
	if err := json.Unmarshal(OpenAPI(`1.2 "quoted"`), &d); err != nil || d.Info.Version != `1.2 "quoted"` {
		t.Fatalf("version %q, %v", d.Info.Version, err)
	}
	// What one pattern covers may be several paths of the description.
	paths := map[string][]string{
		"/data": {"/data"}, "/data/": {"/data/{path}"}, "/{$}": {"/"}, "/page/": {"/page/{file}"},
		"/sparql/{$}": nil, // the same as /sparql
		"/":           nil, // what is not there
	}
	described := map[string]bool{}
	for _, r := range s.routes() {
		for _, pattern := range r.patterns {
			listed, special := paths[pattern]
			if !special {
				listed = []string{pattern}
			}
			for _, path := range listed {
				described[path] = true
				var got []string
				for method := range d.Paths[path] {
					if method != "parameters" {
						got = append(got, strings.ToUpper(method))
					}
				}
				want := strings.Split(strings.Replace(r.methods, "GET, HEAD", "GET", 1), ", ")
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%s: described with %q, the server has %q", path, got, want)
				}
			}
		}
	}
	for path := range d.Paths {
		if !described[path] {
			t.Errorf("%s is described and not there", path)
		}
	}
}

// TestOpenAPIReferences looks every reference up.
func TestOpenAPIReferences(t *testing.T) {
	var whole any
	if err := json.Unmarshal(openAPI, &whole); err != nil {
		t.Fatal(err)
	}
	found := 0
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, each := range v {
				walk(each)
			}
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				found++
				at := whole
				for name := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
					in, _ := at.(map[string]any)
					at = in[name]
				}
				if at == nil {
					t.Errorf("%s leads nowhere", ref)
				}
			}
			for _, each := range v {
				walk(each)
			}
		}
	}
	walk(whole)
	if found < 20 {
		t.Errorf("found %d references only", found)
	}
}
