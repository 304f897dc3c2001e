package dev.insula.config.read;

import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** The sites of all files. */
final class SiteList {
  private final SiteReader reader;
  private final Report report;
  private final Map<String, Spot> declared = new HashMap<>();
  private final SequencedMap<SiteName, Site> sites = new LinkedHashMap<>();

  SiteList(Node.Fields defaults, Context context) {
    this.reader = new SiteReader(context, defaults, new HostClaims());
    this.report = context.report();
  }

  void addAll(Node.Fields fields) {
    fields.byName().values().forEach(this::add);
  }

  private void add(Node.Field field) {
    Spot before = declared.putIfAbsent(field.name(), field.key());
    if (before == null) {
      reader.read(field).ifPresent(site -> sites.put(site.name(), site));
    } else {
      report.add(
          field.key(),
          " is declared already (" + before.place() + "); give one of the two another name");
    }
  }

  /** Where the site stands. */
  Spot spot(SiteName site) {
    return Objects.requireNonNull(declared.get(site.text()));
  }

  SequencedMap<SiteName, Site> sites() {
    return sites;
  }
}
