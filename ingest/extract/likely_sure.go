package extract

import "math"

// How sure a likely contact is follows from its log-odds, which are those of the texts that the weights come
// from and too bold for others. What is right on texts that they do not come from is read off a logistic curve,
// after Platt: "Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood
// Methods", 1999.

// logistic is such a curve: a pair of log-odds z is in contact with log-odds slope·z + shift.
type logistic struct{ slope, shift float64 }

// at is how likely a contact of log-odds z is, from 0 to 1.
func (l logistic) at(z float64) float64 { return 1 / (1 + math.Exp(-l.slope*z-l.shift)) }

// calibration is the curve of contacts of people.
type calibration struct {
	slope float64
	// The shift, by whether the rules find no contact in the whole text, and by how the sentence tells of the two: both are
	// named, one is only referred to, one is neither named nor referred to.
	shifts [2][3]float64
}

// shiftNames are those of the shifts in likely.txt.
var shiftNames = [2][3]string{{"sure.named", "sure.referred", "sure.meant"}, {"sure.alone.named", "sure.alone.referred", "sure.alone.meant"}}

// of returns the number of that name in likely.txt, nil where there is none.
func (c *calibration) of(name string) *float64 {
	if name == "sure.slope" {
		return &c.slope
	}
	for i := range shiftNames {
		for k := range shiftNames[i] {
			if shiftNames[i][k] == name {
				return &c.shifts[i][k]
			}
		}
	}
	return nil
}

// sure is how likely a candidate is right, from 0 to 1.
func (c *calibration) sure(x *candidate, alone bool) float64 {
	how := 1
	switch x.how {
	case byName:
		how = 0
	case byContext:
		how = 2
	}
	return logistic{c.slope, c.shifts[yes(alone)][how]}.at(x.score)
}

// leastSure is how likely a contact must be to be proposed as a candidate.
const leastSure = 0.3
