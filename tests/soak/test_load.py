"""Many people browsing at once. ``make soak`` is the full load; a short and small one runs with every other test.

The full load: 50 people for five minutes, on a store of 500 projects, think time 2 to 8 seconds, now and then someone leaves and
another comes. ``SOAK_USERS`` and ``SOAK_SECONDS`` change it. The figures are printed; docs/性能.md keeps those of a run.
"""

import asyncio
import os
import random
import statistics
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.pages_bench.invented import fill
from benchmarks.pages_bench.server import ROOT, serving
from tests.soak.visitor import Visitor

PROJECTS, DATES = 500, 6
# As many projects are looked at closely: cards are kept up to a bound, and filling that is not what memory is watched for.
LOOKED_AT = 60
LIGHTS = ("红", "黄", "绿")
P95_S = 1.0
GROWTH_MB = 40.0


class Load:
    """What the visitors did, how long each answer took, what went wrong, and the server's memory through it."""

    def __init__(self):
        self.took, self.wrong, self.memory = defaultdict(list), Counter(), []

    def note(self, what, answer):
        seconds, wrong = answer
        self.took[what].append(seconds)
        if wrong:
            self.wrong[f"{what}: {wrong}"] += 1

    @property
    def reruns(self):
        return sorted(seconds for what, some in self.took.items() if what != "arrive" for seconds in some)

    @property
    def p95(self):
        return statistics.quantiles(self.reruns, n=20)[-1]

    @property
    def growth(self):
        """MB from the second fifth of the time to the last; the first is warming up."""
        fifth = max(1, len(self.memory) // 5)
        return statistics.median(self.memory[-fifth:]) - statistics.median(self.memory[fifth : 2 * fifth])

    def show(self, users, seconds, runs):
        print(f"\n{users} users, {seconds:g} s, {PROJECTS} projects, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
        print(f"reruns {len(self.reruns)}: median {statistics.median(self.reruns) * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, "
              f"longest {self.reruns[-1] * 1000:.0f} ms")
        for what, some in sorted(self.took.items()):
            print(f"  {what:10} {len(some):6} median {statistics.median(some) * 1000:6.0f} ms")
        print(f"script on the server, cpu: median {statistics.median(run['cpu_ms'] for run in runs):.1f} ms")
        print(f"memory {self.memory[0]:.0f} MB at first, {max(self.memory):.0f} at most, {self.memory[-1]:.0f} at last, "
              f"grown by {self.growth:+.1f} MB since the second fifth")
        print(f"wrong: {dict(self.wrong) or 'nothing'}")


async def browse(address, load, *, number, until, think):
    """One person after another, until the time is over."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, think[1]))
    while time.monotonic() < until:
        async with Visitor.arriving(address) as visitor:
            load.note("arrive", await visitor.open())
            for _ in range(chance.randint(5, 25)):
                await asyncio.sleep(chance.uniform(*think))
                if time.monotonic() >= until:
                    return
                await step(visitor, chance, load)


async def step(visitor, chance, load):
    """One thing a person does: on the overview mostly, elsewhere at times."""
    what = chance.choices(("pick", "filter", "colour", "date", "towns", "project", "supervise"), (8, 4, 3, 3, 2, 2, 1))[0]
    project = f"b-{chance.randrange(LOOKED_AT):05d}"
    if what in ("towns", "supervise"):
        load.note(what, await visitor.open(what))
    elif what == "project":
        load.note(what, await visitor.open(what, id=project))
    else:
        if "by" not in visitor.widgets:
            load.note("overview", await visitor.open())
        match what:
            case "pick":
                load.note(what, await visitor.pick(project))
                if visitor.chosen != project:
                    load.wrong["pick: the address does not hold the project"] += 1
            case "filter":
                load.note(what, await visitor.filter(*chance.sample(LIGHTS, chance.randint(0, 2))))
            case "colour":
                load.note(what, await visitor.set("by", [chance.choice(visitor.options["by"])]))
            case "date":
                load.note(what, await visitor.set("date", chance.choice(visitor.options["date"])))


async def watch(server, load, *, until, every):
    while time.monotonic() < until:
        load.memory.append(server.memory_mb())
        await asyncio.sleep(every)


async def crowd(server, *, users, seconds, think):
    load = Load()
    async with Visitor.arriving(server.address) as first:
        await first.open()  # what a server does once is not what a visitor waits for
        for page in ("towns", "supervise", "project"):
            await first.open(page)
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(browse(server.address, load, number=number, until=until, think=think) for number in range(users)),
        watch(server, load, until=until, every=seconds / 50),
    )
    return load


def run(folder, *, users, seconds, think):
    fill(folder / "board.gpkg", PROJECTS, dates=DATES).close()
    with serving(ROOT / "app.py", folder, store=folder / "board.gpkg") as server:
        # In a thread of its own: a browser fixture of the same session keeps a loop running in this one.
        with ThreadPoolExecutor(1) as aside:
            load = aside.submit(asyncio.run, crowd(server, users=users, seconds=seconds, think=think)).result()
        load.show(users, seconds, server.runs())
    return load


@pytest.mark.soak
def test_fifty_people_browse_for_five_minutes(tmp_path, capsys):
    with capsys.disabled():
        load = run(tmp_path, users=int(os.environ.get("SOAK_USERS", 50)), seconds=float(os.environ.get("SOAK_SECONDS", 300)), think=(2, 8))
    assert not load.wrong
    assert load.p95 < P95_S
    assert load.growth < GROWTH_MB


def test_a_few_people_at_once_get_answers_without_error(tmp_path):
    load = run(tmp_path, users=5, seconds=6, think=(0.2, 0.6))
    assert not load.wrong
    assert len(load.took) >= 4, "too little was tried to say anything"
