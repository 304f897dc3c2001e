package dev.insula.spawner;

import dev.insula.spawner.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shared processes that have not ended. One whose members are all gone counts as long as it
 * lives: its program says when they are, and each process has the full limits.
 */
final class SharedProcesses {
  private record Begun(Plan plan, SharedProcess process) {}

  private final List<Begun> begun = new ArrayList<>();

  /** Starts a member in the process with this plan; empty if there is none that takes members. */
  Optional<Member> join(Plan plan, Generation.Facts facts, String input, String farewell) {
    for (Begun known : living()) {
      if (known.plan().equals(plan)) {
        Optional<Member> member = known.process().add(facts, input, farewell);
        if (member.isPresent()) {
          return member;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if as many processes of this name live as one site may have
   */
  void requireRoom(Plan plan) {
    String name = plan.site();
    long others = living().stream().filter(known -> known.plan().site().equals(name)).count();
    if (others >= Wrapping.MOST_GENERATIONS) {
      throw new IllegalArgumentException(
          "the shared process %s lives %d times already; one must end first"
              .formatted(name, others));
    }
  }

  void add(Plan plan, SharedProcess process) {
    begun.add(new Begun(plan, process));
  }

  List<Child> children() {
    return living().stream().map(known -> known.process().child()).toList();
  }

  private List<Begun> living() {
    begun.removeIf(known -> known.process().child().isOver());
    return begun;
  }
}
