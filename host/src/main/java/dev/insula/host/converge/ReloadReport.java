package dev.insula.host.converge;

import dev.insula.config.SiteName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a boot or a reload did, site by site, in the manifest's order. */
public record ReloadReport(List<Entry> entries, List<String> warnings) {
  /** What happened to one site. */
  public enum Change {
    /** It is new and runs. */
    ADDED,
    /** A new generation runs in place of the old one. */
    REPLACED,
    /** It is gone; its last requests are being finished. */
    REMOVED,
    /** The same generation answers for other host names or under other limits. */
    REROUTED,
    /** Not touched. */
    UNCHANGED,
    /** The new version could not start; what ran before, if anything, still runs. */
    FAILED;

    /** The word for output. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One site's line.
   *
   * @param message why it failed, as a sentence without the site's name
   */
  public record Entry(SiteName site, Change change, Optional<String> message) {}

  public ReloadReport {
    entries = List.copyOf(entries);
    warnings = List.copyOf(warnings);
  }

  /** Whether every site is as the manifest wants it. */
  public boolean complete() {
    return warnings.isEmpty()
        && entries.stream().noneMatch(entry -> entry.change() == Change.FAILED);
  }
}
