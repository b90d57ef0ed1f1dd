// Package algebra is the SPARQL algebra (SPARQL 1.1 Query Language §18.2, with
// the triple terms of SPARQL 1.2): what a parser emits and a planner reads.
//
// Trees are immutable: whoever changes a tree builds new nodes. Constants are
// canonical N-Triples texts (package graph), so that two terms are the same term
// exactly when their texts are equal. Blank nodes of a query are variables whose
// name starts with "_:" (see [Var.Blank]); no other variable can be named so.
//
// String of an operator, an expression, a query or an update writes SPARQL that
// parses to the same tree again (up to the names of blank nodes and prefixes,
// which are written out). An operator is written as a group in braces:
//
//	Join(BGP(?s :p ?o), Path(?o :q* ?x))     { ?s <p> ?o . ?o <q>* ?x . }
//	LeftJoin(A, Filter(F, B), true)          { A OPTIONAL { { B FILTER (F) } } }
//	LeftJoin(A, B, F)                        { A OPTIONAL { B FILTER (F) } }
//	Project(Extend(Group(…)))                { SELECT … WHERE { … } GROUP BY … }
//
// That holds for every tree that a parser makes. Of others, Lateral has no
// syntax, a Group or an OrderBy without a Project above is written as a subselect
// of all that it binds, and a projection without variables as one of a constant.
//
// [Children], [Exprs], [Walk] and [WalkExpr] read trees; [Map], [MapExprs] and
// [MapExpr] build changed ones and share what stays; [Visible], [Scope] and
// [Mentioned] tell which variables are in scope (§18.2.1). All recurse as deep as
// the tree, which a parser bounds.
package algebra
