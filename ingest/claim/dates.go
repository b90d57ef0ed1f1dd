package claim

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// Words by which texts name days, folded.
var (
	weekdays = [7][]string{
		{"dimanche", "sunday", "domingo"}, {"lundi", "monday", "lunes"}, {"mardi", "tuesday", "martes"},
		{"mercredi", "wednesday", "miercoles"}, {"jeudi", "thursday", "jueves"}, {"vendredi", "friday", "viernes"}, {"samedi", "saturday", "sabado"},
	}
	months = [12][]string{
		{"janvier", "january", "jan", "enero"}, {"fevrier", "february", "feb", "febrero"}, {"mars", "march", "mar", "marzo"},
		{"avril", "april", "apr", "abril"}, {"mai", "may", "mayo"}, {"juin", "june", "jun", "junio"}, {"juillet", "july", "jul", "julio"},
		{"aout", "august", "aug", "agosto"}, {"septembre", "september", "sept", "sep", "septiembre"}, {"octobre", "october", "oct", "octubre"},
		{"novembre", "november", "nov", "noviembre"}, {"decembre", "december", "dec", "diciembre"},
	}
	// relative gives words with the days from publication that they can mean.
	relative = map[string][2]int{
		"aujourd'hui": {0, 0}, "today": {0, 0}, "hoy": {0, 0}, "tonight": {0, 0}, "matin": {-1, 1}, "soir": {-1, 1}, "morning": {-1, 1}, "evening": {-1, 1}, "apres-midi": {-1, 1}, "afternoon": {-1, 1},
		"hier": {-1, -1}, "yesterday": {-1, -1}, "ayer": {-1, -1}, "avant-hier": {-2, -2}, "demain": {1, 1}, "tomorrow": {1, 1}, "manana": {1, 1}, "apres-demain": {2, 2},
		"veille": {-8, 8}, "lendemain": {-8, 8}, "next day": {-8, 8}, "day before": {-8, 8}, "day after": {-8, 8}, "same day": {-8, 8}, "meme jour": {-8, 8},
	}
)

// weekdayDays is how far from publication a weekday may lie: "mardi dernier" and
// "next Friday" reach into the weeks beside.
const weekdayDays = 10

// resolves tells whether some wording of a text can mean a date. It is a test of
// what an answer claims, not a reader of dates: it asks whether the text has
// words for this one.
func resolves(text string, d extract.Date, published extract.Date) bool {
	folded := extract.Fold(text)
	words := wordsOf(folded)
	switch d.Precision {
	case extract.Year:
		return hasWord(words, strconv.Itoa(d.Year)) || d.Year == published.Year
	case extract.Month:
		year := hasWord(words, strconv.Itoa(d.Year)) || abs(d.Year-published.Year) <= 1
		return year && (hasAny(words, months[d.Month-1]) || d.Year == published.Year && d.Month == published.Month)
	}
	if strings.Contains(folded, d.String()) || numeric(words, d) || dayAndMonth(words, d, published) {
		return true
	}
	if published.Precision != extract.Day {
		return false
	}
	day := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	away := int(day.Sub(time.Date(published.Year, time.Month(published.Month), published.Day, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	if abs(away) <= weekdayDays && hasAny(words, weekdays[day.Weekday()]) {
		return true
	}
	spaced := " " + strings.Join(words, " ") + " "
	for word, days := range relative {
		if days[0] <= away && away <= days[1] && strings.Contains(spaced, " "+strings.Join(wordsOf(word), " ")+" ") {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }

// wordsOf cuts a folded text into words of letters and of digits.
func wordsOf(folded string) []string {
	var words []string
	start := -1
	digits := false
	for i, r := range folded {
		in := unicode.IsLetter(r) || unicode.IsDigit(r)
		if start >= 0 && (!in || unicode.IsDigit(r) != digits) {
			words = append(words, folded[start:i])
			start = -1
		}
		if in && start < 0 {
			start, digits = i, unicode.IsDigit(r)
		}
	}
	if start >= 0 {
		words = append(words, folded[start:])
	}
	return words
}

func hasWord(words []string, w string) bool { return hasAny(words, []string{w}) }

func hasAny(words, any []string) bool {
	for _, w := range words {
		for _, a := range any {
			if w == a {
				return true
			}
		}
	}
	return false
}

// numeric finds a date in numbers: 03/01/2026, 3.1.2026, 1/3/2026.
func numeric(words []string, d extract.Date) bool {
	for i := 0; i+2 < len(words); i++ {
		a, errA := strconv.Atoi(words[i])
		b, errB := strconv.Atoi(words[i+1])
		y, errY := strconv.Atoi(words[i+2])
		if errA == nil && errB == nil && errY == nil && y == d.Year && (a == d.Day && b == d.Month || a == d.Month && b == d.Day) {
			return true
		}
	}
	return false
}

// dayAndMonth finds the day and the name of the month near one another, as in "du
// 3 au 5 janvier" or "January 3 and 4", with the year if another is not meant.
func dayAndMonth(words []string, d extract.Date, published extract.Date) bool {
	const near = 6 // words
	for i, w := range words {
		if !hasAny([]string{w}, months[d.Month-1]) {
			continue
		}
		for j := max(0, i-near); j < min(len(words), i+near+1); j++ {
			if n, err := strconv.Atoi(words[j]); err != nil || n != d.Day {
				continue
			}
			if hasWord(words, strconv.Itoa(d.Year)) || published.Precision != extract.NoDate && abs(d.Year-published.Year) <= 1 {
				return true
			}
		}
	}
	return false
}
