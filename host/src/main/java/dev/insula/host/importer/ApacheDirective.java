package dev.insula.host.importer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One directive, or a section with what stands in it.
 *
 * @param written its name as it was written; Apache does not mind the case
 * @param inside empty for anything but a section
 */
record ApacheDirective(
    String written, List<String> arguments, List<ApacheDirective> inside, Whence at) {
  ApacheDirective {
    arguments = List.copyOf(arguments);
    inside = List.copyOf(inside);
  }

  /** In lower case. */
  String name() {
    return written.toLowerCase(Locale.ROOT);
  }

  boolean is(String other) {
    return written.equalsIgnoreCase(other);
  }

  /** The argument with this index, empty text if there is none. */
  String argument(int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }

  /** What stands directly inside under this name. */
  Stream<ApacheDirective> all(String name) {
    return inside.stream().filter(directive -> directive.is(name));
  }

  /** The last of them, which is the one that counts in Apache. */
  Optional<ApacheDirective> last(String name) {
    return all(name).reduce((_, later) -> later);
  }

  /** Everything inside, at any depth, with this name. */
  Stream<ApacheDirective> anywhere(String name) {
    return inside.stream()
        .flatMap(directive ->
            Stream.concat(
                directive.is(name) ? Stream.of(directive) : Stream.empty(),
                directive.anywhere(name)));
  }
}
