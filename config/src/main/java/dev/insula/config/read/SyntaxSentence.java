package dev.insula.config.read;

/** Says in plain words what the YAML parser found, at the place where it can be put right. */
final class SyntaxSentence {
  private SyntaxSentence() {}

  static SyntaxProblem of(Source source, String context, String problem, int offset) {
    if (context.endsWith("scanning an alias")) {
      String value = word(source, offset - 1);
      return at(
          source, offset - 1, Shown.quoted(value) + " would be a YAML alias; put it in quotes");
    }
    if (context.endsWith("scanning an anchor")) {
      return at(source, offset - 1, "\"&\" would be a YAML anchor; put the value in quotes");
    }
    return at(source, offset, sentence(source, context, problem, offset));
  }

  private static String sentence(Source source, String context, String problem, int offset) {
    int found = source.at(offset);
    if (found == '\t') {
      return "here is a tab; YAML wants spaces";
    }
    if (context.endsWith("scanning a quoted scalar")) {
      return "a quote that was opened is not closed";
    }
    if (context.endsWith("double-quoted scalar")) {
      return Shown.quoted("\\" + Character.toString(found))
          + " is no escape in double quotes; write \\\\ for a backslash, or use single quotes";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "here is a second \": \" in one line; put the value in quotes, or break the line";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "the line before has no \": \" behind its key";
    }
    if (problem.contains("cannot start any token")) {
      return Shown.quoted(Character.toString(found))
          + " cannot begin a value; put the value in quotes";
    }
    return structure(source, context, problem, offset);
  }

  private static String structure(Source source, String context, String problem, int offset) {
    String found =
        offset >= source.length() ? "the end of the file" : Shown.quoted(word(source, offset));
    if (context.endsWith("flow mapping")) {
      return "here is " + found + " where a comma or \"}\" should be";
    }
    if (context.endsWith("flow sequence")) {
      return "here is " + found + " where a comma or \"]\" should be";
    }
    if (context.endsWith("block mapping") || problem.contains("<document start>")) {
      return "here is "
          + found
          + " where a new key should be; check the indentation and the quotes";
    }
    if (context.endsWith("block collection")) {
      return "here is " + found + " where a new \"- \" should be; check the indentation";
    }
    if (problem.startsWith("sequence entries are not allowed")) {
      return "a list that is written with \"- \" must begin on its own line";
    }
    return "here is " + found + ", which is no YAML that can be understood";
  }

  /**
   * The parser met something that is no text where a key should be, or an escape beyond Unicode.
   */
  static SyntaxProblem ofKey(Source source, int offset) {
    int start = offset;
    while (start > 0 && Character.isLetterOrDigit(source.at(start - 1L))) {
      start--;
    }
    if (start > 0 && source.at(start - 1L) == '*') {
      String value = word(source, start - 1);
      return at(
          source, start - 1, Shown.quoted(value) + " would be a YAML alias; put it in quotes");
    }
    for (int at = offset; at >= offset - 1; at--) {
      if ("[{-".indexOf(source.at(at)) >= 0) {
        return at(source, at, "here is a list or map where a key should be; a key is text");
      }
    }
    int escape = source.text().indexOf("\\U", source.text().offsetByCodePoints(0, offset));
    return escape < 0
        ? at(source, offset, "behind this place is something that is no YAML")
        : at(
            source,
            source.text().codePointCount(0, escape),
            "this escape names no Unicode character");
  }

  private static SyntaxProblem at(Source source, int offset, String sentence) {
    return new SyntaxProblem(source.placeOf(offset), sentence);
  }

  private static String word(Source source, int offset) {
    StringBuilder word = new StringBuilder();
    int i = offset;
    while (i < source.length() && i < offset + 40 && isPartOfWord(source.at(i), i == offset)) {
      word.appendCodePoint(source.at(i++));
    }
    return word.toString();
  }

  private static boolean isPartOfWord(int c, boolean isFirst) {
    return isFirst || !(Character.isWhitespace(c) || ",]}[{:".indexOf(c) >= 0);
  }
}
