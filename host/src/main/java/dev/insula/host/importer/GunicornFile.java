package dev.insula.host.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code gunicorn.conf.py}, read as text: settings that are literals count, code is told of. */
final class GunicornFile {
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)\\s*=(?!=)");
  private static final Pattern FUNCTION = Pattern.compile("def\\s+(\\w+).*");

  private final Path file;
  private final String text;
  private final Notes notes;
  private final List<GunicornOption> options = new ArrayList<>();

  private GunicornFile(Path file, String text, Notes notes) {
    this.file = file;
    this.text = text;
    this.notes = notes;
  }

  static List<GunicornOption> read(Path file, Notes notes) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    var reader = new GunicornFile(file, text, notes);
    reader.statements();
    PythonFiles.inspect(file, notes);
    return reader.options;
  }

  /** Every line that begins at the margin begins a statement, as far as settings go. */
  private void statements() {
    int line = 1;
    for (int from = 0; from < text.length(); line++) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      statement(text.substring(from, to).stripTrailing(), from, new Whence(file, line));
      from = to + 1;
    }
  }

  private void statement(String line, int from, Whence at) {
    Matcher assignment = ASSIGNMENT.matcher(line);
    Matcher function = FUNCTION.matcher(line);
    if (assignment.lookingAt()) {
      assign(assignment.group(1), from + assignment.end(), line, at);
    } else if (function.matches()) {
      notes.lost(
          at, "the server hook " + function.group(1) + ": Insula calls no code of a configuration");
    } else if (line.startsWith("if ") || line.startsWith("for ") || line.startsWith("with ")) {
      notes.lost(
          at,
          "\"" + line + "\": the configuration is read, not run, so what this decides is unknown");
    }
  }

  private void assign(String name, int from, String line, Whence at) {
    Optional<Object> value = PythonLiteral.at(text, from);
    if (value.isEmpty()) {
      notes.lost(at, "\"" + line + "\" is no plain value, and the configuration is not run");
    } else if (value.get() instanceof List<?> items) {
      items.forEach(item -> options.add(new GunicornOption(name, item.toString(), at)));
    } else {
      options.add(new GunicornOption(name, value.get().toString(), at));
    }
  }
}
