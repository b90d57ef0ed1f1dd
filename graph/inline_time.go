package graph

const (
	dayBias      = 1 << 40 // payload of a date = (days + bias) << 7 | zone
	milliBias    = 1 << 50 // of a dateTime = (milliseconds + bias) << 9 | zone << 2 | digits
	zoneBits     = 7
	digitBits    = 2
	millisPerDay = 24 * 60 * 60 * 1000
	maxYear      = 9999
)

// Zone is the time zone of an inlined date or dateTime: 0 none, 1 Z, from 2 on
// the offsets from -14:00 in steps of 15 minutes; [ZoneMax] is +14:00.
type Zone uint8

// The zones with a name.
const (
	ZoneNone Zone = 0
	ZoneUTC  Zone = 1   // Z
	ZoneMax  Zone = 114 // +14:00

	zoneZero     = 58 // +00:00
	zoneStep     = 15 // minutes
	zoneMaxHours = 14
)

// Minutes returns how far the zone is ahead of UTC; 0 without a zone.
func (z Zone) Minutes() int {
	if z <= ZoneUTC {
		return 0
	}
	return (int(z) - zoneZero) * zoneStep
}

// parseZone reads all of b as a zone.
func parseZone(b []byte) (Zone, bool) {
	switch len(b) {
	case 0:
		return ZoneNone, true
	case 1:
		return ZoneUTC, b[0] == 'Z'
	case 6:
	default:
		return 0, false
	}
	h, okH := twoDigits(b[1:])
	m, okM := twoDigits(b[4:])
	if !okH || !okM || b[3] != ':' || m > 45 || m%zoneStep != 0 || h > zoneMaxHours || h == zoneMaxHours && m > 0 {
		return 0, false
	}
	steps := (h*60 + m) / zoneStep
	switch {
	case b[0] == '+':
		return Zone(zoneZero + steps), true
	case b[0] == '-' && steps > 0:
		return Zone(zoneZero - steps), true
	}
	return 0, false
}

func appendZone(dst []byte, z Zone) []byte {
	switch z {
	case ZoneNone:
		return dst
	case ZoneUTC:
		return append(dst, 'Z')
	}
	m := z.Minutes()
	if m < 0 {
		dst, m = append(dst, '-'), -m
	} else {
		dst = append(dst, '+')
	}
	return appendTwo(append(appendTwo(dst, m/60), ':'), m%60)
}

func twoDigits(b []byte) (int, bool) {
	t, u := b[0]-'0', b[1]-'0'
	return int(t)*10 + int(u), t <= 9 && u <= 9
}

func appendTwo(dst []byte, v int) []byte {
	return append(dst, '0'+byte(v/10%10), '0'+byte(v%10))
}

// monthDays counts the days of each month of a common year.
var monthDays = [13]uint8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// validDay tells whether a day exists in the proleptic Gregorian calendar.
func validDay(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	n := int(monthDays[month])
	// Of the years that 4 divides, those that 25 divides too are centuries.
	if month == 2 && year&3 == 0 && (year%25 != 0 || year&15 == 0) {
		n = 29
	}
	return day <= n
}

// EpochDay returns the days from 1970-01-01 to a day of the proleptic Gregorian
// calendar, with a year 0 before year 1 (ISO 8601, XSD 1.1). The arithmetic is
// after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", without
// its eras: shifts divide downwards, so that one division by 100 is all.
func EpochDay(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	century := floorDiv(year, 100)
	beforeYear := 365*year + year>>2 - century + century>>2 // days, years starting on 1 March
	return beforeYear + (153*month-457)/5 + day - 1 - 719468
}

// CivilDay is the inverse of [EpochDay].
func CivilDay(days int) (year, month, day int) {
	days += 719468
	era := floorDiv(days, 146097)
	dayOfEra := days - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*shifted+2)/5 + 1
	month = (shifted+2)%12 + 1
	year = yearOfEra + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int) int {
	if a < 0 {
		return (a - b + 1) / b
	}
	return a / b
}

// parseDay reads a date at the start of b and returns what follows it.
func parseDay(b []byte) (days int, rest []byte, ok bool) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	if len(b) < 10 || b[4] != '-' || b[7] != '-' {
		return 0, nil, false
	}
	century, ok1 := twoDigits(b)
	year, ok2 := twoDigits(b[2:])
	month, ok3 := twoDigits(b[5:])
	day, ok4 := twoDigits(b[8:])
	year += century * 100
	if negative {
		year = -year
	}
	if !ok1 || !ok2 || !ok3 || !ok4 || negative && year == 0 || !validDay(year, month, day) {
		return 0, nil, false
	}
	return EpochDay(year, month, day), b[10:], true
}

func appendDay(dst []byte, days int) []byte {
	year, month, day := CivilDay(days)
	if year < 0 {
		dst, year = append(dst, '-'), -year
	}
	dst = appendTwo(appendTwo(dst, year/100), year)
	dst = appendTwo(append(dst, '-'), month)
	return appendTwo(append(dst, '-'), day)
}

func inlineDate(b []byte) (ID, bool) {
	days, rest, ok := parseDay(b)
	if !ok {
		return None, false
	}
	zone, ok := parseZone(rest)
	return dateID(days, zone), ok
}

func dateID(days int, zone Zone) ID {
	return MakeID(TagDate, uint64(days+dayBias)<<zoneBits|uint64(zone))
}

func inlineDateTime(b []byte) (ID, bool) {
	days, b, ok := parseDay(b)
	if !ok || len(b) < 9 || b[0] != 'T' || b[3] != ':' || b[6] != ':' {
		return None, false
	}
	hour, ok1 := twoDigits(b[1:])
	minute, ok2 := twoDigits(b[4:])
	second, ok3 := twoDigits(b[7:])
	if !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 || second > 59 {
		return None, false
	}
	b = b[9:]
	millis, digits := 0, 0
	if len(b) > 0 && b[0] == '.' {
		unit := 100
		for digits+1 < len(b) && b[digits+1]-'0' <= 9 {
			millis += int(b[digits+1]-'0') * unit
			unit /= 10
			digits++
		}
		if digits == 0 || digits > 3 {
			return None, false
		}
		b = b[digits+1:]
	}
	zone, ok := parseZone(b)
	if !ok {
		return None, false
	}
	minutes := days*24*60 + hour*60 + minute - zone.Minutes()
	return dateTimeID(int64(minutes)*60_000+int64(second*1000+millis), zone, digits), true
}

func dateTimeID(millis int64, zone Zone, digits int) ID {
	return MakeID(TagDateTime, uint64(millis+milliBias)<<(zoneBits+digitBits)|uint64(zone)<<digitBits|uint64(digits))
}

func (id ID) appendDate(dst []byte) []byte {
	days, zone, _ := id.Date()
	return appendZone(appendDay(dst, days), zone)
}

func (id ID) appendDateTime(dst []byte) []byte {
	millis, zone, _ := id.DateTime()
	local := int(millis) + zone.Minutes()*60_000
	days := floorDiv(local, millisPerDay)
	rest := local - days*millisPerDay
	dst = appendTwo(append(appendDay(dst, days), 'T'), rest/3_600_000)
	dst = appendTwo(append(dst, ':'), rest/60_000%60)
	dst = appendTwo(append(dst, ':'), rest/1000%60)
	if digits := int(id.Payload() & 3); digits > 0 {
		dst = append(dst, '.')
		for unit := 100; digits > 0; digits, unit = digits-1, unit/10 {
			dst = append(dst, '0'+byte(rest/unit%10))
		}
	}
	return appendZone(dst, zone)
}

// Date returns the days since 1970-01-01 and the zone of an ID with [TagDate];
// ok is false for others.
func (id ID) Date() (days int, zone Zone, ok bool) {
	v := id.Payload()
	return int(v>>zoneBits) - dayBias, Zone(v & (1<<zoneBits - 1)), id.Tag() == TagDate
}

// DateTime returns the milliseconds since 1970-01-01T00:00:00Z, a missing zone
// counting as UTC, and the zone of an ID with [TagDateTime]; ok is false for
// others.
func (id ID) DateTime() (millis int64, zone Zone, ok bool) {
	v := id.Payload()
	return int64(v>>(zoneBits+digitBits)) - milliBias, Zone(v >> digitBits & (1<<zoneBits - 1)), id.Tag() == TagDateTime
}

// DateID returns the ID of an xsd:date without a zone. ok is false for a day
// that does not exist or a year beyond ±9999.
func DateID(year, month, day int) (id ID, ok bool) {
	if year < -maxYear || year > maxYear || !validDay(year, month, day) {
		return None, false
	}
	return dateID(EpochDay(year, month, day), ZoneNone), true
}

// MakeDate returns the ID of the xsd:date without a zone at a number of days
// since 1970-01-01 (see [EpochDay]), which lies within the years ±9999.
func MakeDate(days int) ID { return dateID(days, ZoneNone) }

// DateRange returns the IDs of the dates whose calendar day lies from lo to hi,
// both included and in days since 1970-01-01 (see [EpochDay]), whatever their
// zone. Bounds may lie beyond the years ±9999. A comparison that takes
// zones into account reads a day more on either side (zones reach from -14:00
// to +14:00) and then filters.
func DateRange(lo, hi int) Range {
	first, last := EpochDay(-maxYear, 1, 1), EpochDay(maxYear, 12, 31)
	// A bound beyond one end moves to just outside of the other's reach, so that
	// a range wholly outside is empty.
	lo, hi = max(first, min(lo, last+1)), max(first-1, min(hi, last))
	return Range{Lo: dateID(lo, 0), Hi: dateID(hi, 1<<zoneBits-1)}
}

// DateTimeRange returns the IDs of the dateTimes from lo to hi, both included
// and in milliseconds since 1970-01-01T00:00:00Z, whatever their zone. Bounds
// may lie beyond the years ±9999.
func DateTimeRange(lo, hi int64) Range {
	first := int64(EpochDay(-maxYear, 1, 1)-1) * millisPerDay
	last := int64(EpochDay(maxYear, 12, 31)+2) * millisPerDay
	lo, hi = max(first, min(lo, last+1)), max(first-1, min(hi, last))
	return Range{Lo: dateTimeID(lo, 0, 0), Hi: dateTimeID(hi, 1<<zoneBits-1, 3)}
}
