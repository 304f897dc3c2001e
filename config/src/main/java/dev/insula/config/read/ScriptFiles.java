package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.ObjectReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Python modules that are named by their file, such as {@code ./shop.wsgi:application}; a slash is
 * what tells a file from a module, as a script's name need not be one of a module.
 */
final class ScriptFiles {
  private ScriptFiles() {}

  static boolean isOne(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().indexOf('/') >= 0;
  }

  /** {@code FILE}, {@code FILE:ATTRIBUTE} or {@code FILE:FUNCTION()}. */
  static Optional<Application> wsgi(Node node, String rule, Report report) {
    return Scalars.textOf(node, rule, report)
        .flatMap(text -> {
          boolean isFactory = text.endsWith("()");
          String whole = isFactory ? text.substring(0, text.length() - 2) : text;
          boolean isBare = whole.indexOf(':', whole.lastIndexOf('/')) < 0 && !isFactory;
          return object(isBare ? whole + ":application" : whole, node, rule, report)
              .map(found -> new Application.Wsgi(found.module(), found.attribute(), isFactory));
        });
  }

  /** {@code FILE:ATTRIBUTE}. */
  static Optional<ObjectReference> reference(Node node, String rule, Report report) {
    return Scalars.textOf(node, rule, report).flatMap(text -> object(text, node, rule, report));
  }

  private static Optional<ObjectReference> object(
      String text, Node node, String rule, Report report) {
    int colon = text.indexOf(':');
    boolean isWhole = colon > 0 && ProgramNames.isDotted(text.substring(colon + 1));
    if (!isWhole) {
      Scalars.refuse(node, rule, "", report);
      return Optional.empty();
    }
    return Paths.resolve(node, text.substring(0, colon), report)
        .filter(file -> isFile(node, file, rule, report))
        .map(file -> new ObjectReference(file.toString(), text.substring(colon + 1)));
  }

  private static boolean isFile(Node node, Path file, String rule, Report report) {
    boolean mayExist = Paths.mayExist(node, file, report);
    return mayExist && (!Files.isDirectory(file) || Scalars.refuse(node, rule, "", report));
  }
}
