package drawing

import (
	"io"
	"math"
)

// Node is an actor of a neighbourhood; Depth its distance from the middle.
type Node struct {
	Name  string
	Depth int
}

// Tie joins two nodes by index; Weight widens its line.
type Tie struct{ From, To, Weight int }

const (
	ringRoom    = 120.0 // least room between two rings
	nodeRoom    = 17.0  // between two nodes of a ring
	longestName = 250.0 // room for a name; longer ones are cut
)

// Rings draws a neighbourhood: the nodes of depth 0 in the middle, those of each
// further depth on a circle around it, in the order given, with their names along
// the radius, so that none covers another. Ties to the middle are strong, those within
// a ring faint.
func Rings(w io.Writer, title string, nodes []Node, ties []Tie) error {
	var c canvas
	r := layRings(nodes)
	least, most := r.extent(nodes)
	top := c.title(most[0]-least[0], title)
	centre := [2]float64{margin - least[0], top - least[1]}
	at := make([][2]float64, len(nodes))
	for i := range nodes {
		at[i] = [2]float64{centre[0] + r.distance[i]*math.Cos(r.angle[i]), centre[1] + r.distance[i]*math.Sin(r.angle[i])}
	}
	for layer, class := range []string{"faint", "mid", "tie"} { // the strong ones on top
		for _, t := range ties {
			if layerOf(nodes[t.From].Depth, nodes[t.To].Depth) != layer {
				continue
			}
			c.tie(at[t.From], at[t.To], math.Min(float64(2+layer), 0.8+0.5*math.Log2(float64(max(1, t.Weight)))), class)
		}
	}
	for i, n := range nodes {
		x, y := at[i][0], at[i][1]
		size := math.Max(4, 8-2*float64(n.Depth))
		c.dot(x, y, size, "dot")
		if n.Depth == 0 {
			c.text(x, y-size-5, longestName, textSize, "middle", "halo head", n.Name)
			continue
		}
		c.radial(x, y, size+5, r.angle[i], r.names[n.Depth], n.Name)
	}
	c.place(centre[0]+most[0], centre[1]+most[1])
	return c.write(w, title)
}

// layerOf is how strongly a tie is drawn: 0 within a ring, 1 between rings, 2 to the
// middle.
func layerOf(a, b int) int {
	switch {
	case a == b && a > 0:
		return 0
	case a > 0 && b > 0:
		return 1
	}
	return 2
}

// rings says where the nodes of a neighbourhood stand.
type rings struct {
	radius, names   []float64 // of each ring: its radius, and the room for names outside
	angle, distance []float64 // of each node
}

// extent is how far the drawing reaches from the middle.
func (r *rings) extent(nodes []Node) (least, most [2]float64) {
	for i, n := range nodes {
		reach := r.distance[i] + 16
		if n.Depth > 0 {
			reach += math.Min(r.names[n.Depth], textWidth(n.Name, smallSize))
		}
		half := 0.0 // of a name over its node
		if n.Depth == 0 {
			half = math.Min(longestName, textWidth(n.Name, textSize)*boldWider) / 2
		}
		x, y := reach*math.Cos(r.angle[i]), reach*math.Sin(r.angle[i])
		least = [2]float64{math.Min(least[0], x-half), math.Min(least[1], y-smallSize)}
		most = [2]float64{math.Max(most[0], x+half), math.Max(most[1], y+smallSize)}
	}
	return least, most
}

func layRings(nodes []Node) rings {
	deepest := 0
	for _, n := range nodes {
		deepest = max(deepest, n.Depth)
	}
	count, longest := make([]int, deepest+1), make([]float64, deepest+1)
	for _, n := range nodes {
		count[n.Depth]++
		longest[n.Depth] = math.Max(longest[n.Depth], math.Min(longestName, textWidth(n.Name, smallSize)))
	}
	r := rings{make([]float64, deepest+1), longest, make([]float64, len(nodes)), make([]float64, len(nodes))}
	for d := 1; d <= deepest; d++ {
		r.radius[d] = math.Max(r.radius[d-1]+ringRoom, float64(count[d])*nodeRoom/(2*math.Pi))
		if d > 1 {
			r.radius[d] = math.Max(r.radius[d], r.radius[d-1]+longest[d-1]+50)
		}
	}
	next := make([]int, deepest+1)
	for i, n := range nodes {
		k := next[n.Depth]
		next[n.Depth]++
		// Each ring is turned by half a step, so that names of inner rings point at
		// gaps of outer ones.
		r.angle[i] = 2*math.Pi*(float64(k)+0.5*float64(n.Depth%2))/float64(count[n.Depth]) - math.Pi/2
		r.distance[i] = r.radius[n.Depth]
		if n.Depth == 0 && count[0] > 1 {
			r.distance[i] = 40
		}
	}
	return r
}
