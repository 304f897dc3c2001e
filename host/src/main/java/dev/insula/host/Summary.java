package dev.insula.host;

import dev.insula.host.supervise.State;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How all sites are, in one line for a person. */
final class Summary {
  private Summary() {}

  /** Such as {@code 12 sites ready, 1 failed}; states that no site has are left out. */
  static String of(List<State> states) {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    states.forEach(state -> counts.merge(state, 1, Integer::sum));
    int ready = counts.getOrDefault(State.READY, 0);
    String others =
        Arrays.stream(State.values())
            .filter(state -> state != State.READY && counts.containsKey(state))
            .map(state -> ", " + counts.get(state) + " " + state.word())
            .collect(Collectors.joining());
    return ready + (ready == 1 ? " site ready" : " sites ready") + others;
  }
}
