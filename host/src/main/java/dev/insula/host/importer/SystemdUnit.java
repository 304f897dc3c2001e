package dev.insula.host.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code [Service]} section of a systemd unit file (systemd.syntax(7)). */
final class SystemdUnit {
  /** One assignment. */
  record Entry(String key, String value, Whence at) {}

  private final List<Entry> entries;

  private SystemdUnit(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  static SystemdUnit read(Path file) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    List<Entry> entries = new ArrayList<>();
    boolean counts = false;
    for (int i = 0; i < lines.size(); i++) {
      var at = new Whence(file, i + 1);
      var line = new StringBuilder(lines.get(i).strip());
      while (line.toString().endsWith("\\") && i + 1 < lines.size()) {
        line.setLength(line.length() - 1);
        line.append(' ').append(lines.get(++i).strip());
      }
      String text = line.toString();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        counts = text.equals("[Service]");
      } else if (counts && equals > 0 && text.charAt(0) != '#' && text.charAt(0) != ';') {
        entries.add(
            new Entry(text.substring(0, equals).strip(), text.substring(equals + 1).strip(), at));
      }
    }
    return new SystemdUnit(entries);
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<Entry> last(String key) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key) && !entry.value().isEmpty())
        .reduce((_, later) -> later);
  }

  /** What {@code Environment=} and the files of {@code EnvironmentFile=} that are there set. */
  Map<String, String> environment(Notes notes) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.key().equals("Environment")) {
        ShellWords.of(entry.value()).forEach(word -> assign(word, all));
      } else if (entry.key().equals("EnvironmentFile")) {
        environmentFile(entry, all, notes);
      }
    }
    return all;
  }

  private static void environmentFile(Entry entry, Map<String, String> all, Notes notes)
      throws IOException {
    Path file = Path.of(entry.value().replaceFirst("^-", ""));
    if (!Files.isRegularFile(file)) {
      notes.lost(
          entry.at(), "EnvironmentFile " + file + " is not there, so its variables are missing");
      return;
    }
    for (String line :
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        ShellWords.of(line).stream().limit(1).forEach(word -> assign(word, all));
      }
    }
    notes.hint(
        entry.at(),
        "the variables of "
            + file
            + " stand under env:; give those that nobody may see under secrets:");
  }

  private static void assign(String word, Map<String, String> all) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      all.put(word.substring(0, equals), word.substring(equals + 1));
    }
  }
}
