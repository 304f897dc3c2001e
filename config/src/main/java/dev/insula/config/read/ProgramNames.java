package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.CodeReference;
import dev.insula.config.JavaReference;
import dev.insula.config.Middleware;
import dev.insula.config.ObjectReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Types of names that Python and Java give to things. */
final class ProgramNames {
  private static final String WSGI_RULE =
      "\"django\", or MODULE, MODULE:ATTRIBUTE or MODULE:FUNCTION(), such as shop.wsgi:application,"
          + " or the same with a file's name, such as ./shop.py";
  private static final String REFERENCE_RULE = "MODULE:ATTRIBUTE, such as shop.auth:check_password";
  private static final String CLASS_RULE = "CLASS or CLASS::METHOD, such as com.acme.Shop::create";

  private static final String CODE_RULE = "CLASS or CLASS::METHOD, such as com.acme.Users::check";

  private ProgramNames() {}

  static Type<Application> wsgi() {
    Type<Application> byName = form(WSGI_RULE, ProgramNames::wsgi);
    return (node, report) ->
        ScriptFiles.isOne(node)
            ? ScriptFiles.wsgi(node, WSGI_RULE, report)
            : byName.read(node, report);
  }

  private static Optional<Application> wsgi(String text) {
    if (text.equals("django")) {
      return Optional.of(new Application.WsgiDjango());
    }
    boolean isFactory = text.endsWith("()");
    String name = isFactory ? text.substring(0, text.length() - 2) : text;
    String whole = isFactory || name.indexOf(':') >= 0 ? name : name + ":application";
    return reference(whole)
        .map(found -> new Application.Wsgi(found.module(), found.attribute(), isFactory));
  }

  static Type<ObjectReference> reference() {
    Type<ObjectReference> byName = form(REFERENCE_RULE, ProgramNames::reference);
    return (node, report) ->
        ScriptFiles.isOne(node)
            ? ScriptFiles.reference(node, REFERENCE_RULE, report)
            : byName.read(node, report);
  }

  private static Optional<ObjectReference> reference(String text) {
    List<String> parts = List.of(text.split(":", -1));
    return parts.size() == 2 && isDotted(parts.getFirst()) && isDotted(parts.getLast())
        ? Optional.of(new ObjectReference(parts.getFirst(), parts.getLast()))
        : Optional.empty();
  }

  static Type<Application> javaObject() {
    return form(CLASS_RULE, text -> javaReference(text).map(ProgramNames::application));
  }

  private static Application application(JavaReference name) {
    return new Application.JavaObject(name.className(), name.method());
  }

  /** {@code module:callable} for Python, {@code Class} or {@code Class::method} for Java. */
  static Type<Middleware> middleware() {
    return form(
        "MODULE:CALLABLE, or CLASS or CLASS::METHOD for a Java site",
        text ->
            text.contains(":") && !text.contains("::")
                ? wsgiMiddleware(text)
                : javaMiddleware(text));
  }

  private static Optional<Middleware> wsgiMiddleware(String text) {
    return reference(text).map(Middleware.Wsgi::new);
  }

  private static Optional<Middleware> javaMiddleware(String text) {
    return javaReference(text).map(Middleware.JavaObject::new);
  }

  /** The name of an argument in Python. */
  static Type<String> keyword() {
    return Scalars.text("the name of an argument, such as level", ProgramNames::isIdentifier);
  }

  /** {@code MODULE:FUNCTION}. */
  static Type<CodeReference> pythonFunction() {
    Type<ObjectReference> type = reference();
    return (node, report) -> type.read(node, report).map(found -> found);
  }

  /** {@code CLASS} or {@code CLASS::METHOD}. */
  static Type<CodeReference> javaCode() {
    return form(CODE_RULE, text -> javaReference(text).map(found -> found));
  }

  private static Optional<JavaReference> javaReference(String text) {
    List<String> parts = List.of(text.split("::", -1));
    boolean isFactory = parts.size() == 2 && isIdentifier(parts.getLast());
    return isDotted(parts.getFirst()) && (parts.size() == 1 || isFactory)
        ? Optional.of(
            new JavaReference(
                parts.getFirst(), isFactory ? Optional.of(parts.getLast()) : Optional.empty()))
        : Optional.empty();
  }

  private static <T> Type<T> form(String rule, Function<String, Optional<T>> parse) {
    Predicate<String> allowed = text -> parse.apply(text).isPresent();
    return (node, report) -> Scalars.text(rule, allowed).read(node, report).flatMap(parse);
  }

  static boolean isDotted(String text) {
    return List.of(text.split("\\.", -1)).stream().allMatch(ProgramNames::isIdentifier);
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && Character.isJavaIdentifierStart(text.codePointAt(0))
        && text.codePoints().allMatch(Character::isJavaIdentifierPart);
  }
}
