"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const prefixes = {
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    xsd: "http://www.w3.org/2001/XMLSchema#", schema: "http://schema.org/", prov: "http://www.w3.org/ns/prov#",
    chy: "https://chancery.example/ns#", foaf: "http://xmlns.com/foaf/0.1/", skos: "http://www.w3.org/2004/02/skos/core#",
    owl: "http://www.w3.org/2002/07/owl#",
  };
  const own = "https://chancery.example/";
  const xsd = prefixes.xsd;
  // Values of these types need no word about their type.
  const plain = ["integer", "decimal", "double", "boolean", "date", "dateTime", "gYear", "gYearMonth"].map((t) => xsd + t);
  const start = `PREFIX schema: <http://schema.org/>
PREFIX chy: <https://chancery.example/ns#>

SELECT ?date ?who ?place WHERE {
  ?contact a chy:Contact ; schema:attendee/schema:name ?who .
  OPTIONAL { ?contact schema:startDate ?date }
  OPTIONAL { ?contact schema:location/schema:name ?place }
}
ORDER BY DESC(?date) ?who
LIMIT 50
`;

  const editor = new Yasqe($("editor"), {
    value: start, autocompleters: ["variables"], persistenceId: null, showQueryButton: false,
    createShareableLink: null, resizeable: true, editorHeight: "240px",
    extraKeys: { "Ctrl-Enter": () => run(), "Cmd-Enter": () => run() },
  });
  editor.setSize(null, 240);

  let running = null; // AbortController of the request at work

  const headers = (more) => {
    const h = { ...more };
    if ($("token").value) h.Authorization = "Bearer " + $("token").value;
    return h;
  };

  const isUpdate = () => editor.getQueryMode && editor.getQueryMode() === "update";
  const isGraph = () => /^(CONSTRUCT|DESCRIBE)$/i.test(editor.getQueryType ? editor.getQueryType() || "" : "");

  const request = (accept) => {
    const body = new URLSearchParams();
    const update = isUpdate();
    body.set(update ? "update" : "query", editor.getValue());
    if (!update && $("as-of").value.trim()) body.set("as-of", $("as-of").value.trim());
    if ($("timeout").value) body.set("timeout", $("timeout").value);
    running = new AbortController();
    return fetch("sparql", { method: "POST", body, headers: headers({ Accept: accept }), signal: running.signal });
  };

  const state = (event, past) => {
    $("state").textContent = "as of event " + event + (past ? ", a past one" : "");
    $("state").className = past ? "past" : "";
  };

  const say = (text, isError) => {
    $("message").textContent = text;
    $("message").className = isError ? "error" : "";
  };

  const busy = (on) => { $("run").disabled = on; $("stop").disabled = !on; };

  const shorten = (iri) => {
    for (const [name, ns] of Object.entries(prefixes)) {
      const local = iri.slice(ns.length);
      if (iri.startsWith(ns) && /^[A-Za-z0-9_-]+$/.test(local)) return name + ":" + local;
    }
    // The store's own names are told by their path, as the command line does.
    return iri.startsWith(own) && iri.length > own.length ? iri.slice(own.length) : iri;
  };

  const element = (name, text, className) => {
    const e = document.createElement(name);
    if (text !== undefined) e.textContent = text;
    if (className) e.className = className;
    return e;
  };

  const moment = () => ($("as-of").value.trim() ? { "as-of": $("as-of").value.trim() } : {});

  const termText = (t) => {
    if (t.type === "uri") return "<" + t.value + ">";
    if (t.type === "bnode") return "_:" + t.value;
    if (t.type === "triple") return "<<( " + ["subject", "predicate", "object"].map((k) => termText(t.value[k])).join(" ") + " )>>";
    return t.value;
  };

  const cell = (t) => {
    const td = element("td");
    if (!t) return td;
    if (t.type === "uri") {
      const a = element("a", shorten(t.value));
      a.href = "#" + new URLSearchParams({ query: `DESCRIBE <${t.value}>`, ...moment(), run: "" });
      a.title = t.value;
      td.append(a);
      if (/^https?:/.test(t.value) && !t.value.startsWith(own)) {
        const out = element("a", "\u2197", "out");
        out.href = t.value; out.title = "open " + t.value; out.rel = "noreferrer noopener"; out.target = "_blank";
        td.append(out);
      }
      return td;
    }
    td.append(termText(t));
    if (plain.includes(t.datatype)) {
      td.className = "value";
      td.title = shorten(t.datatype);
      return td;
    }
    const note = t["xml:lang"] ? "@" + t["xml:lang"] : t.datatype ? shorten(t.datatype) : "";
    if (note) td.append(element("span", note, "meta"));
    return td;
  };

  const shown = 5000; // rows drawn; the export has all
  const table = (json) => {
    const vars = json.head.vars || [], rows = json.results.bindings;
    const t = element("table"), head = element("tr");
    vars.forEach((v) => head.append(element("th", "?" + v)));
    t.createTHead().append(head);
    const body = t.createTBody();
    rows.slice(0, shown).forEach((row) => {
      const tr = element("tr");
      vars.forEach((v) => tr.append(cell(row[v])));
      body.append(tr);
    });
    return t;
  };

  const show = async (response, took) => {
    const type = response.headers.get("Content-Type") || "";
    const event = response.headers.get("Chancery-Event");
    const asOf = event ? ` as of event ${event}` : "";
    if (event) state(event, moment()["as-of"] !== undefined && !isUpdate());
    if (response.status === 204 || isUpdate()) {
      say(`Done${event ? `; the last event is ${event}` : ""} (${took} ms)`);
      return;
    }
    if (!type.includes("sparql-results+json")) {
      const text = await response.text();
      $("result").append(element("pre", text));
      say(`Statements${asOf} (${took} ms)`);
      $("downloads").hidden = false;
      return;
    }
    const json = await response.json();
    if ("boolean" in json) {
      $("result").append(element("p", json.boolean ? "Yes" : "No"));
      say(`Answered${asOf} (${took} ms)`);
      return;
    }
    const n = json.results.bindings.length;
    $("result").append(table(json));
    say(`${n} ${n === 1 ? "row" : "rows"}${n > shown ? `, the first ${shown} shown` : ""}${asOf} (${took} ms)`);
    $("downloads").hidden = false;
  };

  const markExports = () => {
    const graph = isGraph();
    for (const b of $("downloads").querySelectorAll("button")) b.hidden = graph !== ("graph" in b.dataset);
  };

  // refused tells what is wrong, and goes to the place in the query.
  async function refused(r) {
    const text = await r.text();
    say(text, true);
    if (r.status === 401) askToken();
    const place = /^(\d+):(\d+): /.exec(text);
    if (place) {
      editor.setCursor(place[1] - 1, place[2] - 1);
      editor.focus();
    }
  }

  const askToken = () => {
    $("token-label").hidden = false;
    $("token").focus();
  };

  async function run() {
    if ($("run").disabled) return;
    $("result").replaceChildren();
    $("downloads").hidden = $("hint").hidden = true;
    say("…");
    busy(true);
    markExports();
    const started = performance.now();
    try {
      const r = await request(isGraph() ? "text/turtle" : "application/sparql-results+json");
      if (r.ok) await show(r, Math.round(performance.now() - started));
      else await refused(r);
    } catch (e) {
      say(e.name === "AbortError" ? "Stopped." : "No whole answer: " + e.message, true);
    } finally {
      busy(false);
    }
  }

  async function download(button) {
    busy(true);
    try {
      const r = await request(button.dataset.type);
      if (!r.ok) { say(await r.text(), true); return; }
      const a = element("a");
      a.href = URL.createObjectURL(await r.blob());
      a.download = "result." + button.dataset.ext;
      a.click();
      setTimeout(() => URL.revokeObjectURL(a.href), 10000);
    } catch (e) {
      say("No whole answer: " + e.message, true);
    } finally {
      busy(false);
    }
  }

  let saved = {};
  async function loadSaved(pick) {
    const r = await fetch("saved", { headers: headers({}) });
    if (r.status === 401) askToken();
    $("save").disabled = !r.ok;
    if (!r.ok) return;
    saved = Object.fromEntries((await r.json()).queries.map((q) => [q.name, q.text]));
    $("saved").replaceChildren(element("option", Object.keys(saved).length ? "choose…" : "none"), ...Object.keys(saved).map((n) => element("option", n)));
    $("saved").firstChild.value = "";
    if (pick) $("saved").value = pick;
    $("remove").disabled = !$("saved").value;
  }

  async function change(method, name, body) {
    const r = await fetch("saved/" + encodeURIComponent(name), { method, body, headers: headers(body === undefined ? {} : { "Content-Type": "application/sparql-query" }) });
    if (!r.ok) say(await r.text(), true);
    await loadSaved(method === "PUT" && r.ok ? name : "");
  }

  $("controls").addEventListener("submit", (e) => { e.preventDefault(); run(); });
  $("stop").addEventListener("click", () => running && running.abort());
  $("downloads").addEventListener("click", (e) => { if (e.target.dataset.type) download(e.target); });
  $("saved").addEventListener("change", () => {
    const text = saved[$("saved").value];
    $("remove").disabled = text === undefined;
    if (text !== undefined) editor.setValue(text);
  });
  $("save").addEventListener("click", () => {
    const name = window.prompt("Name of the query", $("saved").value);
    if (name) change("PUT", name, editor.getValue());
  });
  $("remove").addEventListener("click", () => change("DELETE", $("saved").value));
  Object.keys(prefixes).forEach((p) => $("prefixes").append(element("option", p)));
  $("prefixes").addEventListener("change", () => {
    const p = $("prefixes").value;
    if (p && !new RegExp(`prefix\\s+${p}:`, "i").test(editor.getValue())) editor.setValue(`PREFIX ${p}: <${prefixes[p]}>\n` + editor.getValue());
    $("prefixes").value = "";
  });
  $("token").addEventListener("change", () => loadSaved().catch(() => {}));

  // A link may carry a query and a moment: #query=…&as-of=…, and &run to ask at once.
  // Changes are never made by following a link.
  const follow = () => {
    const link = new URLSearchParams(location.hash.slice(1));
    if (!link.has("query")) return;
    editor.setValue(link.get("query"));
    $("as-of").value = link.get("as-of") || "";
    if (link.has("run") && !isUpdate()) run();
  };
  follow();
  window.addEventListener("hashchange", () => { if (new URLSearchParams(location.hash.slice(1)).has("run")) follow(); });
  $("link").addEventListener("click", () => {
    const to = new URLSearchParams({ query: editor.getValue(), ...moment() });
    location.hash = to.toString();
    say("The address of this page now carries the query.");
  });

  fetch("health").then((r) => { const e = r.headers.get("Chancery-Event"); if (e && $("state").textContent.endsWith("…")) state(e, false); }).catch(() => {});
  loadSaved().catch(() => {});
})();
