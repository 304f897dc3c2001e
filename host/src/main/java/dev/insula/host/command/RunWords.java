package dev.insula.host.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The words of a start, {@code insula run [OPTIONS] [MANIFEST]}, read without picocli: its classes
 * are of a format that no AOT cache takes, so that a start which needs them takes twice as long.
 * Words that are not exactly of this form are none of these, and picocli says what is wrong with
 * them.
 */
final class RunWords {
  private final List<String> listen = new ArrayList<>();
  private Optional<Path> manifest = Optional.empty();
  private Optional<Path> spawner = Optional.empty();
  private Optional<Path> logs = Optional.empty();
  private boolean apply;

  private RunWords() {}

  /** What the arguments of the program ask for, or empty if somebody else has to look at them. */
  static Optional<RunOrder> read(String... arguments) {
    Iterator<String> words = List.of(arguments).iterator();
    if (!words.hasNext() || !words.next().equals("run")) {
      return Optional.empty();
    }
    var read = new RunWords();
    try {
      while (words.hasNext()) {
        if (!read.take(words.next(), words)) {
          return Optional.empty();
        }
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return Optional.of(
        new RunOrder(read.manifest, read.listen, read.spawner, read.logs, read.apply));
  }

  private boolean take(String word, Iterator<String> rest) {
    if (word.equals("--apply")) {
      boolean isFirst = !apply;
      apply = true;
      return isFirst;
    }
    if (!word.startsWith("-") && !word.startsWith("@")) {
      boolean isFirst = manifest.isEmpty() && !word.isEmpty();
      manifest = Optional.of(Path.of(word));
      return isFirst;
    }
    return rest.hasNext() && take(word, rest.next());
  }

  private boolean take(String option, String value) {
    if (value.isEmpty() || value.startsWith("-") || value.startsWith("@")) {
      return false;
    }
    boolean isFirst =
        switch (option) {
          case "--listen" -> true;
          case "--spawner" -> spawner.isEmpty();
          case "--logs" -> logs.isEmpty();
          default -> false;
        };
    switch (option) {
      case "--listen" -> listen.add(value);
      case "--spawner" -> spawner = Optional.of(Path.of(value));
      case "--logs" -> logs = Optional.of(Path.of(value));
      default -> {
        // Somebody else says that there is no such option.
      }
    }
    return isFirst;
  }
}
