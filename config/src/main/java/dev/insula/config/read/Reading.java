package dev.insula.config.read;

import dev.insula.config.Manifest;
import dev.insula.config.Problems;

/** What came of reading a manifest. */
public sealed interface Reading {
  record Valid(Manifest manifest) implements Reading {}

  record Invalid(Problems problems) implements Reading {}
}
