"""Time and memory of the reading room over a large dataset, asked over the loopback as a browser would.

    python benchmarks/web.py OUT [--copies 56] [--sources FOLDER] [--seconds 60]
    python benchmarks/web.py OUT --copies 0 …        (OUT is large already)

OUT is what `esfnlp run corpus --out OUT` wrote; its plans are copied `--copies` times (56: 1,008 documents) under ids of their
own, with their texts and an index. FOLDER holds the files of the plans, where they do not lie any more where the run read
them; without them no pictures of pages are measured.

`esfnlp serve` runs as a process of its own. Questions, plan pages and pictures are asked for one after another, each
address once, so that what the room keeps does not help; "cached" asks for the same ones again. Searches, 80 different ones in turn, are
then sent at 50 a second, each when its time has come, whether or not the one before is answered, and /health twice a second beside
them. Processor time is that of the server and
of the processes that it started; on a machine with other work the wall time says more of that work.
"""

import argparse
import asyncio
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2
from export import copied, enlarge

from esfnlp.dataset.tables import read_tables
from esfnlp.record import COLUMNS
from esfnlp.search.index import update_index

RATE = 50
TICKS = os.sysconf("SC_CLK_TCK")
GROUPS = (
    "långtidsarbetslösa", "unga utan arbete", "utrikes födda kvinnor", "UVAS", "nyanlända", "anställda i små företag",
    "personer med funktionsnedsättning", "sjukskrivna", "föräldralediga", "äldre på arbetsmarknaden",
)  # fmt: skip
QUESTIONS = ("vilka planer prioriterar {}", "vilka planer nämner {}", "vem ansvarar för {}", "hur många {}",
             "which plans exclude {}", "{} i Sydsverige 2014–2020", "{} i Norrland", "samverkan om {}")  # fmt: skip


def questions() -> list[str]:
    return [question.format(group) for question in QUESTIONS for group in GROUPS]


def build(out: Path, to: Path, copies: int) -> None:
    """A dataset with its texts and index, every plan `copies` times."""
    enlarge(out, to, copies)
    (to / "documents").mkdir()
    for path in sorted((out / "documents").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for number in range(copies):
            name = f"{number}-{path.stem}"
            content = json.dumps({**copied(document, number), "document_id": name}, ensure_ascii=False)
            (to / "documents" / f"{name}.json").write_text(content, encoding="utf-8")
    dataset = read_tables(to / "dataset")
    rows = {table: dataset.rows(table) for table in COLUMNS}
    update_index(to / "index", rows, dict.fromkeys(dataset.document_ids(), "1"))


@dataclass(frozen=True)
class Server:
    """The processes of a running server."""

    address: str
    pid: int

    def _processes(self) -> list[int]:
        found, queue = [], [self.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                queue += map(int, task.read_text().split())
        return found

    def processor_seconds(self) -> float:
        stats = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self._processes()
        )
        return sum(int(number) for stat in stats for number in stat[11:15]) / TICKS

    def megabytes(self) -> tuple[float, float]:
        """Proportional memory of all processes, and the highest that the server itself has taken."""
        rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self._processes())
        status = Path(f"/proc/{self.pid}/status").read_text()
        return sum(_kilobytes(text, "Pss:") for text in rollups) / 1024, _kilobytes(status, "VmHWM:") / 1024


def _kilobytes(text: str, name: str) -> int:
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(name))


def start(out: Path, sources: Path | None) -> tuple[subprocess.Popen[str], Server]:
    command = [str(Path(sys.executable).with_name("esfnlp")), "serve", "--in", str(out), "--port", "0"]
    process = subprocess.Popen(
        [*command, *(["--sources", str(sources)] if sources else [])], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    address = next(part for line in process.stderr for part in line.split() if part.startswith("http://"))
    with httpx2.Client(base_url=address, timeout=300) as client:
        client.get("/plans").raise_for_status()
        client.get("/", params={"q": "uvas"}).raise_for_status()
    server = Server(address, process.pid)
    wait_for_rest(server)
    return process, server


def wait_for_rest(server: Server) -> None:
    """Until the server has done what it does of its own when it starts; half a minute at most."""
    for _ in range(30):
        before = server.processor_seconds()
        time.sleep(1)
        if server.processor_seconds() - before < 0.05:
            return


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def report(name: str, times: Sequence[float], processor: float, goal: str) -> None:
    p50, p95 = (1000 * percentile(times, share) for share in (0.5, 0.95))
    cpu = 1000 * processor / len(times)
    print(
        f"{name}: {len(times)} requests, p50 {p50:.0f} ms, p95 {p95:.0f} ms, processor {cpu:.1f} ms each ({goal})",
        flush=True,
    )


def one_by_one(server: Server, name: str, addresses: Iterable[str], goal: str) -> None:
    times = []
    before = server.processor_seconds()
    with httpx2.Client(base_url=server.address, timeout=60, headers={"Accept-Language": "sv"}) as client:
        for address in addresses:
            started = time.perf_counter()
            client.get(address).raise_for_status()
            times.append(time.perf_counter() - started)
    report(name, times, server.processor_seconds() - before, goal)


async def at_a_rate(
    server: Server, addresses: Callable[[int], str], seconds: int
) -> tuple[list[float], list[str]]:
    """The time from when each request was due, and what went wrong."""
    times: list[float] = []
    faults: list[str] = []
    limits = httpx2.Limits(max_connections=200)
    async with httpx2.AsyncClient(base_url=server.address, timeout=30, limits=limits) as client:

        async def one(number: int, due: float) -> None:
            try:
                (await client.get(addresses(number))).raise_for_status()
                times.append(time.perf_counter() - due)
            except httpx2.HTTPError as error:
                faults.append(repr(error))

        begin = time.perf_counter()
        tasks = []
        for number in range(seconds * RATE):
            due = begin + number / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(one(number, due)))
        await asyncio.gather(*tasks)
    return times, faults


async def now_and_then(server: Server, address: str, seconds: int) -> list[float]:
    """The times of a light address that is asked for twice a second, as those who watch over the server do."""
    times = []
    async with httpx2.AsyncClient(base_url=server.address, timeout=30) as client:
        for _ in range(2 * seconds):
            started = time.perf_counter()
            (await client.get(address)).raise_for_status()
            times.append(time.perf_counter() - started)
            await asyncio.sleep(max(0.0, 0.5 - times[-1]))
    return times


async def under_load(
    server: Server, addresses: Callable[[int], str], seconds: int
) -> tuple[list[float], list[str], list[float]]:
    """What `at_a_rate` gives, and the times of /health meanwhile."""
    (times, faults), health = await asyncio.gather(
        at_a_rate(server, addresses, seconds), now_and_then(server, "/health", seconds)
    )
    return times, faults, health


def measure(out: Path, server: Server, seconds: int) -> None:
    rows = [row for row in read_tables(out / "dataset").rows("documents") if row["page_count"]]
    chosen = random.Random(1).sample(rows, min(100, len(rows)))
    asked = questions()
    one_by_one(server, "ask", (str(httpx2.URL("/", params={"q": q})) for q in asked), "asked: p95 150 ms")
    one_by_one(server, "plan page", (f"/plans/{row['document_id']}" for row in chosen), "asked: 200 ms")
    first = f"/plans/{chosen[0]['document_id']}/pages/1.png?width=480"
    if httpx2.get(server.address + first, timeout=60).status_code == 200:
        by_file = {row["source_file"]: row for row in rows}
        pictures = [f"/plans/{row['document_id']}/pages/{page}.png?width=960"
                    for _, row in sorted(by_file.items()) for page in range(1, int(str(row["page_count"])) + 1)]  # fmt: skip
        one_by_one(server, "page picture, cold", pictures, "asked: 120 ms")
        one_by_one(server, "page picture, cached", pictures, "asked: 10 ms")
    before = server.processor_seconds()
    found, faults, health = asyncio.run(
        under_load(
            server, lambda n: str(httpx2.URL("/api/v1/search", params={"q": asked[n % len(asked)]})), seconds
        )
    )
    spent = server.processor_seconds() - before
    report(f"search, {RATE} a second for {seconds} s, {len(faults)} errors", found, spent, "asked: no error")
    p50, p95 = (1000 * percentile(health, share) for share in (0.5, 0.95))
    print(f"/health meanwhile: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    for fault in sorted(set(faults))[:5]:
        print(f"  {fault}")
    together, highest = server.megabytes()
    print(
        f"memory: {together:.0f} MB now in all processes, server's highest {highest:.0f} MB (asked: 800 MB)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--copies", type=int, default=56)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    task = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "large" if task.copies else task.out
        if task.copies:
            build(task.out, out, task.copies)
        process, server = start(out, task.sources)
        try:
            print(f"{len(read_tables(out / 'dataset').document_ids())} documents")
            measure(out, server, task.seconds)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
