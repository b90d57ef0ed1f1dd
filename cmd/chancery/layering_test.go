package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/chancery-graph/chancery"

// root is the top of the repository, seen from this package's directory.
const root = "../.."

// sourceFile is a parsed Go file with its package's place in the module.
type sourceFile struct {
	path   string // for messages
	layer  string // graph, store, ingest, query or cmd
	folder string // package path within the module, such as store/kv
	test   bool
	syntax *ast.File
}

func sourceFiles(t *testing.T) []sourceFile {
	t.Helper()
	var files []sourceFile
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") && name != "..") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(relative))
		layer, _, _ := strings.Cut(folder, "/")
		files = append(files, sourceFile{relative, layer, folder, strings.HasSuffix(name, "_test.go"), syntax})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("found only %d Go files under %s: the test looks in the wrong place", len(files), root)
	}
	return files
}

// mayImport lists the layers that each layer may import besides itself.
var mayImport = map[string][]string{
	"graph":  {},
	"store":  {"graph"},
	"ingest": {"graph"},
	"query":  {"graph"},
	"cmd":    {"graph", "store", "ingest", "query"},
}

// TestImportDirections keeps the layers apart: cmd wires ingest, query and store
// together, which import graph and never one another.
func TestImportDirections(t *testing.T) {
	for _, f := range sourceFiles(t) {
		allowed, known := mayImport[f.layer]
		if !known {
			t.Errorf("%s: folder %q is no layer of the design", f.path, f.layer)
			continue
		}
		for _, path := range imports(t, f) {
			local, ours := strings.CutPrefix(path, module+"/")
			layer, _, _ := strings.Cut(local, "/")
			if ours && layer != f.layer && !slices.Contains(allowed, layer) {
				t.Errorf("%s: %s must not import %s", f.path, f.layer, local)
			}
		}
	}
}

// TestOnlyKVImportsBadger keeps Badger behind store/kv, so that the log can move
// to another store.
func TestOnlyKVImportsBadger(t *testing.T) {
	importers := 0
	for _, f := range sourceFiles(t) {
		for _, path := range imports(t, f) {
			if !strings.HasPrefix(path, "github.com/dgraph-io/") {
				continue
			}
			if importers++; f.folder != "store/kv" {
				t.Errorf("%s imports %s; only store/kv may", f.path, path)
			}
		}
	}
	if importers == 0 {
		t.Error("no file imports Badger: the test looks for the wrong path")
	}
}

// TestOnlyCmdExits keeps the decision to end the process, the environment and
// the command line in cmd.
func TestOnlyCmdExits(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if f.layer == "cmd" || f.test || f.syntax.Name.Name == "main" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok {
					switch pkg.Name + "." + sel.Sel.Name {
					case "os.Exit", "os.Args", "os.Getenv", "os.Stdout", "os.Stderr", "os.Stdin", "log.Fatal", "log.Fatalf":
						t.Errorf("%s uses %s.%s; only cmd may", f.path, pkg.Name, sel.Sel.Name)
					}
				}
			}
			return true
		})
	}
}

// TestNoInit forbids init functions: registration is a call that somebody makes.
func TestNoInit(t *testing.T) {
	for _, f := range sourceFiles(t) {
		for _, decl := range f.syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.path)
			}
		}
	}
}

// TestPackageNames forbids packages that are named after nothing.
func TestPackageNames(t *testing.T) {
	for _, f := range sourceFiles(t) {
		switch name := filepath.Base(f.folder); name {
		case "util", "utils", "common", "types", "helpers", "misc":
			t.Errorf("%s: a package must not be called %s", f.path, name)
		}
	}
}

// TestPackagesAreDocumented asks for a doc.go with a package comment in every
// package.
func TestPackagesAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range sourceFiles(t) {
		if !f.test {
			documented[f.folder] = documented[f.folder] || filepath.Base(f.path) == "doc.go" && f.syntax.Doc != nil
		}
	}
	for folder, ok := range documented {
		if !ok {
			t.Errorf("%s has no doc.go with a package comment", folder)
		}
	}
}

// TestServedCommandsOpenNoFiles finds what reaches files otherwise than by
// program.files. Those places are not on the way of a served command.
func TestServedCommandsOpenNoFiles(t *testing.T) {
	apart := map[string]string{
		"filesystem.go": "localFiles", "files.go": "openOutput has none",
		"init.go": "not served", "shell_history.go": "not served", "watch.go": "not served", "serve.go": "not served", "browse.go": "not served",
		"eval.go": "storeless", "config.go": "storeless", "doctor.go": "storeless", "extract.go": "storeless", "tour.go": "storeless", "man.go": "storeless",
		"open.go": "the store is open already", "saved_queries.go": "names are checked",
		"settings.go": "the config file, of which a host knows no place", "ingest_extractor.go": "--api-key-file, which is not served",
		"ingest.go": "directories, which no client's file is", "main.go": "the process itself", "progress.go": "whether os.Stdin is a terminal",
	}
	reaching := []string{"os.Open", "os.OpenFile", "os.OpenRoot", "os.OpenInRoot", "os.DirFS", "os.Create", "os.CreateTemp", "os.ReadFile", "os.WriteFile", "os.ReadDir", "os.Stat", "os.Lstat",
		"os.Mkdir", "os.MkdirAll", "os.MkdirTemp", "os.Remove", "os.RemoveAll", "os.Rename", "os.Stdin", "os.Stdout", "os.Getenv",
		"filepath.Walk", "filepath.WalkDir", "filepath.Glob", "exec.Command", "exec.CommandContext", "http.Get", "http.DefaultClient"}
	seen := 0
	for _, f := range sourceFiles(t) {
		if f.folder != "cmd/chancery" || f.test {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && slices.Contains(reaching, pkg.Name+"."+sel.Sel.Name) {
				if seen++; apart[filepath.Base(f.path)] == "" {
					t.Errorf("%s uses %s.%s instead of program.files", f.path, pkg.Name, sel.Sel.Name)
				}
			}
			return true
		})
	}
	if seen < 20 {
		t.Errorf("found %d such places only: the test looks for the wrong ones", seen)
	}
}

func imports(t *testing.T, f sourceFile) []string {
	t.Helper()
	var paths []string
	for _, spec := range f.syntax.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatalf("%s: %v", f.path, err)
		}
		paths = append(paths, path)
	}
	return paths
}
