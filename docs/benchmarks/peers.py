"""The engines that compare.py measures: how each is loaded and asked.

Every engine has load(data), which makes a store of an N-Quads file, and ask(path),
which runs a query three times and gives the least time in milliseconds with the
answer: the number of solutions, or the value where there is just one. Solutions are
written as TSV, as they would have to be for anyone to read them, and the default graph
is the union of all graphs. A run beyond LIMIT seconds is an Exhausted.
"""
import multiprocessing, os, queue, re, shutil, signal, subprocess, time, urllib.error, urllib.parse, urllib.request

LIMIT = int(os.environ.get("LIMIT", "60"))
RUNS = 3
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Exhausted(Exception):
    """A query took longer than LIMIT."""


class Refused(Exception):
    """An engine does not answer a query."""


def answer(tsv):
    """The value of a single solution of one variable, else the number of solutions."""
    lines = tsv.decode().rstrip("\n").split("\n")
    if len(lines) == 2 and "\t" not in lines[1]:
        return re.sub(r'^"?(-?\d+)"?(\^\^.*)?$', r"= \1", lines[1].strip())
    return str(len(lines) - 1)


class Chancery:
    """This program: the benchmark of cmd/chancery, in its own process; the least time of
    the runs of a second."""

    def __init__(self, store):
        self.store, self.times = store, None
        self.program = os.path.join(os.path.dirname(store), "chancery")

    def build(self):
        subprocess.run(["go", "build", "-o", self.program, "./cmd/chancery"], cwd=ROOT, check=True)

    def load(self, data):
        self.build()
        for command in (["init"], ["import", data]):
            subprocess.run([self.program, "--store", self.store, *command], check=True, stdout=subprocess.DEVNULL)

    def measure(self):
        env = dict(os.environ, CHANCERY_BENCH_STORE=self.store)
        r = subprocess.run(["go", "test", "./cmd/chancery", "-run", "^$", "-bench", "^BenchmarkQuery$", "-timeout", "1h"],
                           cwd=ROOT, env=env, check=True, capture_output=True, text=True)
        found = re.findall(r"^BenchmarkQuery/[^/]*/(\S+?)(?:-\d+)?\s.*\s([\d.]+) least-ms", r.stdout, re.M)
        return {name: float(ms) for name, ms in found}

    def ask(self, path):
        if self.times is None:
            self.build()
            self.times = self.measure()
        r = subprocess.run([self.program, "--store", self.store, "query", "--results", "tsv", path], check=True, capture_output=True)
        return self.times[os.path.basename(path)[:-3]], answer(r.stdout)


def oxigraph_runs(store_dir, text, out):
    import pyoxigraph as ox
    store = ox.Store.read_only(store_dir)
    out.put(None)  # open
    for _ in range(RUNS):
        start = time.perf_counter()
        tsv = store.query(text, use_default_graph_as_union=True).serialize(format=ox.QueryResultsFormat.TSV)
        out.put(((time.perf_counter() - start) * 1000, answer(tsv)))


class Oxigraph:
    """pyoxigraph, each query in a process of its own, since it cannot be stopped."""

    def __init__(self, store):
        self.store = store

    def load(self, data):
        import pyoxigraph as ox
        store = ox.Store(self.store)
        store.bulk_load(path=data, format=ox.RdfFormat.N_QUADS)
        store.flush()

    def ask(self, path):
        with open(path) as f:
            text = f.read()
        out = multiprocessing.Queue()
        p = multiprocessing.Process(target=oxigraph_runs, args=(self.store, text, out))
        p.start()
        runs = []
        try:
            out.get(timeout=60)
            for _ in range(RUNS):
                runs.append(out.get(timeout=LIMIT))
        except queue.Empty:
            p.kill()
        p.join()
        if not runs:
            raise Exhausted
        return min(runs)


class Jena:
    """Apache Jena TDB2 in a Java process per query, warmed up by one run. The jars of
    org.apache.jena:jena-cmds and all it needs are in the folder jena-lib beside the
    store (mvn dependency:copy-dependencies)."""

    def __init__(self, store):
        self.store = store
        self.java = ["java", "-Xmx6g", "-cp", os.path.join(os.path.dirname(store), "jena-lib", "*")]

    def load(self, data):
        subprocess.run(self.java + ["tdb2.tdbloader", "--loc", self.store, data], check=True, capture_output=True)

    def ask(self, path):
        command = self.java + ["tdb2.tdbquery", "--loc", self.store, "--set", "tdb2:unionDefaultGraph=true", "--time",
                               "--results=TSV", "--query", path]
        tsv = self.run(command)[0]
        times = [float(t) * 1000 for t in re.findall(r"^Time: ([0-9.]+) sec", self.run(command + [f"--repeat=1,{RUNS}"])[1], re.M)]
        return min(times), answer(tsv)

    def run(self, command):
        runs = 1 if "--repeat" not in command[-1] else RUNS + 1
        try:
            r = subprocess.run(command, capture_output=True, timeout=LIMIT * runs + 20)
        except subprocess.TimeoutExpired:
            raise Exhausted from None
        if r.returncode != 0:
            raise Refused(r.stderr.decode()[-300:])
        text = r.stdout.decode()
        times = "\n".join(line for line in (text + r.stderr.decode()).split("\n") if line.startswith("Time: "))
        return re.sub(r"^Time: .*\n", "", text, flags=re.M).encode(), times


VIRTUOSO = """
[Database]
DatabaseFile = {dir}/virtuoso.db
ErrorLogFile = {dir}/virtuoso.log
LockFile = {dir}/virtuoso.lck
TransactionFile = {dir}/virtuoso.trx
xa_persistent_file = {dir}/virtuoso.pxa
MaxCheckpointRemap = 625000
[TempDatabase]
DatabaseFile = {dir}/virtuoso-temp.db
TransactionFile = {dir}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 10
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
DirsAllowed = {data}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {dir}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryExecutionTime = 0
MaxQueryCostEstimationTime = 0
"""


class Virtuoso:
    """Virtuoso (Debian's virtuoso-opensource-7-bin) over HTTP on loopback, as it has
    no way to be asked for TSV in a process. 6 GB of buffers, as Jena has."""

    SQL, HTTP = 21111, 28890

    def __init__(self, store):
        self.store, self.server = store, None

    def start(self, data="/nowhere"):
        os.makedirs(self.store, exist_ok=True)
        ini = os.path.join(self.store, "virtuoso.ini")
        with open(ini, "w") as f:
            f.write(VIRTUOSO.format(dir=self.store, data=data, sql=self.SQL, http=self.HTTP, buffers=510_000, dirty=375_000))
        lock = os.path.join(self.store, "virtuoso.lck")
        if os.path.exists(lock):
            os.remove(lock)  # of a server that was killed
        self.server = subprocess.Popen(["virtuoso-t", "+foreground", "+configfile", ini], cwd=self.store,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.HTTP}/sparql?query=ASK%7B%7D", timeout=5).read()
                return
            except OSError:
                if self.server.poll() is not None:
                    break
                time.sleep(1)
        raise RuntimeError(f"virtuoso does not start; see {self.store}/virtuoso.log")

    def stop(self):
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(60)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server = None

    def sql(self, text):
        r = subprocess.run(["isql-vt", f"127.0.0.1:{self.SQL}", "dba", "dba", f"exec={text}"], check=True, capture_output=True, text=True)
        if "*** Error" in r.stdout + r.stderr:
            raise RuntimeError(r.stdout + r.stderr)
        return r.stdout

    def load(self, data):
        data = os.path.abspath(data)
        self.start(os.path.dirname(data))
        try:
            self.sql(f"ld_dir('{os.path.dirname(data)}', '{os.path.basename(data)}', 'http://127.0.0.1/');")
            self.sql("rdf_loader_run();")
            self.sql("checkpoint;")
            bad = self.sql("select ll_file, ll_error from DB.DBA.load_list where ll_error is not null;")
            if "0 Rows." not in bad:
                raise RuntimeError(bad)
        finally:
            self.stop()

    def ask(self, path):
        if self.server is None:
            self.start()
        with open(path) as f:
            body = urllib.parse.urlencode({"query": f.read(), "timeout": LIMIT * 1000}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.HTTP}/sparql", body, {"Accept": "text/tab-separated-values"})
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            try:
                with urllib.request.urlopen(request, timeout=LIMIT + 20) as r:
                    tsv, state = r.read(), r.headers.get("X-SQL-State")
            except urllib.error.HTTPError as e:
                if e.headers.get("X-SQL-State", "").startswith("S1T"):
                    raise Exhausted from None
                raise Refused(e.read().decode(errors="replace")[:300]) from None
            except OSError:
                self.stop()
                raise Exhausted from None
            if state == "S1TAT":  # what it had found when the time was up
                raise Exhausted
            runs.append(((time.perf_counter() - start) * 1000, answer(tsv)))
        return min(runs)


ENGINES = {"chancery": Chancery, "oxigraph": Oxigraph, "jena": Jena, "virtuoso": Virtuoso}


def clear(store):
    shutil.rmtree(store, ignore_errors=True)
