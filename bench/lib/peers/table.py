"""The results as Markdown."""
import os
import platform
import subprocess
import time

from measure import HOME, java

WORKS = {"jvm": "1 KiB from memory, no process behind the server", "hop": "1 KiB through the server to the site's own process",
         "django": "Django: a page with ten rows of SQLite"}
BEHIND = [("cpu_us", "CPU a request"), ("mib_site", "memory a site"), ("cold_cpu_s", "CPU of a cold start"), ("cold_s", "time of a cold start")]
HEAD = ["server", "CPU us a request", "times Insula", "JIT us", "requests/s", "p50 ms", "p99 ms", "MiB a site", "times Insula",
        "processes", "cold, CPU s", "cold, s", "failed"]
EVENT_HEAD = ["event", "work", "sites", "server", "s", "other sites restarted", "failed of requests", "of these, others'", "in flight", "slowest ms"]


def number(value):
    return "%.0f" % value if value >= 100 else "%.1f" % value if value >= 10 else "%.2f" % value


def spread(values, median):
    if len(values) == 1:
        return number(median)
    return "%s (%s to %s)" % (number(median), number(min(values)), number(max(values)))


def row(*columns):
    return "| " + " | ".join(map(str, columns)) + " |"


def head(columns):
    return [row(*columns), "|" + "---|" * len(columns)]


def times(cell, figure):
    ratio = cell.ratio(figure)
    if cell.is_measure or ratio is None:
        return "-" if ratio is None else "1"
    return "**%.2f**" % ratio if ratio < 1 else "%.2f" % ratio


def line(cell):
    return row(cell.server.title, spread(cell.values("cpu_us"), cell.median("cpu_us")), times(cell, "cpu_us"),
               number(cell.median("jit_us")) if cell.median("jit_us") else "", "%.0f" % cell.median("rate"), number(cell.median("p50_ms")),
               number(cell.median("p99_ms")), spread(cell.values("mib_site"), cell.median("mib_site")), times(cell, "mib_site"),
               "%.0f" % cell.median("processes"), number(cell.median("cold_cpu_s")), number(cell.median("cold_s")), sum(cell.values("failed")))


def event_line(event, work, sites, cell):
    all_runs = cell.events(event)
    seconds = [one["seconds"] for one in all_runs]
    failed, requests = sum(one["failed"] for one in all_runs), sum(one["requests"] for one in all_runs)
    restarted = "/".join(str(one["restarted"]) for one in all_runs) if event == "add" else ""
    others = sum(one["failed_of_others"] for one in all_runs) if event == "kill" else failed
    in_flight = ", ".join(sum((one.get("in_flight", []) for one in all_runs), []))
    return row({"add": "site added", "kill": "kill -9"}[event], work, sites, cell.server.title, spread(seconds, sorted(seconds)[len(seconds) // 2]),
               restarted, "%d of %d" % (failed, requests), others, in_flight, number(max(one["slowest_ms"] for one in all_runs)))


def count(sites):
    return "1 site" if sites == 1 else "%d sites" % sites


def behind(work, sites, cells):
    """A line for each figure in which another server is better than Insula."""
    others = [cell for cell in cells if not cell.server.name.startswith("insula")]
    for figure, what in BEHIND:
        better = [(cell.ratio(figure), cell.server.title) for cell in others if (cell.ratio(figure) or 1) < 1]
        if better:
            named = ", ".join("%s (%.2f)" % (title, ratio) for ratio, title in sorted(better))
            yield "- %s, %s, %s: %s" % (work, count(sites), what, named)


def machine():
    with open("/proc/cpuinfo") as cpuinfo:
        model = next((text.split(":")[1].strip() for text in cpuinfo if text.startswith("model name")), platform.machine())
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return "%d cores (%s), %.0f GiB, Linux %s, %s" % (os.cpu_count(), model, gib, platform.release().split("-")[0], os.path.basename(java.home()))


def revision():
    """Of Insula, for the record of a run."""
    found = subprocess.run(["git", "-C", HOME, "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    return found or "of no checkout"


def versions(packages, revisions):
    query = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package} ${Version}\n"] + sorted({*packages, "nginx"})
    lines = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    installed = [line.split(" ", 1)[1] for line in lines if line.startswith("installed ")]
    return ", ".join(installed + ["Insula " + " and ".join(sorted(revisions))])


def surroundings(results):
    loads = sorted(run["load"] for run in results.good)
    packages = {one for run in results.good for one in results.packages(run)}
    return ["%s, on %s. Load of the machine before a run: %.1f to %.1f, median %.1f." % (
        time.strftime("%Y-%m-%d %H:%M", time.gmtime(max(run["at"] for run in results.good))), machine(), loads[0], loads[-1], loads[len(loads) // 2]),
        versions(packages, {run["insula"] for run in results.good}) + "."]


def markdown(results):
    text = ["# Insula beside its peers", "", "Written by `bench/peers`; `docs/measurements.md` says how it is measured and what it means.", ""]
    text += surroundings(results)
    text += ["", "Medians (range) over the rounds. \"Times Insula\" is the median of the ratios within a round; below 1, **in bold**, Insula is behind.",
             "CPU is that of all the server's processes without the JIT compilers', which the column beside it tells: it ends with the warm-up.", ""]
    losses = []
    for work in results.works():
        for sites in results.sites(work):
            cells = results.cells(work, sites)
            text += ["## %s, %s" % (WORKS[work], count(sites))] + head(HEAD) + [line(cell) for cell in cells] + [""]
            losses += behind(work, sites, cells)
    text += ["## Under load"] + head(EVENT_HEAD) + list(event_lines(results)) + [""]
    text += ["## Where Insula is behind", "In brackets: how many times Insula's figure theirs is."] + (losses or ["Nowhere in this run."]) + [""]
    text += ["## Runs that failed"] + ["- %(server)s, %(work)s, %(sites)d: %(fault)s" % run for run in results.faults] if results.faults else []
    return "\n".join(text).rstrip() + "\n"


def event_lines(results):
    for event in ("add", "kill"):
        for work in results.works():
            for sites in results.sites(work):
                yield from (event_line(event, work, sites, cell) for cell in results.cells(work, sites) if cell.events(event))
