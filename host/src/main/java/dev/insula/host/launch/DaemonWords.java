package dev.insula.host.launch;

import java.util.Optional;
import org.jboss.logging.Logger;

/** Sentences made of what a daemon process says. */
final class DaemonWords {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private DaemonWords() {}

  /** Whether the daemon takes multiplexed links on its socket. */
  static boolean takesLinks(StatusLine line) {
    return line.value("link").filter("true"::equals).isPresent();
  }

  static String failure(StatusLine line) {
    String message = line.value("message").orElse("it gave no reason");
    String place =
        line.value("file")
            .map(file -> " (" + file + line.value("line").map(n -> ":" + n).orElse("") + ")")
            .orElse("");
    return message + place;
  }

  /** Why a single process should be replaced, if that is what it says. */
  static Optional<String> worn(StatusLine line) {
    return switch (line.value("state").orElse("")) {
      case "stuck" -> Optional.of("a request was stuck, so the process was replaced");
      case "worn" -> Optional.of("the process had used up its share, so it was replaced");
      default -> Optional.empty();
    };
  }

  /** That one of several processes could not be replaced, if that is what it says. */
  static Optional<String> notReplaced(StatusLine line) {
    return line.value("state")
        .filter("failed"::equals)
        .map(_ -> "a process could not be replaced, the others go on: " + failure(line));
  }

  /** Which application object it is, where the manifest left that to the site's settings. */
  static Optional<String> application(StatusLine line) {
    return line.value("named_by")
        .flatMap(setting ->
            line.value("application")
                .map(name -> "the application is %s, as %s says".formatted(name, setting)));
  }

  /** What it wrote although the whole JVM shares it; also told on the log where that is wanted. */
  static String shared(StatusLine line) {
    String clause = line.value("message").orElse("it changed what the whole JVM shares");
    if (line.value("warn").filter("true"::equals).isPresent()) {
      LOG.warnf("A site in a process of its own: %s", clause);
    }
    return clause;
  }

  static String drift(StatusLine line) {
    return "the application set its settings module to \"%s\"; the manifest says \"%s\""
        .formatted(line.value("actual").orElse("?"), line.value("expected").orElse("?"));
  }
}
