#!/usr/bin/env python3
"""Compares the speed of chancery with that of other engines, query shape by shape.

    compare.py data  DIR NAME QUADS       DIR/NAME.nq, a generated graph
    compare.py load  DIR NAME [ENGINE…]   DIR/NAME-ENGINE, a store of it for each engine
    compare.py run   DIR NAME [ENGINE…]   measures all of them, one after another

Engines are chancery, oxigraph, jena and virtuoso (peers.py says what each needs); a
store that is there is not loaded again. `run` prints a table of milliseconds, how many
times as long as chancery the best peer takes in the geometric mean, the shape where
chancery does worst, and what the engines disagree about: some see a statement that is
in two graphs twice. LIMIT is how many seconds a query may take (60); one that does not
end by then, or is an error, counts as that long. Run it on a machine that does nothing
else. Nothing that chancery needs depends on this script.
"""
import glob, math, os, subprocess, sys, time
import peers

SHAPES = sorted(glob.glob(os.path.join(peers.ROOT, "query/querytest/shapes/*.rq")))


def data(folder, name, quads):
    path = os.path.join(os.path.abspath(folder), name + ".nq")
    env = dict(os.environ, CHANCERY_WRITE=path, CHANCERY_BENCH_QUADS=quads)
    subprocess.run(["go", "test", "./graph/graphtest", "-run", "^TestWriteContacts$", "-count", "1"], cwd=peers.ROOT, env=env, check=True)


def load(folder, name, *engines):
    for engine in engines or peers.ENGINES:
        store = os.path.join(os.path.abspath(folder), f"{name}-{engine}")
        done = store + ".loaded"
        if os.path.exists(done):
            continue
        peers.clear(store)
        start = time.perf_counter()
        peers.ENGINES[engine](store).load(os.path.join(folder, name + ".nq"))
        took = f"{time.perf_counter() - start:.1f} s"
        with open(done, "w") as f:
            f.write(took + "\n")
        print(f"{name} {engine}: loaded in {took}", flush=True)


def run(folder, name, *engines):
    found = {}
    for engine in engines or peers.ENGINES:
        server = peers.ENGINES[engine](os.path.join(os.path.abspath(folder), f"{name}-{engine}"))
        try:
            for path in SHAPES:
                found[shape(path), engine] = one(server, path)
                print(f"{name} {engine:9} {shape(path):20} {' '.join(map(str, found[shape(path), engine]))}", file=sys.stderr, flush=True)
        finally:
            if hasattr(server, "stop"):
                server.stop()
    table(found, engines or list(peers.ENGINES))


def shape(path):
    return os.path.basename(path)[:-3]


def one(engine, path):
    """Milliseconds and the answer; infinite and why, if there is none."""
    try:
        ms, answer = engine.ask(path)
        return round(ms, 3), answer
    except peers.Exhausted:
        return math.inf, f"over {peers.LIMIT} s"
    except peers.Refused as e:
        print(f"refused: {' '.join(str(e).split())}", file=sys.stderr)
        return math.inf, "error"


def table(found, engines):
    print("| query | " + " | ".join(engines) + " | ratio |\n|---" + "|---" * (len(engines) + 1) + "|")
    ratios = []
    for path in SHAPES:
        row = [found[shape(path), e] for e in engines]
        ratio = None
        if engines[0] == "chancery" and len(engines) > 1:
            ratio = min(min(ms, peers.LIMIT * 1000) for ms, _ in row[1:]) / row[0][0]
            ratios.append((ratio, shape(path)))
        cells = [f"{ms:,.2f}" if ms < 10 else f"{ms:,.0f}" if ms < math.inf else why for ms, why in row]
        print(f"| {shape(path)[3:]} | " + " | ".join(cells) + (f" | {ratio:.1f} |" if ratio else " | |"))
    if ratios:
        mean = math.exp(sum(math.log(r) for r, _ in ratios) / len(ratios))
        worst = min(ratios)
        print(f"\nThe best peer takes {mean:.1f} times as long in the geometric mean; at worst {worst[0]:.2f} times ({worst[1][3:]}).")
    for path in SHAPES:
        answers = {e: a for e in engines for ms, a in [found[shape(path), e]] if ms < math.inf}
        if len(set(answers.values())) > 1:
            print(f"answers differ: {shape(path)[3:]}: " + ", ".join(f"{e} {a}" for e, a in answers.items()))


if __name__ == "__main__":
    {"data": data, "load": load, "run": run}[sys.argv[1]](*sys.argv[2:])
