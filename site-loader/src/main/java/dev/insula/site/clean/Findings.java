package dev.insula.site.clean;

import java.util.ArrayList;
import java.util.List;

/** Collects what the steps of one cleaning have to say. For one thread at a time. */
final class Findings {
  private final List<String> cleaned = new ArrayList<>();
  private final List<String> leftBehind = new ArrayList<>();

  void cleaned(String sentence) {
    cleaned.add(sentence);
  }

  void leftBehind(String sentence) {
    leftBehind.add(sentence);
  }

  CleanReport report() {
    return new CleanReport(cleaned, leftBehind);
  }
}
