package dev.insula.host.importer;

import java.util.Optional;
import java.util.OptionalInt;

/** Numbers as other servers write them. */
final class Amounts {
  static final String ADDRESS_SPACE =
      "%s limited the address space, not the memory in use; programs that map files or start threads"
          + " hit it by chance, so it was not carried over: set limits.memory to what the site may"
          + " really use";

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private Amounts() {}

  /** A whole number from 0, if it is one. */
  static OptionalInt count(String text) {
    boolean isCount =
        !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isCount ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /**
   * A size in the manifest's words; at least 1 MiB is shown in MiB when nothing is lost by it.
   *
   * @param unit how many bytes one of the number's units has
   */
  static Optional<String> bytes(String text, long unit) {
    boolean isNumber =
        !text.isEmpty() && text.length() < 13 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || Long.parseLong(text) == 0) {
      return Optional.empty();
    }
    long bytes = Long.parseLong(text) * unit;
    return Optional.of(
        bytes % MIB == 0
            ? bytes / MIB + "MiB"
            : bytes % KIB == 0 ? bytes / KIB + "KiB" : bytes + "B");
  }
}
