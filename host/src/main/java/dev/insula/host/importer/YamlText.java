package dev.insula.host.importer;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes maps, lists, texts, numbers and booleans as YAML in block style. */
final class YamlText {
  private static final String INDENT = "  ";

  /** Words that a reader of YAML takes for something else than text. */
  private static final Set<String> SPECIAL =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /**
   * The document.
   *
   * @param tree maps with text keys; values are maps, collections, numbers, booleans, or anything
   *     else as its {@code toString()}
   */
  static String of(Map<String, ?> tree) {
    var text = new YamlText();
    text.fields(tree, "");
    return text.out.toString();
  }

  private void fields(Map<?, ?> map, String indent) {
    map.forEach((key, value) -> {
      out.append(indent).append(scalar(String.valueOf(key))).append(':');
      value(value, indent);
    });
  }

  private void value(Object value, String indent) {
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
      case Map<?, ?> map -> {
        out.append('\n');
        fields(map, indent + INDENT);
      }
      case Collection<?> items when items.isEmpty() -> out.append(" []\n");
      case Collection<?> items -> {
        out.append('\n');
        items.forEach(item -> out.append(indent + INDENT + "- " + plain(item) + "\n"));
      }
      default -> out.append(' ').append(plain(value)).append('\n');
    }
  }

  private static String plain(Object value) {
    return switch (value) {
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> scalar(value.toString());
    };
  }

  /** Without quotes only where no reader could take it for anything but this text. */
  private static String scalar(String text) {
    boolean isBare =
        !text.isEmpty()
            && (isLetter(text.charAt(0)) || text.charAt(0) == '/')
            && text.chars().allMatch(YamlText::isBare)
            && !text.endsWith(":")
            && !SPECIAL.contains(text.toLowerCase(Locale.ROOT));
    return isBare || isDuration(text) ? text : quoted(text);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isBare(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || "_./:-+@()".indexOf(c) >= 0;
  }

  /** A number with a unit, such as {@code 30s} or {@code 64MiB}. */
  private static boolean isDuration(String text) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    String unit = text.substring(digits);
    return digits > 0 && Set.of("ms", "s", "m", "h", "d", "B", "KiB", "MiB", "GiB").contains(unit);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (Character.isISOControl(c)) {
            quoted.append("\\x%02x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
