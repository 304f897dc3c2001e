package dev.insula.site;

import java.time.Duration;
import java.util.List;

/**
 * What stopping a site did.
 *
 * @param requestsCut how many requests were still being answered when the time was over
 * @param cleaned what the site had left behind and was removed, one sentence each
 * @param leftBehind what could not be removed and may keep the site's classes alive, one sentence
 *     each
 * @param took how long it took
 */
public record StopReport(
    int requestsCut, List<String> cleaned, List<String> leftBehind, Duration took) {

  /** Copies the lists. */
  public StopReport {
    cleaned = List.copyOf(cleaned);
    leftBehind = List.copyOf(leftBehind);
  }
}
