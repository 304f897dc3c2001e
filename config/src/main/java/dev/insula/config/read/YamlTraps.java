package dev.insula.config.read;

import java.util.Iterator;
import java.util.Optional;

/** Tells what YAML allows and a manifest does not, because it is not what it looks like. */
final class YamlTraps {
  private static final int LONGEST_KEY = 256;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final Source source;
  private final Report report;

  YamlTraps(Source source, Report report) {
    this.source = source;
    this.report = report;
  }

  /** Directives stand before the first line of content and begin with a percent sign. */
  void refuseDirectives() {
    int line = 1;
    Iterator<String> lines = source.text().lines().iterator();
    while (lines.hasNext()) {
      String text = lines.next();
      if (text.startsWith("%")) {
        report.add(
            source.place(line, 1),
            "",
            "here is the YAML directive " + Shown.quoted(text) + "; remove the line.");
      } else if (!text.isBlank() && !text.stripLeading().startsWith("#")) {
        return;
      }
      line++;
    }
  }

  void checkKey(Spot key, String name, long offset) {
    int first = source.at(offset);
    if (first == '&' || first == '!') {
      tell(key, " has " + decoration(first) + " before its key; remove it.");
    } else if (name.equals("<<")) {
      tell(key, " is a YAML merge key; write the keys themselves, or use \"defaults:\".");
    } else if (name.isEmpty()) {
      tell(key, " is a key without a name; give it one.");
    } else if (name.length() > LONGEST_KEY) {
      tell(key, " is a key of more than " + LONGEST_KEY + " characters; shorten it.");
    } else if (hasForbidden(name)) {
      tell(key, " is a key that holds an invisible character; remove it.");
    } else if (first != '"' && first != '\'') {
      checkMisreading(key, name);
    }
  }

  private void checkMisreading(Spot key, String name) {
    Optional<String> nothing = PlainScalar.isNull(name) ? Optional.of("null") : Optional.empty();
    Optional<String> other = PlainScalar.misreading(name).or(() -> nothing);
    other.ifPresent(value ->
        tell(
            key,
            (" is a key that YAML takes for " + value)
                + ("; put it in quotes: " + Shown.quoted(name) + ".")));
  }

  void checkCollection(Spot value, boolean isAnchored, boolean isTagged) {
    if (isAnchored || isTagged) {
      refuse(value, isAnchored ? '&' : '!');
    }
  }

  /** Whether the text is what the author meant. */
  boolean checkScalar(Spot value, long offset) {
    int first = source.at(offset);
    boolean isMerged = value.path().endsWith("<<");
    if (first == '*' && !isMerged) {
      tell(value, " is a YAML alias; write the value itself, in quotes if it begins with *.");
    } else if (first == '&' || first == '!') {
      refuse(value, first);
    }
    return "*!".indexOf(first) < 0;
  }

  private void refuse(Spot value, int first) {
    tell(value, " has " + decoration(first) + "; remove it, or put the value in quotes.");
  }

  private static String decoration(int first) {
    return first == '&' ? "a YAML anchor (&)" : "a YAML tag (!)";
  }

  void checkText(Node.Scalar scalar) {
    if (scalar.text().length() > LONGEST_TEXT) {
      report.add(scalar.spot(), " has more than " + LONGEST_TEXT + " characters; shorten it");
    } else if (hasForbidden(scalar.text())) {
      report.add(scalar.spot(), " holds an invisible character; remove it");
    }
  }

  private static boolean hasForbidden(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (CharacterCheck.isForbidden(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void tell(Spot spot, String predicate) {
    String subject = spot.path().isEmpty() ? "the file" : Shown.path(spot.path());
    report.add(spot.place(), spot.path(), subject + predicate);
  }
}
