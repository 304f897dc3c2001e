package dev.insula.host.importer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Apache's configuration files into a tree: continued lines, quotes, {@code Define}, {@code
 * Include}; conditional sections are taken, with the modules that they ask for.
 */
final class ApacheReader {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:]+)}");
  private static final Set<String> CONDITIONS =
      Set.of("ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection");
  private static final int DEEPEST_INCLUDE = 16;

  /** A section that is being read. */
  private record Open(
      String name, List<String> arguments, Whence at, List<ApacheDirective> inside) {}

  private final Notes notes;
  private final Map<String, String> variables = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Path start;
  private Path serverRoot;
  private int depth;

  private ApacheReader(Path start, Notes notes) {
    this.start = start;
    this.serverRoot = folderOf(start);
    this.notes = notes;
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** The whole configuration as one section. */
  static ApacheDirective read(List<Path> files, Notes notes) throws IOException {
    var reader = new ApacheReader(files.getFirst(), notes);
    reader.open.push(new Open("", List.of(), new Whence(reader.start, 0), new ArrayList<>()));
    for (Path file : files) {
      reader.file(file);
    }
    while (reader.open.size() > 1) {
      notes.lost(
          reader.open.element().at(),
          "the section <" + reader.open.element().name() + "> is never closed");
      reader.close(reader.open.element().name(), reader.open.element().at());
    }
    return new ApacheDirective(
        "", List.of(), reader.open.element().inside(), new Whence(reader.start, 0));
  }

  private void file(Path file) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    depth++;
    for (int i = 0; i < lines.size(); i++) {
      var at = new Whence(file, i + 1);
      var line = new StringBuilder(lines.get(i));
      while (line.toString().endsWith("\\") && i + 1 < lines.size()) {
        line.setLength(line.length() - 1);
        line.append(lines.get(++i));
      }
      line(line.toString().strip(), at);
    }
    depth--;
  }

  private void line(String line, Whence at) throws IOException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("</")) {
      close(line.substring(2).replace(">", "").strip(), at);
    } else if (line.startsWith("<")) {
      List<String> words =
          words(line.substring(1, line.endsWith(">") ? line.length() - 1 : line.length()));
      open.push(new Open(first(words), rest(words), at, new ArrayList<>()));
    } else {
      List<String> words = words(line);
      directive(new ApacheDirective(first(words), rest(words), List.of(), at));
    }
  }

  private static String first(List<String> words) {
    return words.isEmpty() ? "" : words.getFirst();
  }

  private static List<String> rest(List<String> words) {
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }

  private List<String> words(String line) {
    return ApacheWords.of(substitute(line));
  }

  private String substitute(String line) {
    return VARIABLE
        .matcher(line)
        .replaceAll(found ->
            Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
  }

  private void close(String name, Whence at) {
    if (open.size() == 1 || !open.element().name().equalsIgnoreCase(name)) {
      notes.lost(at, "</" + name + "> closes nothing that is open here");
      return;
    }
    Open section = open.pop();
    if (CONDITIONS.contains(name.toLowerCase(Locale.ROOT))) {
      if (isTaken(section)) {
        open.element().inside().addAll(section.inside());
      }
    } else {
      add(new ApacheDirective(section.name(), section.arguments(), section.inside(), section.at()));
    }
  }

  /** Whether a conditional section counts: modules are there, names are what Define made them. */
  private boolean isTaken(Open section) {
    String condition = first(section.arguments());
    boolean isNegated = condition.startsWith("!");
    String asked = isNegated ? condition.substring(1) : condition;
    boolean holds =
        section.name().equalsIgnoreCase("ifdefine") ? variables.containsKey(asked) : true;
    return holds != isNegated;
  }

  private void add(ApacheDirective directive) {
    open.element().inside().add(directive);
  }

  private void directive(ApacheDirective directive) throws IOException {
    switch (directive.name()) {
      case "define" -> variables.put(directive.argument(0), directive.argument(1));
      case "undefine" -> variables.remove(directive.argument(0));
      case "serverroot" -> serverRoot = resolve(directive.argument(0));
      case "include", "includeoptional" -> include(directive);
      default -> add(directive);
    }
  }

  private Path resolve(String file) {
    return serverRoot.resolve(file).normalize();
  }

  private void include(ApacheDirective directive) throws IOException {
    List<Path> files = Globs.files(resolve(directive.argument(0)));
    if (files.isEmpty() && directive.is("include")) {
      notes.lost(directive.at(), "nothing matches Include " + directive.argument(0));
    }
    for (Path file : files) {
      if (depth >= DEEPEST_INCLUDE) {
        notes.lost(directive.at(), file + " is included too deep, perhaps by itself");
      } else {
        file(file);
      }
    }
  }
}
