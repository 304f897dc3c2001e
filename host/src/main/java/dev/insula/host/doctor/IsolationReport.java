package dev.insula.host.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the probes found, as a table with a line for each kind of canary.
 *
 * @param networked sites that share the machine's network, as their manifest says
 */
public record IsolationReport(List<Probes.Try> tries, Set<String> networked) {
  private static final Set<String> OF_THE_NETWORK = Set.of("abstract-socket", "loopback-port");

  public IsolationReport {
    tries = List.copyOf(tries);
    networked = Set.copyOf(networked);
  }

  /** What was reached although nothing in the manifest allows it. */
  public List<Probes.Try> leaks() {
    return tries.stream().filter(one -> one.open() && !isShared(one)).toList();
  }

  private boolean isShared(Probes.Try one) {
    return OF_THE_NETWORK.contains(one.kind())
        && networked.contains(one.from())
        && networked.contains(one.to());
  }

  /** One line a kind. */
  public List<String> lines() {
    Map<String, List<Probes.Try>> kinds = new LinkedHashMap<>();
    tries.forEach(one -> kinds.computeIfAbsent(kind(one), _ -> new ArrayList<>()).add(one));
    List<String> lines = new ArrayList<>();
    kinds.forEach((kind, all) -> lines.add("%-16s %s".formatted(kind, verdict(all))));
    return lines;
  }

  private static String kind(Probes.Try one) {
    return one.kind().startsWith("file ") ? "file, secret" : one.kind();
  }

  private String verdict(List<Probes.Try> all) {
    List<String> leaks =
        all.stream()
            .filter(one -> one.open() && !isShared(one))
            .map(one -> one.from() + " reaches that of " + one.to())
            .distinct()
            .toList();
    long shared = all.stream().filter(one -> one.open() && isShared(one)).count();
    if (!leaks.isEmpty()) {
      return "LEAK: " + String.join("; ", leaks);
    }
    return shared == 0
        ? "closed (%d tries)".formatted(all.size())
        : "closed (%d tries), shared by network: host (%d)".formatted(all.size() - shared, shared);
  }
}
