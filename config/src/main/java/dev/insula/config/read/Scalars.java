package dev.insula.config.read;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Types of values that are written as one word, number or text. */
final class Scalars {
  private Scalars() {}

  /** Any text; one without quotes that YAML would change is refused. */
  static Type<String> text() {
    return text("text", text -> true);
  }

  /**
   * @param rule what is allowed, as in "it must be RULE"
   */
  static Type<String> text(String rule, Predicate<String> allowed) {
    return (node, report) ->
        textOf(node, rule, report).filter(accepting(node, rule, allowed, report));
  }

  private static Predicate<String> accepting(
      Node node, String rule, Predicate<String> allowed, Report report) {
    return text -> allowed.test(text) || refuse(node, rule, "", report);
  }

  /** What a function makes of the text; its IllegalArgumentException is the problem's sentence. */
  static <T> Type<T> parsed(String rule, Function<String, T> parse) {
    return (node, report) ->
        textOf(node, rule, report).flatMap(text -> parse(node, text, parse, report));
  }

  private static <T> Optional<T> parse(
      Node node, String text, Function<String, T> parse, Report report) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      report.add(node.spot(), ": " + Shown.sentence(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Text, not null, and the same for every reader of YAML. */
  static Optional<String> textOf(Node node, String rule, Report report) {
    if (!(node instanceof Node.Scalar scalar) || isNull(scalar)) {
      refuse(node, rule, "", report);
      return Optional.empty();
    }
    Optional<String> other =
        scalar.isPlain() ? PlainScalar.misreading(scalar.text()) : Optional.empty();
    other.ifPresent(value ->
        report.add(
            node.spot(),
            (" is " + Shown.text(scalar.text()) + ", which YAML takes for " + value)
                + ("; put it in quotes: " + Shown.quoted(scalar.text()))));
    return other.isPresent() ? Optional.empty() : Optional.of(scalar.text());
  }

  static boolean isNull(Node node) {
    return node instanceof Node.Scalar(Spot spot, String text, boolean isPlain)
        && isPlain
        && PlainScalar.isNull(text);
  }

  /** Always false, so that it can end a condition. */
  static boolean refuse(Node node, String rule, String suggestion, Report report) {
    if (node instanceof Node.Broken) {
      return false;
    }
    String found = isNull(node) ? " has no value" : " is " + Shown.value(node);
    report.add(node.spot(), found + "; it must be " + rule, suggestion);
    return false;
  }

  /** One of an enum's constants, written as they print. */
  static <T extends Enum<T>> Type<T> choice(Class<T> constants) {
    SequencedMap<String, T> words = new LinkedHashMap<>();
    for (T constant : EnumSet.allOf(constants)) {
      words.put(constant.toString(), constant);
    }
    return choice(words);
  }

  static <T> Type<T> choice(Map<String, T> words) {
    return (node, report) -> {
      Optional<String> found =
          node instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
      Optional<T> value = found.flatMap(word -> Optional.ofNullable(words.get(word)));
      if (value.isEmpty()) {
        String suggestion = found.map(word -> Words.suggestion(word, words.keySet())).orElse("");
        refuse(node, Shown.choice(words.keySet()), suggestion, report);
      }
      return value;
    };
  }

  /** {@code true} or {@code false}; what YAML 1.1 takes for these as well is refused. */
  static Type<Boolean> bool() {
    return (node, report) -> {
      boolean isPlain = node instanceof Node.Scalar scalar && scalar.isPlain();
      String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
      if (isPlain && List.of("true", "false").contains(text)) {
        return Optional.of(text.equals("true"));
      }
      String suggestion =
          PlainScalar.asBoolean(text).map(value -> Words.didYouMean(value.toString())).orElse("");
      refuse(node, "true or false", suggestion, report);
      return Optional.empty();
    };
  }

  /** A whole number written with digits only and without leading zeros. */
  static Type<Integer> integer(int min, int max) {
    String rule = "a whole number from " + min + " to " + max;
    return (node, report) -> {
      Optional<Integer> value = digits(node).filter(number -> number >= min && number <= max);
      if (value.isEmpty()) {
        refuse(node, rule, suggestedNumber(node, min, max), report);
      }
      return value;
    };
  }

  private static Optional<Integer> digits(Node node) {
    boolean isNumber =
        node instanceof Node.Scalar(Spot spot, String text, boolean isPlain)
            && isPlain
            && text.length() <= 10
            && isWhole(text);
    if (!isNumber) {
      return Optional.empty();
    }
    long value = Long.parseLong(((Node.Scalar) node).text());
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) value);
  }

  static boolean isWhole(String text) {
    boolean hasDigitsOnly = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return hasDigitsOnly && (text.length() == 1 || text.charAt(0) != '0');
  }

  private static String suggestedNumber(Node node, int min, int max) {
    if (!(node instanceof Node.Scalar scalar)) {
      return "";
    }
    String digits = scalar.text().replaceAll("[_ ,']", "").replaceFirst("^\\+?0*(?=[0-9])", "");
    boolean fits =
        isWhole(digits)
            && digits.length() <= 10
            && new BigInteger(digits).compareTo(BigInteger.valueOf(min)) >= 0
            && new BigInteger(digits).compareTo(BigInteger.valueOf(max)) <= 0;
    return fits ? Words.didYouMean(digits) : "";
  }
}
