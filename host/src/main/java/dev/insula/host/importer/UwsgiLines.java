package dev.insula.host.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The forms of uWSGI's configuration that have one option a line. */
final class UwsgiLines {
  private UwsgiLines() {}

  /** The options of one section of an ini file. */
  static List<UwsgiOption> ini(List<String> lines, Path file, String section) {
    List<UwsgiOption> options = new ArrayList<>();
    boolean counts = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        counts = line.substring(1, line.length() - 1).equals(section);
      } else if (counts && !line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
        options.add(option(line, '=', new Whence(file, i + 1)));
      }
    }
    return options;
  }

  /** The simple YAML that uWSGI itself reads: {@code key: value} below {@code uwsgi:}. */
  static List<UwsgiOption> yaml(List<String> lines, Path file) {
    List<UwsgiOption> options = new ArrayList<>();
    boolean counts = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean isIndented = line.startsWith(" ") || line.startsWith("\t");
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#") || text.equals("---")) {
        continue;
      }
      if (!isIndented) {
        counts = text.equals("uwsgi:");
      } else if (counts) {
        options.add(unquoted(option(text.replaceFirst("^- ", ""), ':', new Whence(file, i + 1))));
      }
    }
    return options;
  }

  private static UwsgiOption option(String line, char separator, Whence at) {
    int end = line.indexOf(separator);
    return end < 0
        ? UwsgiOption.of(line, "true", at)
        : UwsgiOption.of(line.substring(0, end), line.substring(end + 1), at);
  }

  private static UwsgiOption unquoted(UwsgiOption option) {
    String value = option.value();
    boolean isQuoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return isQuoted
        ? new UwsgiOption(option.key(), value.substring(1, value.length() - 1), option.at())
        : option;
  }
}
