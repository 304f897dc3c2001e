package dev.insula.config.read;

import dev.insula.config.Place;
import dev.insula.config.Problem;
import dev.insula.config.Problems;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Collects the problems of one reading; the same one is told once. */
final class Report {
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Map<Path, Integer> files = new HashMap<>();
  private int looks;

  /** Files are told in the order in which they are opened. */
  void opens(Path shown) {
    files.putIfAbsent(shown, files.size());
  }

  /** Adds a problem whose message begins with the path of the value. */
  void add(Spot spot, String predicate) {
    add(spot.place(), spot.path(), Shown.path(spot.path()) + predicate + ".");
  }

  /**
   * @param suggestion begins with a full stop, or is empty; see {@link Words}
   */
  void add(Spot spot, String predicate, String suggestion) {
    String sentence = Shown.path(spot.path()) + predicate;
    add(spot.place(), spot.path(), suggestion.isEmpty() ? sentence + "." : sentence + suggestion);
  }

  /** Suggestions from the file system are bounded, so that no manifest makes reading slow. */
  boolean mayLookAtAnotherFolder() {
    return looks++ < 100;
  }

  void add(Place place, String path, String message) {
    problems.add(new Problem(place, path, message));
  }

  int size() {
    return problems.size();
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  Problems inFileOrder() {
    Comparator<Problem> byPlace =
        Comparator.comparingInt((Problem problem) -> files.getOrDefault(problem.place().file(), 0))
            .thenComparingInt(problem -> problem.place().line())
            .thenComparingInt(problem -> problem.place().column());
    return new Problems(problems.stream().sorted(byPlace).toList());
  }
}
