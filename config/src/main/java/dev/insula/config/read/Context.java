package dev.insula.config.read;

import dev.insula.config.Isolation;
import java.util.Optional;

/**
 * What the reading of a section depends on.
 *
 * @param kind of the site that the section belongs to; empty: not known, so every key may stand
 * @param isolation likewise
 */
record Context(
    Report report, Recorder recorder, Optional<Kind> kind, Optional<Isolation> isolation) {

  Context forKind(Kind other) {
    return new Context(report, recorder, Optional.of(other), isolation);
  }

  /** What is read from now on is noted apart. */
  Context forAnotherFile() {
    return new Context(report, new Recorder(), kind, isolation);
  }

  Context forAnyKind() {
    return new Context(report, recorder, Optional.empty(), Optional.empty());
  }

  Context forIsolation(Isolation other) {
    return new Context(report, recorder, kind, Optional.of(other));
  }

  /** Why the key means nothing here; empty when it does. */
  Optional<String> objectionTo(Key<?> key) {
    if (kind.isPresent() && !key.kinds().contains(kind.get())) {
      return Optional.of(" means nothing for a " + kind.get() + " site; remove it");
    }
    if (key.needsProcess() && isolation.isPresent() && isolation.get() != Isolation.PROCESS) {
      return Optional.of(
          " means nothing without a process of the site's own; remove it, or add \"isolation: process\"");
    }
    return Optional.empty();
  }
}
