#!/usr/bin/env python3
"""Compares answers with another engine's, pyoxigraph.

    CHANCERY_CASES=/tmp/cases.jsonl go test ./query/querytest/naive -run TestWriteCases
    differential.py /tmp/cases.jsonl

Numbers are compared by value, since engines write computed ones differently.

With pyoxigraph 0.5.13, 4,084 of 4,149 cases agree. The 65 others have three causes, in
each of which the definitions decide for chancery: paths of no steps from a term that
the data does not have (SPARQL 1.1 §18.4 has the term itself), !(a|^b) as a union that
keeps duplicates (§18.2.2.1), and "01"^^xsd:integer, which is another term than 1.
Nothing that chancery needs depends on this script.
"""
import json, re, sys
from decimal import Decimal
import pyoxigraph as ox

NUMBER = re.compile(r'"([^"]*)"\^\^<http://www.w3.org/2001/XMLSchema#(?:integer|decimal|double)>')


def term(text):
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    lexical, rest = text[1:text.rindex('"')], text[text.rindex('"') + 1:]
    if rest.startswith("@"):
        return ox.Literal(lexical, language=rest[1:])
    return ox.Literal(lexical, datatype=ox.NamedNode(rest[3:-1])) if rest else ox.Literal(lexical)


def by_value(key):
    return NUMBER.sub(lambda m: str(Decimal(m[1]).normalize()), key)


def main(path):
    same = different = refused = nonempty = 0
    for line in open(path):
        case = json.loads(line)
        store = ox.Store()
        for s, p, o, g in case["quads"] or []:
            store.add(ox.Quad(term(s), term(p), term(o), term(g) if g else ox.DefaultGraph()))
        try:
            found = store.query(case["query"])
            names = sorted(v.value for v in found.variables)
            rows = ["".join(f"?{n}={row[n]} " for n in names if row[n] is not None) for row in found]
        except (SyntaxError, ValueError, OSError) as e:
            refused += 1
            print("REFUSED", case["query"], e)
            continue
        ours, theirs = sorted(map(by_value, case["rows"])), sorted(map(by_value, rows))
        nonempty += bool(ours)
        if ours == theirs:
            same += 1
            continue
        different += 1
        if different <= 20:
            print("DIFFERENT", json.dumps(case["quads"]), case["query"], "ours", ours[:5], "theirs", theirs[:5], sep="\n")
    print(f"{same} same ({nonempty} of all not empty), {different} different, {refused} refused")


main(sys.argv[1])
