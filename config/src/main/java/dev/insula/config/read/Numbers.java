package dev.insula.config.read;

import java.util.Optional;
import java.util.OptionalInt;

/** Between the boxed values of key tables and the plain ones of the model. */
final class Numbers {
  private Numbers() {}

  static OptionalInt optional(Optional<Integer> value) {
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }
}
