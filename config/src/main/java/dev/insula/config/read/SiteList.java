package dev.insula.config.read;

import dev.insula.config.Place;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The sites of all files. */
final class SiteList {
  /**
   * One declared site, apart from the tree that it was read from.
   *
   * @param process where its process is described, else the site's own place
   * @param site empty when it is faulty
   */
  record Entry(
      String name,
      Place place,
      String path,
      Place process,
      Optional<Site> site,
      List<HostClaims.Claim> claims) {}

  private final Node.Fields defaults;
  private final Report report;
  private final HostClaims claims = new HostClaims();
  private final ProcessGroups groups = new ProcessGroups();
  private final Map<String, Place> declared = new HashMap<>();
  private final SequencedMap<SiteName, Site> sites = new LinkedHashMap<>();

  SiteList(Node.Fields defaults, Report report) {
    this.defaults = defaults;
    this.report = report;
  }

  /** Reads the sites of one file. */
  List<Entry> addAll(Node.Fields fields, Context context) {
    SiteReader reader = new SiteReader(context, defaults);
    List<Entry> entries = new ArrayList<>();
    for (Node.Field field : fields.byName().values()) {
      Spot key = field.key();
      if (isFirst(field.name(), key.place(), key.path())) {
        Entry entry = entry(field, reader.read(field));
        entries.add(entry);
        keep(entry);
      }
    }
    return entries;
  }

  private static Entry entry(Node.Field field, Optional<Site> site) {
    List<HostClaims.Claim> claims =
        field.value() instanceof Node.Fields fields ? HostClaims.of(field, fields) : List.of();
    Spot key = field.key();
    Place process = ProcessGroups.place(field);
    return new Entry(field.name(), key.place(), key.path(), process, site, claims);
  }

  /** Adds what was read before. */
  void addAgain(List<Entry> entries) {
    for (Entry entry : entries) {
      if (isFirst(entry.name(), entry.place(), entry.path())) {
        keep(entry);
      }
    }
  }

  private void keep(Entry entry) {
    entry.claims().forEach(claim -> claims.add(claim, report));
    entry
        .site()
        .ifPresent(site -> {
          groups.add(site, entry.process(), report);
          sites.put(site.name(), site);
        });
  }

  private boolean isFirst(String name, Place place, String path) {
    Place before = declared.putIfAbsent(name, place);
    if (before != null) {
      report.add(
          place,
          path,
          Shown.path(path)
              + " is declared already ("
              + before
              + "); give one of the two another name.");
    }
    return before == null;
  }

  SequencedMap<SiteName, Site> sites() {
    return sites;
  }
}
