package dev.insula.host.importer;

import dev.insula.config.Problem;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.host.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The finished text of an import: a manifest, then comments. */
final class ImportedText {
  /** How the reader speaks of a key whose feature this version does not have. */
  private static final String NOT_AVAILABLE = "is not available yet";

  private static final Set<String> APPLICATIONS = Set.of("war", "boot", "command", "proxy");

  private final String from;
  private final Map<String, Object> tree;
  private final Notes notes;

  private ImportedText(String from, ManifestDraft draft) {
    this.from = from;
    this.tree = changeable(draft.tree());
    this.notes = draft.notes();
  }

  /**
   * The text; what the manifest's own reader still finds wrong with it stands in the comments.
   *
   * @param from what was read, for the first line
   */
  static String of(String from, ManifestDraft draft) throws IOException {
    draft.settle();
    return new ImportedText(from, draft).text();
  }

  private String text() throws IOException {
    List<Problem> problems = problems();
    problems.stream()
        .filter(problem -> problem.message().contains(NOT_AVAILABLE))
        .forEach(this::leaveOut);
    problems()
        .forEach(problem ->
            notes.lost(
                "line " + problem.place().line(), "insula check will say: " + problem.message()));
    return manifest() + String.join("\n", comments()) + "\n";
  }

  /** A site whose application object goes cannot stay either. */
  private void leaveOut(Problem problem) {
    List<String> path = List.of(problem.path().split("\\.", -1));
    boolean isApplication = path.size() == 3 && APPLICATIONS.contains(path.getLast());
    notes.lost(problem.path(), "this version of Insula does not have it yet, so it was left out");
    remove(tree, "", isApplication ? path.get(0) + "." + path.get(1) : problem.path());
  }

  private static void remove(Map<?, ?> map, String prefix, String path) {
    map.entrySet()
        .removeIf(entry -> {
          String here = prefix + entry.getKey();
          if (path.startsWith(here + ".") && entry.getValue() instanceof Map<?, ?> inner) {
            remove(inner, here + ".", path);
            return inner.isEmpty();
          }
          return path.equals(here);
        });
  }

  private String manifest() {
    return "# Made by \"insula import\" from " + from + ".\n" + YamlText.of(tree);
  }

  private static Map<String, Object> changeable(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
    return copy;
  }

  /** What YAML has: all but maps, lists, numbers and booleans is its text. */
  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> inner -> changeable(inner);
      case Collection<?> items -> items.stream().map(ImportedText::plain).toList();
      case Number _, Boolean _ -> value;
      default -> value.toString();
    };
  }

  private List<String> comments() {
    List<String> comments = notes.comments();
    return comments.isEmpty() ? List.of("# Everything was carried over.") : comments;
  }

  private List<Problem> problems() throws IOException {
    Path folder = Files.createTempDirectory("insula-import");
    Path file = folder.resolve("insula.yaml");
    try {
      Files.writeString(file, manifest());
      return ManifestReader.read(file) instanceof Reading.Invalid(var problems)
          ? problems.list()
          : List.of();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
