package dev.insula.config.read;

import dev.insula.config.Middleware;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A middleware by its name alone, or as {@code {use: NAME, with: {KEYWORD: value}}}. */
final class MiddlewareType implements Type<Middleware> {
  private static final String USE = "use";
  private static final String WITH = "with";
  private static final Type<Middleware> NAME = ProgramNames.middleware();
  private static final Type<SequencedMap<String, Object>> ARGUMENTS =
      Collected.map(ProgramNames.keyword(), MiddlewareType::argument);
  private static final Type<SequencedMap<String, String>> JAVA_ARGUMENTS =
      Collected.map(Texts.propertyName(), MiddlewareType::javaArgument);

  @Override
  public Optional<Middleware> read(Node node, Report report) {
    return node instanceof Node.Fields fields
        ? withArguments(fields, report)
        : NAME.read(node, report);
  }

  private static Optional<Middleware> withArguments(Node.Fields fields, Report report) {
    boolean isKnown =
        fields.byName().values().stream()
            .filter(field -> isUnknown(field, report))
            .findFirst()
            .isEmpty();
    Optional<Node.Field> use = fields.field(USE);
    if (use.isEmpty()) {
      report.add(fields.spot(), " names no middleware; write {use: MODULE:CALLABLE, with: {...}}");
      return Optional.empty();
    }
    Optional<Middleware> named = NAME.read(use.get().value(), report);
    Optional<Middleware> whole =
        fields
            .field(WITH)
            .map(with -> named.flatMap(found -> joined(found, with.value(), report)))
            .orElse(named);
    return isKnown ? whole : Optional.empty();
  }

  private static boolean isUnknown(Node.Field field, Report report) {
    List<String> known = List.of(USE, WITH);
    if (known.contains(field.name())) {
      return false;
    }
    report.add(
        field.key(),
        " is no key of a middleware; allowed: " + String.join(", ", known),
        Words.suggestion(field.name(), known));
    return true;
  }

  private static Optional<Middleware> joined(Middleware named, Node with, Report report) {
    return switch (named) {
      case Middleware.Wsgi(var callable, _) ->
          ARGUMENTS.read(with, report).map(given -> new Middleware.Wsgi(callable, given));
      case Middleware.JavaObject(var code, _) ->
          JAVA_ARGUMENTS.read(with, report).map(given -> new Middleware.JavaObject(code, given));
    };
  }

  /** Whole numbers and booleans are texts in Java, as init parameters are. */
  private static Optional<String> javaArgument(Node node, Report report) {
    boolean isWord =
        node instanceof Node.Scalar scalar
            && scalar.isPlain()
            && (Scalars.isWhole(scalar.text())
                || scalar.text().equals("true")
                || scalar.text().equals("false"));
    return isWord
        ? Optional.of(((Node.Scalar) node).text())
        : Scalars.textOf(node, "a text, a whole number, true or false", report);
  }

  private static Optional<Object> argument(Node node, Report report) {
    return switch (node) {
      case Node.Scalar(_, String text, boolean isPlain)
          when isPlain && (text.equals("true") || text.equals("false")) ->
          Optional.of(Boolean.valueOf(text));
      case Node.Scalar(_, String text, boolean isPlain)
          when isPlain && text.length() < 19 && Scalars.isWhole(text) ->
          Optional.of(Long.valueOf(text));
      case Node.Items items ->
          Collected.list(MiddlewareType::argument).read(items, report).map(list -> list);
      case Node.Scalar _, Node.Broken _, Node.Fields _ ->
          Scalars.textOf(node, "a text, a whole number, true or false, or a list of these", report)
              .map(text -> text);
    };
  }
}
