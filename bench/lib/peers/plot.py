"""Bars as SVG, readable on light and on dark paper."""
from xml.sax.saxutils import escape

from .table import count

STYLE = """<style>
  text { font: 13px system-ui, sans-serif; fill: #222 }
  .title { font-weight: 600; font-size: 15px }
  .note, .value { fill: #555; font-size: 12px }
  .insula { font-weight: 600 }
  .bar0 { fill: #9ab8d8 } .bar1 { fill: #5b8dbf } .bar2 { fill: #2f6196 }
  .own0 { fill: #f0b27a } .own1 { fill: #dd8433 } .own2 { fill: #b35c10 }
  .range { stroke: #222; stroke-width: 1.5 }
  .axis { stroke: #999 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e6e6 } .note, .value { fill: #b0b0b0 } .range { stroke: #e6e6e6 } .axis { stroke: #777 }
  }
</style>"""
LEFT, WIDTH, BAR, GAP = 230, 430, 15, 10


def bars(title, unit, series, groups):
    """groups: (label, is Insula's, one (median, least, most) or None for each name of the series); zero is on the left."""
    most = max((value[2] for _, _, values in groups for value in values if value), default=1) or 1
    parts, y = [], 62
    for label, own, values in groups:
        middle = y + BAR * len(values) / 2 + 4
        parts.append('<text x="%d" y="%.0f" text-anchor="end"%s>%s</text>' % (LEFT - 8, middle, ' class="insula"' if own else "", escape(label)))
        for shade, value in enumerate(values):
            parts += bar(y, value, most, ("own%d" if own else "bar%d") % min(shade, 2))
            y += BAR
        y += GAP
    parts.append('<line class="axis" x1="%d" y1="54" x2="%d" y2="%d"/>' % (LEFT, LEFT, y - GAP + 4))
    note = "%s; %s; the thin line is the range" % (unit, " / ".join(series) if len(series) > 1 else series[0])
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 %d" role="img">' % (y + 6), "<title>%s</title>" % escape(title), STYLE,
                      '<text class="title" x="10" y="22">%s</text>' % escape(title), '<text class="note" x="10" y="42">%s</text>' % escape(note)]
                     + parts + ["</svg>", ""])


def bar(y, value, most, shade):
    if not value:
        return ['<text class="note" x="%d" y="%.0f">not measured</text>' % (LEFT + 5, y + BAR - 4)]
    median, low, high = (number * WIDTH / most for number in value)
    text = "%.0f" % value[0] if value[0] >= 100 else "%.1f" % value[0] if value[0] >= 10 else "%.2f" % value[0]
    middle = y + BAR / 2 - 1
    return ['<rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="1"/>' % (shade, LEFT, y, max(median, 1), BAR - 2),
            '<line class="range" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>' % (LEFT + low, middle, LEFT + high, middle),
            '<text class="value" x="%.1f" y="%d">%s</text>' % (LEFT + max(median, high) + 6, y + BAR - 4, text)]


FIGURES = [("cpu", "cpu_us", "CPU a request", "microseconds"), ("memory", "mib_site", "Memory a site", "MiB of proportional set size"),
           ("cold", "cold_cpu_s", "CPU until all sites have answered", "seconds")]


def plots(results, works):
    """Name of the file and the drawing, for each work and figure."""
    for work in results.works():
        counts = results.sites(work)
        cells = {sites: {cell.server.title: cell for cell in results.cells(work, sites)} for sites in counts}
        titles = [title for title in dict.fromkeys(title for sites in counts for title in cells[sites])]
        for file, figure, what, unit in FIGURES:
            groups = [group(title, [cells[sites].get(title) for sites in counts], figure) for title in titles]
            series = [count(sites) for sites in counts]
            yield "peers-%s-%s.svg" % (work, file), bars("%s. %s" % (what, works[work]), unit, series, groups)


def group(title, cells, figure):
    values = [(cell.median(figure), min(cell.values(figure)), max(cell.values(figure))) if cell else None for cell in cells]
    return title.replace("`", ""), title.startswith("Insula"), values
