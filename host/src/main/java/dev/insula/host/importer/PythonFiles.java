package dev.insula.host.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of a WSGI script from its name and its text; nothing of it is run. */
public final class PythonFiles {
  private static final Pattern SETTINGS =
      Pattern.compile(
          "setdefault\\(\\s*['\"]DJANGO_SETTINGS_MODULE['\"]\\s*,\\s*['\"]([\\w.]+)['\"]");
  private static final Pattern ASSIGNED =
      Pattern.compile("^\\s*os\\.environ\\[\\s*['\"](\\w+)['\"]\\s*\\]\\s*=(?!=)\\s*(.*)$");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private PythonFiles() {}

  /**
   * How the manifest names what a file defines: as a module if it lies below one of the folders of
   * the search path, else by the file itself.
   */
  static String reference(Path script, Collection<Path> searchPath, String attribute) {
    return searchPath.stream()
        .filter(script::startsWith)
        .max(Comparator.comparingInt(Path::getNameCount))
        .flatMap(folder -> module(folder.relativize(script)))
        .orElseGet(script::toString)
        .concat(":" + attribute);
  }

  /** The module's dotted name, if the file's name can be one. */
  private static Optional<String> module(Path relative) {
    String text = relative.toString();
    if (!text.endsWith(".py")) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.substring(0, text.length() - 3).split("/", -1));
    boolean isName = parts.stream().allMatch(part -> IDENTIFIER.matcher(part).matches());
    return isName ? Optional.of(String.join(".", parts)) : Optional.empty();
  }

  /** The absolute folders of a list that is separated by colons. */
  static List<Path> searchPath(String text) {
    return List.of(text.split(":", -1)).stream()
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder).normalize())
        .toList();
  }

  /** The file of a module below one of these folders, if it is there. */
  static Optional<Path> fileOf(String module, Collection<Path> searchPath) {
    String name = module.replace('.', '/');
    return searchPath.stream()
        .flatMap(folder ->
            List.of(folder.resolve(name + ".py"), folder.resolve(name).resolve("__init__.py"))
                .stream())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The settings module that the script, such as a manage.py, asks for unless told another one. */
  public static Optional<String> defaultSettings(Path script) {
    Matcher found = SETTINGS.matcher(String.join("\n", lines(script)));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** Tells of what the script does to the whole process. */
  static void inspect(Path script, Notes notes) {
    List<String> lines = lines(script);
    for (int i = 0; i < lines.size(); i++) {
      Matcher found = ASSIGNED.matcher(lines.get(i));
      if (found.matches()) {
        notes.trap(
            new Whence(script, i + 1),
            "os.environ[\"%s\"] is assigned for the whole process, so it wins over what the manifest says, and in a process shared with another application it changed that one, too"
                .formatted(found.group(1)));
      }
    }
  }

  private static List<String> lines(Path script) {
    try {
      return Files.isReadable(script)
          ? new String(Files.readAllBytes(script), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      // What cannot be read is not inspected.
      return List.of();
    }
  }
}
