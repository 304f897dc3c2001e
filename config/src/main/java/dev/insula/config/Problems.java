package dev.insula.config;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong in a manifest and the files it includes, in file order; never empty. */
public record Problems(List<Problem> list) {
  public Problems {
    list = List.copyOf(list);
    if (list.isEmpty()) {
      throw new IllegalArgumentException("a manifest without problems is valid");
    }
  }

  /** One line per problem, then one with their count, as {@code insula check} prints them. */
  @Override
  public String toString() {
    String lines = list.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    return lines + "\n" + (list.size() == 1 ? "1 problem" : list.size() + " problems");
  }
}
