package extract_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestCalendar compares the arithmetic of days with that of package time.
func TestCalendar(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	midnight := func(d extract.Date) time.Time {
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	}
	epoch := extract.Date{Year: 2000, Month: 3, Day: 1, Precision: extract.Day}
	for range 20000 {
		d := extract.Date{Year: rnd.IntN(4400) - 200, Month: rnd.IntN(14), Day: rnd.IntN(34), Precision: extract.Day}
		at := midnight(d)
		if got, want := extract.Exists(d), extract.DateOf(at) == d; got != want {
			t.Fatalf("%v exists: %v, want %v", d, got, want)
		}
		if got, want := extract.WeekdayOf(d), int(at.Weekday()+6)%7+1; got != want {
			t.Fatalf("%v is weekday %d, want %d", d, got, want)
		}
		n := rnd.IntN(100) - 50
		if got, want := extract.AddDays(d, n), extract.DateOf(at.AddDate(0, 0, n)); got != want {
			t.Fatalf("%v and %d days is %v, want %v", d, n, got, want)
		}
		if !extract.Exists(d) {
			continue
		}
		if got, want := extract.Ordinal(d)-extract.Ordinal(epoch), int((at.Unix()-midnight(epoch).Unix())/86400); got != want {
			t.Fatalf("%v lies %d days after %v, want %d", d, got, epoch, want)
		}
	}
}
