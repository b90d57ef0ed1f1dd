#!/usr/bin/env node
// Compares answers with another engine's, the npm package oxigraph.
//
//     CHANCERY_CASES=/tmp/cases.jsonl go test ./query/querytest/naive -run TestWriteCases
//     npm install oxigraph && node differential.mjs /tmp/cases.jsonl
//
// Numbers are compared by value, since engines write computed ones differently.
//
// With oxigraph 0.5.11, 4,079 of 4,149 cases agree. The 70 others have four causes, in
// each of which the definitions decide for chancery: paths of no steps from a term that
// the data does not have (SPARQL 1.1 §18.4 has the term itself), !(a|^b) as a union that
// keeps duplicates (§18.2.2.1), "01"^^xsd:integer, which is another term than 1, and
// COUNT over what a filter on an unbound variable leaves empty, which is 0 and not no
// solution (§11.2). pyoxigraph 0.5.13 has the first three.
//
// Nothing that chancery needs depends on this script.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const ox = createRequire(process.cwd() + "/")("oxigraph");
const NUMBER = /"([^"]*)"\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double)>/g;

// term reads one of a case; blank nodes keep their labels, which a parser would change.
function term(text) {
  if (text.startsWith("<")) return ox.namedNode(text.slice(1, -1));
  if (text.startsWith("_:")) return ox.blankNode(text.slice(2));
  const end = text.lastIndexOf('"');
  const [lexical, rest] = [text.slice(1, end), text.slice(end + 1)];
  if (rest.startsWith("@")) return ox.literal(lexical, rest.slice(1));
  return rest === "" ? ox.literal(lexical) : ox.literal(lexical, ox.namedNode(rest.slice(3, -1)));
}

// canonical writes a decimal without what does not change its value.
function canonical(text) {
  const m = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (m === null) return text;
  let [digits, exponent] = [(m[2] ?? "") + (m[3] ?? ""), Number(m[4] ?? 0) - (m[3] ?? "").length];
  while (digits.endsWith("0")) [digits, exponent] = [digits.slice(0, -1), exponent + 1];
  digits = digits.replace(/^0+/, "");
  return digits === "" ? "0" : (m[1] === "-" ? "-" : "") + digits + "e" + exponent;
}

const byValue = (row) => row.replace(NUMBER, (_, lexical) => canonical(lexical));

// rowOf writes a solution as a case has it: "?a=<…> ?b=… ".
const rowOf = (solution) =>
  [...solution.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `?${name}=${value.toString()} `).join("");

const count = { same: 0, answers: 0, different: 0, refused: 0 };
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const test = JSON.parse(line);
  let rows;
  try {
    const store = new ox.Store();
    for (const [s, p, o, g] of test.quads ?? []) {
      store.add(ox.quad(term(s), term(p), term(o), g ? term(g) : ox.defaultGraph()));
    }
    rows = store.query(test.query).map(rowOf);
  } catch (e) {
    count.refused++;
    console.log("REFUSED", test.query, String(e));
    continue;
  }
  const ours = test.rows.map(byValue).sort();
  const theirs = rows.map(byValue).sort();
  if (ours.length > 0) count.answers++;
  if (JSON.stringify(ours) === JSON.stringify(theirs)) {
    count.same++;
  } else if (++count.different <= 20) {
    console.log(["DIFFERENT", JSON.stringify(test.quads), test.query, "ours", ours.slice(0, 5), "theirs", theirs.slice(0, 5)].join("\n"));
  }
}
console.log(`${count.same} same (${count.answers} of all not empty), ${count.different} different, ${count.refused} refused`);
