package dev.insula.config.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A case of the corpus: files, and the problems that must be told; see its README. */
record FaultyManifest(
    String group, String title, SequencedMap<String, String> files, List<String> problems) {
  private static final char MARK = '\u25b6';
  private static final String ANSWER = ">>> ";

  private static final Map<String, String> OPENINGS =
      Map.of(
          "@host", "sites: {}",
          "@wsgi", "sites:\n  a:\n    hosts: [a.test]\n    wsgi: a.wsgi",
          "@java", "sites:\n  a:\n    hosts: [a.test]\n    java: com.a.A\n    path: app.jar",
          "@process",
              "sites:\n  a:\n    hosts: [a.test]\n    java: com.a.A\n    path: app.jar\n"
                  + "    isolation: process",
          "@command", "sites:\n  a:\n    hosts: [a.test]\n    command: [run, \"${port}\"]");

  static List<FaultyManifest> parse(String group, String text) {
    List<FaultyManifest> cases = new ArrayList<>();
    for (String part : text.split("(?m)^=== ", -1)) {
      if (!part.isEmpty()) {
        cases.add(new Case(group, part.lines().toList()).parsed());
      }
    }
    return cases;
  }

  @Override
  public String toString() {
    return group + ": " + title;
  }

  private static final class Case {
    private final String group;
    private final String title;
    private final List<String> messages = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private final SequencedMap<String, String> files = new LinkedHashMap<>();

    Case(String group, List<String> lines) {
      this.group = group;
      this.title = lines.getFirst();
      String file = "insula.yaml";
      List<String> content = new ArrayList<>();
      boolean isInSite = false;
      for (String line : lines.subList(1, lines.size())) {
        if (line.startsWith(ANSWER)) {
          messages.add(line.substring(ANSWER.length()));
        } else if (line.startsWith("@file ")) {
          close(file, content);
          file = line.substring("@file ".length());
        } else if (OPENINGS.containsKey(line)) {
          content.addAll(OPENINGS.getOrDefault(line, "").lines().toList());
          isInSite = !line.equals("@host");
        } else {
          content.add(isInSite ? "    " + line : line);
        }
      }
      close(file, content);
    }

    private void close(String file, List<String> content) {
      for (int i = 0; i < content.size(); i++) {
        String line = content.get(i);
        while (line.indexOf(MARK) >= 0) {
          int column = line.codePointCount(0, line.indexOf(MARK)) + 1;
          marks.add(file + ":" + (i + 1) + ":" + column + ": ");
          line = line.substring(0, line.indexOf(MARK)) + line.substring(line.indexOf(MARK) + 1);
        }
        content.set(i, line);
      }
      files.put(file, String.join("\n", content));
      content.clear();
    }

    FaultyManifest parsed() {
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < Math.max(marks.size(), messages.size()); i++) {
        String mark = i < marks.size() ? marks.get(i) : "no mark: ";
        problems.add(mark + (i < messages.size() ? messages.get(i) : "no message"));
      }
      return new FaultyManifest(group, title, files, problems);
    }
  }
}
