#!/usr/bin/env python3
"""Times the query shapes on other engines, to compare with BenchmarkQuery.

    peers.py oxigraph DATA.nq DIR     pyoxigraph, in its own process
    peers.py jena DATA.nq DIR LIB     Apache Jena TDB2, the jars in LIB

DATA.nq is what graphtest.WriteNQuads writes; DIR keeps the loaded store for the
next run. Each query runs three times within a limit; the least time is printed in
milliseconds, results written as TSV to nowhere where the engine can. Nothing that
chancery needs depends on this script.
"""
import glob, multiprocessing, os, re, subprocess, sys, time

LIMIT = int(os.environ.get("LIMIT", "60"))
SHAPES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../query/querytest/shapes/*.rq")


def oxigraph_one(store_dir, text, out):
    import pyoxigraph as ox
    store, best = ox.Store.read_only(store_dir), []
    for _ in range(3):
        start = time.perf_counter()
        r = store.query(text, use_default_graph_as_union=True)
        size = len(r.serialize(format=ox.QueryResultsFormat.TSV))
        best.append((time.perf_counter() - start) * 1000)
    out.put((min(best), size))


def oxigraph(data, store_dir):
    import pyoxigraph as ox
    if not os.path.exists(store_dir):
        store = ox.Store(store_dir)
        start = time.perf_counter()
        store.bulk_load(path=data, format=ox.RdfFormat.N_QUADS)
        print(f"load {time.perf_counter() - start:.1f} s", flush=True)
        store.flush()
        del store
    for path in sorted(glob.glob(SHAPES)):
        out = multiprocessing.Queue()
        p = multiprocessing.Process(target=oxigraph_one, args=(store_dir, open(path).read(), out))
        p.start()
        p.join(LIMIT)
        if p.is_alive():
            p.kill()
        show(path, out.get(timeout=5)[0] if p.exitcode == 0 else None)


def jena(data, store_dir, lib):
    java = ["java", "-Xmx6g", "-cp", os.path.join(lib, "*")]
    if not os.path.exists(store_dir):
        start = time.perf_counter()
        subprocess.run(java + ["tdb2.tdbloader", "--loc", store_dir, data], check=True, capture_output=True)
        print(f"load {time.perf_counter() - start:.1f} s", flush=True)
    for path in sorted(glob.glob(SHAPES)):
        command = java + ["tdb2.tdbquery", "--loc", store_dir, "--set", "tdb2:unionDefaultGraph=true", "--time",
                          "--repeat=1,3", "--results=none", "--query", path]
        try:
            r = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT * 3)
            times = [float(t) * 1000 for t in re.findall(r"^Time: ([0-9.]+) sec", r.stdout + r.stderr, re.M)]
            show(path, min(times) if times else None)
        except subprocess.TimeoutExpired:
            show(path, None)


def show(path, ms):
    name = os.path.basename(path)[:-3]
    print(f"{name:20} " + (f"{ms:10.2f} ms" if ms is not None else f"  over {LIMIT} s"), flush=True)


if __name__ == "__main__":
    {"oxigraph": oxigraph, "jena": jena}[sys.argv[1]](*sys.argv[2:])
