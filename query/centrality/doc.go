// Package centrality measures a network of contacts: who has most partners and
// contacts, which two met most, who stands between others, and which groups hang
// together.
//
// Two actors are joined once, however often they met; the number of contacts is
// the weight. Betweenness is Brandes' ("A Faster Algorithm for Betweenness
// Centrality", 2001) from a sample of actors, scaled to all (Brandes and Pich,
// "Centrality Estimation in Large Networks", 2007); with as many samples as actors
// it is exact. Communities are those of the Louvain method of gonum, which
// maximises modularity. Samples and communities come from fixed seeds, so that
// the same network gives the same answer.
package centrality
