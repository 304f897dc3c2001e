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

/** The finished text of an import: a manifest, then comments. */
final class ImportedText {
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
    problems()
        .forEach(problem ->
            notes.lost(
                "line " + problem.place().line(), "insula check will say: " + problem.message()));
    return manifest() + String.join("\n", comments()) + "\n";
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
