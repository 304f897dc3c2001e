package dev.insula.host.doctor;

import dev.insula.host.doctor.Probes.Try;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the probes found, as a table with a line for each kind of canary.
 *
 * @param terms what may be open
 */
public record IsolationReport(List<Try> tries, Terms terms) {
  /** Copies the list. */
  public IsolationReport {
    tries = List.copyOf(tries);
  }

  /** What was reached although nothing allows it. */
  public List<Try> leaks() {
    return tries.stream().filter(this::isLeak).toList();
  }

  private boolean isLeak(Try one) {
    return one.open() && terms.allowing(one).isEmpty();
  }

  /** One line a kind. */
  public List<String> lines() {
    Map<String, List<Try>> kinds = new LinkedHashMap<>();
    tries.forEach(one -> kinds.computeIfAbsent(kind(one), _ -> new ArrayList<>()).add(one));
    List<String> lines = new ArrayList<>();
    kinds.forEach((kind, all) -> lines.add("%-22s %s".formatted(kind, verdict(all))));
    return lines;
  }

  private static String kind(Try one) {
    // Several ways to one thing: "authentication, password".
    return one.kind().startsWith("file ") ? "file, secret" : one.kind().split(", ", 2)[0];
  }

  private String verdict(List<Try> all) {
    List<String> leaks =
        all.stream()
            .filter(this::isLeak)
            .map(one -> one.from() + " reaches that of " + one.to())
            .distinct()
            .toList();
    if (!leaks.isEmpty()) {
      return "LEAK: " + String.join("; ", leaks);
    }
    Map<String, Integer> shared = new TreeMap<>();
    for (Try one : all) {
      if (one.open()) {
        shared.merge(terms.allowing(one).orElse(""), 1, Integer::sum);
      }
    }
    int open = shared.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder verdict = new StringBuilder("closed (" + (all.size() - open) + " tries)");
    shared.forEach((why, count) ->
        verdict.append(", shared by ").append(why).append(" (").append(count).append(")"));
    return open == all.size() ? verdict.substring(verdict.indexOf("shared")) : verdict.toString();
  }
}
