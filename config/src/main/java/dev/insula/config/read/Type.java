package dev.insula.config.read;

import java.util.Optional;

/** How a value is written, and what is made of it. */
interface Type<T> {
  /** The value, or nothing after the problem was reported. */
  Optional<T> read(Node node, Report report);
}
