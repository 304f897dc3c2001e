package dev.insula.host.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a configuration of uWSGI in any of its forms, with what it includes. */
final class UwsgiReader {
  private static final Set<String> INCLUDES =
      Set.of("ini", "include", "inherit", "xml", "yaml", "yml");
  private static final int DEEPEST_INCLUDE = 8;

  private final Notes notes;
  private final List<UwsgiOption> options = new ArrayList<>();
  private int depth;

  private UwsgiReader(Notes notes) {
    this.notes = notes;
  }

  /** Its options in their order, placeholders filled in. */
  static List<UwsgiOption> read(Path file, Notes notes) throws IOException {
    var reader = new UwsgiReader(notes);
    reader.file(file, "uwsgi");
    return UwsgiPlaceholders.fill(reader.options);
  }

  private void file(Path file, String section) throws IOException {
    List<UwsgiOption> read = options(file, section);
    var magic = new UwsgiMagic(file);
    depth++;
    for (UwsgiOption option : read) {
      UwsgiOption filled = new UwsgiOption(option.key(), magic.fill(option.value()), option.at());
      if (INCLUDES.contains(filled.key())) {
        include(filled, file);
      } else {
        options.add(filled);
      }
    }
    depth--;
  }

  private static List<UwsgiOption> options(Path file, String section) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".xml")) {
      return UwsgiXml.options(file);
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return UwsgiLines.yaml(lines(file), file);
    }
    return UwsgiLines.ini(lines(file), file, section);
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private void include(UwsgiOption include, Path from) throws IOException {
    String value = include.value();
    int colon = value.lastIndexOf(':');
    Path file = from.resolveSibling(colon > 0 ? value.substring(0, colon) : value).normalize();
    if (Files.isRegularFile(file) && depth < DEEPEST_INCLUDE) {
      file(file, colon > 0 ? value.substring(colon + 1) : "uwsgi");
    } else {
      notes.lost(
          include.at(),
          include.key() + " = " + value + ": there is no such file, or it includes itself");
    }
  }
}
