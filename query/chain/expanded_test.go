package chain_test

import (
	"cmp"
	"slices"
)

// expanded is the time-expanded graph of a file: a node for each actor and day,
// an arc to the next day at no cost, and an arc for each contact at the cost of a
// step. Strictly, the arc of a contact leads to the next day. It is made of the
// lines of the file and shares nothing with the engine.
type expanded struct {
	actors, days int
	byDay        [][]touch
	arcs         []arc   // of all nodes, by day then actor
	start        []int32 // of each node in arcs
	ofActor      [][]dated
	others       [][]int32
}

// dated is an arc with its day.
type dated struct {
	day int
	arc
}

// touch is two actors in touch on a day, as so many sources state.
type touch struct {
	a, b    int32
	sources int
}

type arc struct {
	to      int32
	sources int
}

func expand(list []event, names []string, day func(string) int, days int) *expanded {
	x := &expanded{actors: len(names), days: days, byDay: make([][]touch, days), ofActor: make([][]dated, len(names)), others: make([][]int32, len(names))}
	number := map[string]int32{}
	for i, n := range names {
		number[n] = int32(i)
	}
	type key struct {
		day  int
		a, b int32
	}
	sources := map[key]map[int]bool{}
	for _, e := range list {
		a, b := number[e.a], number[e.b]
		k := key{day(e.day), min(a, b), max(a, b)}
		if sources[k] == nil {
			sources[k] = map[int]bool{}
		}
		sources[k][e.source] = true
	}
	for k, of := range sources {
		x.byDay[k.day] = append(x.byDay[k.day], touch{k.a, k.b, len(of)})
	}
	x.link()
	return x
}

// link lists the arcs of each node and the others of each actor.
func (x *expanded) link() {
	x.start = make([]int32, x.days*x.actors+1)
	type placed struct {
		node int
		arc
	}
	var all []placed
	for d, list := range x.byDay {
		for _, p := range list {
			all = append(all, placed{d*x.actors + int(p.a), arc{p.b, p.sources}}, placed{d*x.actors + int(p.b), arc{p.a, p.sources}})
			x.ofActor[p.a] = append(x.ofActor[p.a], dated{d, arc{p.b, p.sources}})
			x.ofActor[p.b] = append(x.ofActor[p.b], dated{d, arc{p.a, p.sources}})
			x.others[p.a], x.others[p.b] = append(x.others[p.a], p.b), append(x.others[p.b], p.a)
		}
	}
	slices.SortFunc(all, func(p, q placed) int { return cmp.Or(cmp.Compare(p.node, q.node), cmp.Compare(p.to, q.to)) })
	for _, p := range all {
		x.arcs = append(x.arcs, p.arc)
		x.start[p.node+1]++
	}
	for i := range x.start[1:] {
		x.start[i+1] += x.start[i]
	}
	for a := range x.others {
		slices.Sort(x.others[a])
		x.others[a] = slices.Compact(x.others[a])
	}
}

// on are the arcs of an actor on a day.
func (x *expanded) on(actor int32, day int) []arc {
	node := day*x.actors + int(actor)
	return x.arcs[x.start[node]:x.start[node+1]]
}

// sourcesOn is the number of sources of a contact; 0 if there is none.
func (x *expanded) sourcesOn(a, b int32, day int) int {
	for _, e := range x.on(a, day) {
		if e.to == b {
			return e.sources
		}
	}
	return 0
}

const unreached = int32(1 << 30)

// reaching has the fewest steps to each node.
type reaching struct {
	x      *expanded
	strict bool
	until  int
	steps  [][]int32
}

// search finds the fewest steps to each node from an actor that leaves from one day
// on, by another, over contacts of so many sources at least; breadth first: nodes
// by steps, then by day.
func (x *expanded) search(from int32, start, until int, strict bool, sources int) reaching {
	steps := make([][]int32, x.days+1)
	for d := range steps {
		steps[d] = slices.Repeat([]int32{unreached}, x.actors)
	}
	type node struct {
		day   int
		actor int32
	}
	level := []node{{start, from}}
	for hops := int32(0); len(level) > 0; hops++ {
		var next []node
		for _, n := range level {
			for ; n.day <= until+1 && steps[n.day][n.actor] > hops; n.day++ { // waiting costs nothing
				steps[n.day][n.actor] = hops
				if n.day > until {
					break
				}
				for _, e := range x.on(n.actor, n.day) {
					to := node{n.day, e.to}
					if strict {
						to.day++
					}
					if e.sources >= sources && steps[to.day][to.actor] > hops+1 {
						next = append(next, to)
					}
				}
			}
		}
		level = next
	}
	return reaching{x, strict, until, steps}
}

// hops is the fewest steps to an actor; -1 if it is not reached.
func (r *reaching) hops(to int32) int {
	least := unreached
	for _, s := range r.steps {
		least = min(least, s[to])
	}
	if least == unreached {
		return -1
	}
	return int(least)
}

// arrival is the first day on which an actor is reached within so many steps; -1 if
// on none.
func (r *reaching) arrival(to int32, hops int) int {
	for d, s := range r.steps {
		if int(s[to]) <= hops {
			if r.strict {
				return d - 1 // the arc leads to the day after
			}
			return d
		}
	}
	return -1
}

// hopsBy is the fewest steps to an actor by a day.
func (r *reaching) hopsBy(to int32, day int) int {
	if r.strict {
		day++
	}
	return int(r.steps[day][to])
}

// profile returns the latest departure to each actor and the shortest time, -1 if
// there is none: by the plainest sweep from each day on which the actor is in
// touch.
func (x *expanded) profile(from int32, strict bool) (departures, durations []int) {
	departures, durations = slices.Repeat([]int{-1}, x.actors), slices.Repeat([]int{-1}, x.actors)
	for d := range x.days {
		if len(x.on(from, d)) == 0 {
			continue
		}
		for a, day := range x.sweep(from, d, strict) {
			if day < 0 {
				continue
			}
			departures[a] = d
			if durations[a] < 0 || day-d < durations[a] {
				durations[a] = day - d
			}
		}
	}
	return departures, durations
}

// sweep returns the first day on which word that leaves an actor from a day on
// reaches each, -1 if on none.
func (x *expanded) sweep(from int32, start int, strict bool) []int {
	at := slices.Repeat([]int{-1}, x.actors)
	at[from] = start - 1
	for d := start; d < x.days; d++ {
		has := func(a int32) bool { return at[a] >= 0 && (!strict || at[a] < d) || a == from }
		for again := true; again; {
			again = false
			for _, p := range x.byDay[d] {
				for _, q := range [2][2]int32{{p.a, p.b}, {p.b, p.a}} {
					if has(q[0]) && at[q[1]] < 0 && q[1] != from {
						at[q[1]] = d
						again = !strict
					}
				}
			}
		}
	}
	at[from] = -1
	return at
}

// searchGap returns the fewest steps and the earliest arrival at each actor where
// contacts follow within so many days, -1 if it is not reached: breadth first over
// nodes of who was reached on which day.
func (x *expanded) searchGap(from int32, gap int, strict bool) (hops, arrivals []int) {
	hops, arrivals = slices.Repeat([]int{-1}, x.actors), slices.Repeat([]int{-1}, x.actors)
	type node struct {
		day   int
		actor int32
	}
	seen := map[node]bool{}
	var level []node
	step := func(next []node, a int32, first, last, steps int) []node {
		for d := first; d <= min(last, x.days-1); d++ {
			for _, e := range x.on(a, d) {
				n := node{d, e.to}
				if seen[n] {
					continue
				}
				seen[n] = true
				next = append(next, n)
				if hops[e.to] < 0 {
					hops[e.to] = steps
				}
				if arrivals[e.to] < 0 || d < arrivals[e.to] {
					arrivals[e.to] = d
				}
			}
		}
		return next
	}
	level = step(nil, from, 0, x.days-1, 1)
	for steps := 2; len(level) > 0; steps++ {
		var next []node
		for _, n := range level {
			first := n.day
			if strict {
				first++
			}
			next = step(next, n.actor, first, n.day+gap, steps)
		}
		level = next
	}
	return hops, arrivals
}

// flat returns the fewest steps to each actor in no order of time, over contacts
// between two days of so many sources at least; -1 if it is not reached.
func (x *expanded) flat(from int32, first, last, sources int) []int {
	hops := slices.Repeat([]int{-1}, x.actors)
	hops[from] = 0
	for level := []int32{from}; len(level) > 0; {
		var next []int32
		for _, a := range level {
			for _, e := range x.ofActor[a] {
				if first <= e.day && e.day <= last && hops[e.to] < 0 && e.sources >= sources {
					hops[e.to] = hops[a] + 1
					next = append(next, e.to)
				}
			}
		}
		level = next
	}
	return hops
}

// waysTried is how many steps shortest takes before it gives up.
const waysTried = 200_000

// shortest returns the lengths of the k shortest chains without an actor twice, by
// trying all: those of one step more after another. whole is false if they are too
// many.
func (x *expanded) shortest(from, to int32, k int, ordered, strict bool) (lengths []int, whole bool) {
	left := x.flat(to, 0, x.days-1, 1) // steps that are needed at least
	if left[from] < 0 {
		return nil, true
	}
	tried := 0
	for length := left[from]; length < x.actors && len(lengths) < k; length++ {
		path := []int32{from}
		var walk func(day int)
		walk = func(day int) {
			at := path[len(path)-1]
			if at == to {
				if len(path) == length+1 {
					lengths = append(lengths, length)
				}
				return
			}
			for _, next := range x.others[at] {
				if tried++; tried > waysTried || len(lengths) == k {
					return
				}
				if left[next] < 0 || len(path)+left[next] > length || slices.Contains(path, next) {
					continue
				}
				on := 0
				if ordered {
					if on = x.firstContact(at, next, day); on < 0 {
						continue
					}
					if strict {
						on++
					}
				}
				path = append(path, next)
				walk(on)
				path = path[:len(path)-1]
			}
		}
		walk(0)
		if tried > waysTried {
			return nil, false
		}
	}
	return lengths, true
}

// firstContact is the first day from one on that two are in touch; -1 if on none.
func (x *expanded) firstContact(a, b int32, day int) int {
	for ; day < x.days; day++ {
		if x.sourcesOn(a, b, day) > 0 {
			return day
		}
	}
	return -1
}
