package main

const queriesHelp = `Queries (query, saved, shell, update, serve)

  SPARQL 1.1 and, as far as its test suite goes, 1.2. These prefixes need no
  declaration: chy foaf owl prov rdf rdfs schema skos xsd.

  Who met whom in March 2020:
    SELECT ?day ?who WHERE {
      ?m a chy:Contact ; chy:status chy:Occurred ; schema:startDate ?day ;
         schema:attendee/schema:name ?who
      FILTER(?day >= "2020-03-01"^^xsd:date && ?day < "2020-04-01"^^xsd:date)
    } ORDER BY ?day ?who

  When was it learnt, and from which source:
    SELECT ?who ?source ?learnt WHERE {
      GRAPH ?source { ?m schema:attendee/schema:name ?who }
      GRAPH chy:log { ?event prov:used ?source ; prov:endedAtTime ?learnt } }

  A chain of contacts, joined with names:
    SELECT ?i ?name ?day WHERE {
      SERVICE chy:chain { [] chy:from <…> ; chy:to <…> ; chy:mode "earliest" ;
                             chy:step ?i ; chy:stepTo ?x ; chy:date ?day }
      ?x schema:name ?name } ORDER BY ?i

  Which event took a statement away:
    SELECT * WHERE { SERVICE chy:history {
      [] rdf:subject <…> ; rdf:predicate ?p ; rdf:object ?o ; chy:removedBy ?event } }

The default graph is the union of all sources. See docs/sparql.md for the rest.
`
