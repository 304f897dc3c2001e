"""Runs of servers, as they were written down, and what is made of them: medians, ranges and ratios within a round."""
import json
import statistics

from .every import MEASURE, SERVERS


def read(file):
    with open(file) as lines:
        return [json.loads(line) for line in lines]


class Cell:
    """The runs of one server with one work and one number of sites."""

    def __init__(self, runs, measured):
        self.runs = runs
        self.measured = {run["round"]: run for run in measured}
        self.server = SERVERS[runs[0]["server"]]
        self.is_measure = runs[0]["server"] == MEASURE[runs[0]["work"]]

    def values(self, figure):
        return [run[figure] for run in self.runs if figure in run]

    def median(self, figure):
        return statistics.median(self.values(figure))

    def ratio(self, figure):
        """How many times the figure of Insula in the same round; None where they never ran together or Insula's is nothing."""
        pairs = [(run[figure], self.measured[run["round"]].get(figure)) for run in self.runs
                 if figure in run and run["round"] in self.measured]
        ratios = [mine / insula for mine, insula in pairs if insula]
        return statistics.median(ratios) if ratios else None

    def events(self, event):
        return [run[event] for run in self.runs if event in run]


class Results:
    """All runs that ended well, by work, number of sites and server; those that did not."""

    def __init__(self, runs):
        self.faults = [run for run in runs if "fault" in run]
        self.good = [run for run in runs if "fault" not in run]

    @staticmethod
    def packages(run):
        return SERVERS[run["server"]].packages

    def works(self):
        return [work for work in ("jvm", "hop", "django") if any(run["work"] == work for run in self.good)]

    def sites(self, work):
        return sorted({run["sites"] for run in self.good if run["work"] == work})

    def cells(self, work, sites):
        """In the order of the servers' list."""
        here = [run for run in self.good if (run["work"], run["sites"]) == (work, sites)]
        measured = [run for run in here if run["server"] == MEASURE[work]]
        named = [[run for run in here if run["server"] == name] for name in SERVERS]
        return [Cell(runs, measured) for runs in named if runs]
