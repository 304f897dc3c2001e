package dev.insula.site.clean;

import java.util.List;

/**
 * What the cleaner did.
 *
 * @param cleaned what was found and ended or removed, one sentence each
 * @param leftBehind what could not be, one sentence each
 */
public record CleanReport(List<String> cleaned, List<String> leftBehind) {
  /** Copies the lists. */
  public CleanReport {
    cleaned = List.copyOf(cleaned);
    leftBehind = List.copyOf(leftBehind);
  }
}
