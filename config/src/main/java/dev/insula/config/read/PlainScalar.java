package dev.insula.config.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What YAML readers make of a value without quotes (the types of YAML 1.1 and the core schema of
 * YAML 1.2). The manifest keeps such a value as text or refuses it, but never changes it.
 */
final class PlainScalar {
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9][0-9_]*");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
  private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?([0-9][0-9_]*)?\\.?[0-9_]*([eE][-+]?[0-9]{1,6})?");
  private static final Pattern SPECIAL_FLOAT =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern DIGIT = Pattern.compile("[-+.]?[0-9].*");
  private static final List<String> TRUE = List.of("true", "yes", "on");
  private static final List<String> FALSE = List.of("false", "no", "off");
  private static final List<String> NULL = List.of("~", "null", "Null", "NULL", "");
  private static final int LONGEST_NUMBER = 40;

  private PlainScalar() {}

  static boolean isNull(String text) {
    return NULL.contains(text);
  }

  static Optional<Boolean> asBoolean(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String word = text.toLowerCase(Locale.ROOT);
    boolean isOneCase =
        text.equals(word)
            || text.equals(text.toUpperCase(Locale.ROOT))
            || text.substring(1).equals(word.substring(1));
    if (!isOneCase) {
      return Optional.empty();
    }
    return TRUE.contains(word)
        ? Optional.of(true)
        : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
  }

  static boolean isNumberOrBoolean(String text) {
    boolean isShort = !text.isEmpty() && text.length() <= LONGEST_NUMBER;
    return asBoolean(text).isPresent() || (isShort && number(text).isPresent());
  }

  /**
   * The value that a YAML reader takes the text for, if that is not the very same text: {@code the
   * number 8} for {@code 010}, {@code false} for {@code no}.
   */
  static Optional<String> misreading(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    Optional<String> read = asBoolean(text).map(String::valueOf).or(() -> number(text));
    return read.filter(other -> !other.equals(text))
        .map(other -> asBoolean(text).isPresent() ? other : "the number " + other);
  }

  private static Optional<String> number(String text) {
    if (".+-0123456789".indexOf(text.charAt(0)) < 0) {
      return Optional.empty();
    }
    if (SPECIAL_FLOAT.matcher(text).matches()) {
      return Optional.of(text.toLowerCase(Locale.ROOT).endsWith("inf") ? "infinity" : "NaN");
    }
    if (!DIGIT.matcher(text).matches()) {
      return Optional.empty();
    }
    return integer(text).or(() -> sexagesimal(text)).or(() -> decimalFraction(text));
  }

  private static Optional<String> integer(String text) {
    String digits = text.replace("_", "").replace("+", "");
    if (OCTAL.matcher(text).matches()) {
      return parsed(digits.replace("o", ""), 8);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return parsed(digits.replaceFirst("0x", ""), 16);
    }
    if (BINARY.matcher(text).matches()) {
      return parsed(digits.replaceFirst("0b", ""), 2);
    }
    return DECIMAL.matcher(text).matches() ? parsed(digits, 10) : Optional.empty();
  }

  private static Optional<String> parsed(String digits, int radix) {
    boolean hasDigits = digits.chars().anyMatch(c -> Character.digit(c, radix) >= 0);
    return hasDigits ? Optional.of(new BigInteger(digits, radix).toString()) : Optional.empty();
  }

  private static Optional<String> sexagesimal(String text) {
    if (!SEXAGESIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    BigInteger value = BigInteger.ZERO;
    String unsigned = text.replace("_", "").replace("+", "").replace("-", "");
    for (String part : unsigned.split(":", -1)) {
      value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return Optional.of((text.startsWith("-") ? value.negate() : value).toString());
  }

  private static Optional<String> decimalFraction(String text) {
    if (!FLOAT.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(text.replace("_", ""));
    boolean isHuge = Math.abs((long) value.scale()) > LONGEST_NUMBER;
    return Optional.of(isHuge ? value.toString() : value.stripTrailingZeros().toPlainString());
  }
}
