package jsonld

import (
	"errors"
	"fmt"
	"strings"

	"github.com/piprate/json-gold/ld"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
)

// Error says which rule of JSON-LD a document breaks.
type Error struct {
	// File is Options.Name.
	File string
	// Code is an error code of JSON-LD 1.1 API §9.3, such as "invalid @id value".
	Code string
	// Detail says more; it may be empty.
	Detail string
	// Err is the cause, such as [ErrRemote]; it may be nil.
	Err error
}

// Error returns `file: code: detail`.
func (e *Error) Error() string {
	text := e.Code
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.File != "" {
		text = e.File + ": " + text
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// ErrRemote is wrapped by an [Error] about a context that would have to be
// fetched where Options.Loader is nil.
var ErrRemote = errors.New("jsonld: a remote context is not fetched unless a loader is given")

// maxRemote is how many contexts a document may load, each time counted.
const maxRemote = 100

// Loader returns the JSON text behind an absolute IRI, and the IRI where it was
// found in the end.
type Loader func(iri string) (text []byte, found string, err error)

// remoteText is a context that was loaded, and where it was found.
type remoteText struct{ text, found string }

// loader is what json-gold asks for remote contexts.
type loader struct {
	o     Options
	base  *iri.Base
	mend  *mender
	texts map[string]remoteText // loaded before, by reference
	loads int
	err   error // the first, as json-gold forgets errors within @list and @set
}

// LoadDocument loads a context.
func (l *loader) LoadDocument(ref string) (*ld.RemoteDocument, error) {
	d, err := l.load(ref)
	if err != nil && l.err == nil {
		l.err = err
	}
	return d, err
}

func (l *loader) load(ref string) (*ld.RemoteDocument, error) {
	if l.o.Loader == nil {
		return nil, fmt.Errorf("%w: %s", ErrRemote, clip(ref))
	}
	if l.loads++; l.loads > maxRemote {
		return nil, ld.NewJsonLdError("context overflow", fmt.Sprintf("more than %d remote contexts", maxRemote))
	}
	if graph.SchemeLen([]byte(ref)) == 0 && l.base != nil {
		resolved, err := l.base.AppendResolve(nil, []byte(ref))
		if err != nil {
			return nil, err
		}
		ref = string(resolved)
	}
	remote, known := l.texts[ref]
	if !known {
		text, found, err := l.o.Loader(ref)
		if err != nil {
			return nil, fmt.Errorf("load context %s: %w", clip(ref), err)
		}
		remote = remoteText{string(text), found}
		l.texts[ref] = remote
	}
	found := remote.found
	document, err := readJSON(strings.NewReader(remote.text), ref, l.o.MaxSize, l.o.MaxDepth)
	if err != nil {
		return nil, err
	}
	if m, isMap := document.(map[string]any); isMap {
		if b, err := iri.ParseBase([]byte(found)); err == nil {
			m["@context"] = absoluteContexts(m["@context"], &b)
		}
		if err := l.mend.checkContexts(m["@context"]); err != nil {
			return nil, err
		}
	}
	return &ld.RemoteDocument{DocumentURL: found, Document: document}, nil
}

// expand returns the expanded form of a document, and the base against which
// IRIs that are still relative are resolved. remoteTexts holds the contexts that were
// loaded before.
func expand(document any, o Options, remoteTexts map[string]remoteText) (expanded []any, base *iri.Base, err error) {
	// json-gold works by type assertions, which a document may fail.
	defer func() {
		if p := recover(); p != nil {
			err = &Error{File: o.Name, Code: "invalid input", Detail: fmt.Sprint(p)}
		}
	}()
	options := ld.NewJsonLdOptions(o.Base)
	options.ProcessingMode = ld.JsonLd_1_1
	if o.Mode10 {
		options.ProcessingMode = ld.JsonLd_1_0
	}
	if o.Base != "" {
		b, err := iri.ParseBase([]byte(o.Base))
		if err != nil {
			return nil, nil, err
		}
		base = &b
	}
	mend := newMender()
	remote := &loader{o: o, base: base, mend: mend, texts: remoteTexts}
	options.DocumentLoader = remote
	if o.Context != nil {
		context, err := readJSON(strings.NewReader(string(o.Context)), "Options.Context", o.MaxSize, o.MaxDepth)
		if err != nil {
			return nil, nil, err
		}
		options.ExpandContext = context
	}
	if err := prepare(document, options, mend); err != nil {
		return nil, nil, o.wrap(err)
	}
	lifted, ok := liftBase(document, base)
	if ok = ok && options.ExpandContext == nil; ok {
		options.Base = ""
	} else {
		lifted = nil // what is relative after expansion has no base
	}
	if expanded, err = ld.NewJsonLdProcessor().Expand(document, options); err != nil {
		return nil, nil, o.wrap(err)
	}
	if remote.err != nil {
		return nil, nil, o.wrap(ld.NewJsonLdError(ld.LoadingRemoteContextFailed, remote.err))
	}
	if err := mend.finish(document, expanded); err != nil {
		return nil, nil, o.wrap(err)
	}
	return expanded, lifted, nil
}

// prepare checks the contexts of a document and those of its top level in depth.
func prepare(v any, options *ld.JsonLdOptions, mend *mender) error {
	for _, item := range arrayOf(v) {
		m, isMap := item.(map[string]any)
		if !isMap {
			continue
		}
		if context, has := m["@context"]; has {
			if err := checkScoped(ld.NewContext(nil, options), context); err != nil {
				return err
			}
		}
	}
	return prepareNested(v, mend)
}

// prepareNested checks every context in a document. JSON literals are not known
// yet: what looks like a context in one is checked too.
func prepareNested(v any, mend *mender) error {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if err := prepareNested(item, mend); err != nil {
				return err
			}
		}
	case map[string]any:
		if context, has := v["@context"]; has {
			if err := mend.checkContexts(context); err != nil {
				return err
			}
		}
		for key, item := range v {
			if key == "@context" {
				continue
			}
			if m, isMap := item.(map[string]any); isMap && len(m) == 1 {
				// A reference to what looks like a keyword is ignored.
				if id, isString := m[keywordID].(string); isString && keywordForm(id) {
					v[key] = nil
					continue
				}
			}
			if err := prepareNested(item, mend); err != nil {
				return err
			}
		}
	}
	return nil
}

// wrap turns an error of json-gold into an [Error].
func (o Options) wrap(err error) error {
	if own := (*Error)(nil); errors.As(err, &own) {
		own.File = o.Name
		return own
	}
	e := &Error{File: o.Name, Code: "invalid input", Detail: err.Error(), Err: err}
	if code := (*ld.JsonLdError)(nil); errors.As(err, &code) {
		// The innermost error says most.
		for inner := code; ; {
			cause, isError := code.Details.(error)
			if !isError || !errors.As(cause, &inner) {
				break
			}
			code = inner
		}
		e.Code, e.Detail = string(code.Code), ""
		if code.Details != nil {
			e.Detail = fmt.Sprint(code.Details)
		}
	}
	return e
}
