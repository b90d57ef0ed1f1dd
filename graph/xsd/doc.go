// Package xsd holds the values of XML Schema datatypes that SPARQL computes
// with (XML Schema 1.1 part 2; XPath and XQuery Functions and Operators 3.1):
// their lexical forms, comparison, arithmetic and casts. Strings are not among
// them: a string is its own lexical form.
//
// # Values
//
// A [Value] is a small struct that is copied. What fits 64 bits is held there
// and computed with without allocation; larger numbers are decimals of any size
// up to [MaxDigits] digits.
//
//	datatype                    n                       else
//	boolean                     0, 1
//	integer…, decimal           coefficient             scale; big when n is too small
//	float, double               bits of a float64
//	dateTime, date, time, g…    seconds since 1970 of   zone, nanoseconds, further
//	                            the clock shown         digits of the fraction
//	durations                   months                  seconds as a decimal
//
// # Comparison
//
// [Compare] compares as the operators of SPARQL do. A time with a zone and one
// without are ordered only where any zone from -14:00 to +14:00 gives the same
// answer (XML Schema 1.1 part 2, §D.2.1); else the comparison is an error.
// [Order] is a total order for sorting, which agrees with it.
//
// # Lexical forms
//
// [Parse] takes every lexical form, white space around it included.
// [Value.Append] writes the form that the W3C's tests of SPARQL expect of a
// computed literal: that of XML Schema 1.0's canonical representation for
// decimals (1.0) and doubles (1.0E0), and of XML Schema 1.1 for times, which
// keep their zone. [Value.AppendString] writes what a cast to xsd:string gives
// (1 for both).
package xsd
