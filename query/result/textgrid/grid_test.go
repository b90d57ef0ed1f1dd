package textgrid_test

import (
	"fmt"
	"testing"

	"github.com/chancery-graph/chancery/query/result/textgrid"
)

func TestFit(t *testing.T) {
	for _, test := range []struct {
		name    string
		columns []textgrid.Column
		widths  []int
		width   int
		want    []int
	}{
		{"fits", make([]textgrid.Column, 2), []int{10, 20}, 32, []int{10, 20}},
		{"the widest gives way", make([]textgrid.Column, 2), []int{12, 30}, 34, []int{12, 20}},
		{"what is fixed does not", []textgrid.Column{{}, {Fixed: true}}, []int{30, 20}, 36, []int{14, 20}},
		{"nor what is narrow", make([]textgrid.Column, 2), []int{9, 12}, 5, []int{9, 10}},
		{"no limit", make([]textgrid.Column, 2), []int{90, 120}, 0, []int{90, 120}},
	} {
		textgrid.Fit(test.columns, test.widths, test.width)
		if fmt.Sprint(test.widths) != fmt.Sprint(test.want) {
			t.Errorf("%s: got %v, want %v", test.name, test.widths, test.want)
		}
	}
}

func ExampleLines() {
	columns := []textgrid.Column{{Right: true}, {}}
	widths := []int{3, 11}
	for _, row := range [][]string{{"7", "Ana Díaz and Bo Ek"}, {"12", "日本"}} {
		for _, line := range textgrid.Lines(columns, widths, row) {
			fmt.Println(line)
		}
	}
	// Output:
	//   7  Ana Díaz
	//      and Bo Ek
	//  12  日本
}
