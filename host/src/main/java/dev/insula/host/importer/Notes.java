package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The notes of one import; the same one is kept once. */
final class Notes {
  private final Set<Note> notes = new LinkedHashSet<>();

  void trap(Object whence, String sentence) {
    add(Note.Kind.TRAP, whence, sentence);
  }

  void lost(Object whence, String sentence) {
    add(Note.Kind.LOST, whence, sentence);
  }

  void hint(Object whence, String sentence) {
    add(Note.Kind.HINT, whence, sentence);
  }

  private void add(Note.Kind kind, Object whence, String sentence) {
    notes.add(new Note(kind, whence.toString(), sentence));
  }

  /** As comments of YAML, under a heading for each kind. */
  List<String> comments() {
    List<String> lines = new ArrayList<>();
    for (Note.Kind kind : Note.Kind.values()) {
      List<Note> some = notes.stream().filter(note -> note.kind() == kind).toList();
      if (!some.isEmpty()) {
        lines.add("#");
        lines.add("# " + kind.heading() + ":");
        some.forEach(note -> lines.add("# - " + oneLine(note.toString())));
      }
    }
    return lines;
  }

  /** What a file says must not end its comment. */
  private static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
