package wire_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// TestFrameBytes is the example of the package comment.
func TestFrameBytes(t *testing.T) {
	var b bytes.Buffer
	flushed := 0
	w := wire.NewWriter(&b, func() error { flushed++; return nil })
	if _, err := (wire.Stream{W: w, Kind: wire.Stdout}).Write([]byte("yes")); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "o\x00\x00\x00\x03yes"; got != want || flushed != 1 {
		t.Errorf("got %q after %d flushes, want %q after 1", got, flushed, want)
	}
}

// TestLongData takes several frames, and comes back as it was.
func TestLongData(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 3*wire.MaxPayload/10)
	var b bytes.Buffer
	w := wire.NewWriter(&b, nil)
	if err := w.FileData(300, data); err != nil {
		t.Fatal(err)
	}
	var got []byte
	frames := 0
	for r := wire.NewReader(iotest.OneByteReader(&b)); ; frames++ {
		kind, payload, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || kind != wire.File {
			t.Fatal(kind, err)
		}
		i, part, err := wire.Uvarint(payload)
		if err != nil || i != 300 {
			t.Fatal(i, err)
		}
		got = append(got, part...)
	}
	if !bytes.Equal(got, data) || frames < 3 {
		t.Errorf("got %d bytes in %d frames, want %d in at least 3", len(got), frames, len(data))
	}
}

// request writes a request of inputs, each "name=text" or "name!" for one that is
// not there.
func request(t *testing.T, inputs ...string) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	w := wire.NewWriter(&b, nil)
	err := wire.SendCall(w, &wire.Call{Args: []string{"import"}})
	for _, in := range inputs {
		name, text, ok := strings.Cut(in, "=")
		if !ok {
			name = strings.TrimSuffix(in, "!")
			_, missing := os.Open(filepath.Join("testdata", "no", name))
			err = errors.Join(err, wire.SendInput(w, &wire.Input{Name: name, Problem: wire.ProblemOf(missing)}, nil))
			continue
		}
		err = errors.Join(err, wire.SendInput(w, &wire.Input{Name: name}, strings.NewReader(text)))
	}
	if err = errors.Join(err, wire.SendEnd(w)); err != nil {
		t.Fatal(err)
	}
	return &b
}

func anything(*wire.Call) error { return nil }

// TestReceive reads inputs back, each as often as wanted, from memory and from disk.
func TestReceive(t *testing.T) {
	long := strings.Repeat("a line of text\n", 200_000)
	for name, texts := range map[string][2]string{"memory": {"one", ""}, "disk": {long, long + "two"}} {
		t.Run(name, func(t *testing.T) {
			r, err := wire.Receive(request(t, "a="+texts[0], "gone!", "-="+texts[1]), anything)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			for range 2 {
				for i, name := range []string{"a", "-"} {
					in, _, err := r.Open(name)
					if err != nil {
						t.Fatal(err)
					}
					if got, err := io.ReadAll(in); err != nil || string(got) != texts[i] {
						t.Errorf("%s: got %d bytes and error %v, want %d", name, len(got), err, len(texts[i]))
					}
				}
			}
			for _, name := range []string{"gone", "never sent"} {
				_, _, err := r.Open(name)
				var path *fs.PathError
				if !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &path) || path.Op != "open" {
					t.Errorf("%s: got %v, want a missing file", name, err)
				}
			}
			if _, err := os.Open(filepath.Join("testdata", "no", "gone")); err != nil {
				if _, _, got := r.Open("gone"); got.Error() != err.Error() {
					t.Errorf("got %q, want %q", got, err)
				}
			}
		})
	}
}

// TestReceiveToTheEnd reads the end of the body too, though it comes after the last
// frame: only from then on a server notices that its client has gone.
func TestReceiveToTheEnd(t *testing.T) {
	sent := request(t, "a=one").Bytes()
	body, client := io.Pipe()
	go func() {
		_, _ = client.Write(sent)
		client.CloseWithError(errors.New("gone away"))
	}()
	if _, err := wire.Receive(body, anything); err == nil || err.Error() != "gone away" {
		t.Errorf("got %v, want what the client did after the last frame", err)
	}
}

// TestReceiveLeavesNothing gives up in the middle of a long input: no file stays.
func TestReceiveLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	whole := request(t, "a="+strings.Repeat("x", 3<<20)).Bytes()
	if _, err := wire.Receive(bytes.NewReader(whole[:len(whole)-10]), anything); !errors.Is(err, wire.ErrFrame) {
		t.Errorf("got %v, want ErrFrame", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files are left (%v)", len(left), err)
	}
}

// TestAdmitBeforeInputs refuses a command before its inputs are read.
func TestAdmitBeforeInputs(t *testing.T) {
	refusal := errors.New("no")
	body := request(t, "a="+strings.Repeat("x", 1<<20))
	size := body.Len()
	if _, err := wire.Receive(body, func(*wire.Call) error { return refusal }); !errors.Is(err, refusal) {
		t.Errorf("got %v", err)
	}
	if body.Len() < size-100_000 {
		t.Errorf("%d bytes of %d were read of a refused request", size-body.Len(), size)
	}
}

func TestMalformed(t *testing.T) {
	frame := func(kind wire.Kind, payload string) string {
		return fmt.Sprintf("%c\x00\x00%c%c%s", kind, len(payload)>>8, len(payload)&255, payload)
	}
	head := frame(wire.Head, `{"args":["info"]}`)
	for name, body := range map[string]string{
		"nothing":            "",
		"no call":            frame(wire.Whole, ""),
		"call of no JSON":    frame(wire.Head, "{"),
		"no end":             head,
		"within a frame":     head + frame(wire.Begin, `{"name":"a"}`)[:7],
		"data of no input":   head + frame(wire.Data, "x") + frame(wire.Whole, ""),
		"data of no file":    head + frame(wire.Begin, `{"name":"a","problem":{"text":"gone"}}`) + frame(wire.Data, "x") + frame(wire.Whole, ""),
		"twice":              head + frame(wire.Begin, `{"name":"a"}`) + frame(wire.Begin, `{"name":"a"}`) + frame(wire.Whole, ""),
		"another call":       head + head + frame(wire.Whole, ""),
		"a kind of answers":  head + frame(wire.Exit, "\x00"),
		"an end with a word": head + frame(wire.Whole, "x"),
		"a frame too long":   head + "D\xff\xff\xff\xff",
		"after the end":      head + frame(wire.Whole, "") + frame(wire.Whole, ""),
		"part after the end": head + frame(wire.Whole, "") + "D\x00",
	} {
		t.Run(name, func(t *testing.T) {
			if r, err := wire.Receive(strings.NewReader(body), anything); !errors.Is(err, wire.ErrFrame) || r != nil {
				t.Errorf("got %v, want ErrFrame", err)
			}
		})
	}
}

// TestRandomInputs sends inputs of random sizes and reads random parts of them.
func TestRandomInputs(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	var inputs []string
	texts := map[string]string{}
	for i := range 20 {
		name := fmt.Sprint("f", i)
		texts[name] = strings.Repeat(fmt.Sprintf("%d.", rnd.Uint32()), rnd.IntN(40_000))
		inputs = append(inputs, name+"="+texts[name])
	}
	r, err := wire.Receive(iotest.HalfReader(request(t, inputs...)), anything)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for name, text := range texts {
		in, _, err := r.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		at := rnd.IntN(len(text) + 1)
		got := make([]byte, rnd.IntN(len(text)-at+1))
		if _, err := in.ReadAt(got, int64(at)); err != nil && !errors.Is(err, io.EOF) || string(got) != text[at:at+len(got)] {
			t.Errorf("%s: %d bytes from %d differ (%v)", name, len(got), at, err)
		}
	}
}

// FuzzReceive reads what nobody would send.
func FuzzReceive(f *testing.F) {
	f.Add([]byte("H\x00\x00\x00\x11{\"args\":[\"info\"]}.\x00\x00\x00\x00"))
	f.Add([]byte("H\x00\x00\x00\x02{}I\x00\x00\x00\x0c{\"name\":\"-\"}D\x00\x00\x00\x01x.\x00\x00\x00\x00"))
	f.Add([]byte("q\x00\x00\x00\x01\x0d"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := wire.Receive(bytes.NewReader(body), anything)
		if err == nil {
			if in, _, err := r.Open("-"); err == nil {
				if n, err := io.Copy(io.Discard, in); err != nil || n > int64(len(body)) {
					t.Errorf("read %d bytes of a request of %d (%v)", n, len(body), err)
				}
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		} else if !errors.Is(err, wire.ErrFrame) {
			t.Errorf("got %v, want ErrFrame", err)
		}
		for frames := wire.NewReader(bytes.NewReader(body)); ; {
			_, payload, err := frames.Next()
			if err != nil {
				break
			}
			if _, rest, err := wire.Uvarint(payload); err == nil && len(rest) >= len(payload) {
				t.Errorf("a number of no bytes in %q", payload)
			}
		}
	})
}
