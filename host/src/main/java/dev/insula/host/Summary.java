package dev.insula.host;

import dev.insula.host.supervise.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How all sites are, in one line for a person. */
final class Summary {
  private Summary() {}

  /**
   * Such as {@code 12 sites ready, 1 failed}; states that no site has are left out.
   *
   * @param states a word for each site, as status output has it
   */
  static String of(List<String> states) {
    Map<String, Integer> counts = new TreeMap<>();
    states.forEach(state -> counts.merge(state, 1, Integer::sum));
    Integer ready = counts.remove(State.READY.word());
    String others =
        counts.entrySet().stream()
            .map(count -> ", " + count.getValue() + " " + count.getKey())
            .collect(Collectors.joining());
    int serving = ready == null ? 0 : ready;
    return serving + (serving == 1 ? " site ready" : " sites ready") + others;
  }
}
