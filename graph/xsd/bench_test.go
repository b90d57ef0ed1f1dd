package xsd_test

import (
	"testing"

	"github.com/chancery-graph/chancery/graph/xsd"
)

func BenchmarkParse(b *testing.B) {
	for name, c := range map[string]struct {
		d    xsd.Datatype
		text string
	}{
		"integer":  {xsd.Integer, "1234567"},
		"decimal":  {xsd.Decimal, "1234.5678"},
		"double":   {xsd.Double, "1.5E3"},
		"dateTime": {xsd.DateTime, "2026-01-01T12:34:56.789Z"},
		"big":      {xsd.Decimal, "123456789012345678901234567890.5"},
	} {
		text := []byte(c.text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := xsd.Parse(c.d, text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkArithmetic(b *testing.B) {
	x, y := parse(b, xsd.Decimal, "1234.5678"), parse(b, xsd.Integer, "42")
	big := parse(b, xsd.Decimal, "123456789012345678901234567890.5")
	for name, f := range map[string]func() (xsd.Value, error){
		"add":    func() (xsd.Value, error) { return xsd.Add(x, y) },
		"times":  func() (xsd.Value, error) { return xsd.Multiply(x, y) },
		"divide": func() (xsd.Value, error) { return xsd.Divide(x, y) },
		"addBig": func() (xsd.Value, error) { return xsd.Add(big, y) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
