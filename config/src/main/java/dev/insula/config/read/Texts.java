package dev.insula.config.read;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types of texts with a form of their own. */
final class Texts {
  private Texts() {}

  static Type<String> notBlank(String rule) {
    return Scalars.text(rule, text -> !text.isBlank());
  }

  static Type<String> environmentName() {
    return Scalars.text(
        "a name of a variable: letters, digits and other visible characters, but no \"=\" and no blank",
        text -> !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == '='));
  }

  static Type<String> propertyName() {
    return Scalars.text(
        "a name of a System property without blanks and \"=\"",
        text -> !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == '='));
  }

  static Type<String> userName() {
    return Scalars.text(
        "the name of a system user: 1 to 32 of a-z, 0-9, _ and -, the first one a letter or _",
        text -> text.matches("[a-z_][a-z0-9_-]{0,31}"));
  }

  static Type<String> groupName() {
    return Scalars.text(
        "1 to 63 of a-z, 0-9 and hyphens, not beginning with a hyphen",
        text -> text.matches("[a-z0-9][a-z0-9-]{0,62}"));
  }

  static Type<String> settingsModule() {
    return Scalars.text(
        "the name of a settings module without blanks, such as shop.settings",
        text -> !text.isEmpty() && text.codePoints().noneMatch(Character::isWhitespace));
  }

  /** A path of a URL, of a file when it does not end in a slash. */
  static Type<String> urlPath() {
    return Scalars.text(
        "a path that begins with a slash, without \"//\", \".\" and \"..\" parts, \"?\" and \"#\"",
        Texts::isUrlPath);
  }

  /** A path that is compared with decoded ones, where a percent sign would mean something else. */
  static Type<String> decodedPath() {
    return Scalars.text(
        "a path that begins with a slash, without \"//\", \".\" and \"..\" parts, \"?\", \"#\", \"%\" and"
            + " \";\"",
        Texts::isDecodedPath);
  }

  static Type<String> mountPath() {
    return Scalars.text(
        "a path that begins with a slash and does not end in one, without \"%\" and \";\", such as"
            + " /api",
        text -> isDecodedPath(text) && !text.endsWith("/"));
  }

  private static boolean isDecodedPath(String text) {
    return isUrlPath(text) && text.chars().noneMatch(c -> c == '%' || c == ';');
  }

  private static boolean isUrlPath(String text) {
    return text.startsWith("/")
        && !text.contains("//")
        && text.chars().noneMatch(c -> c <= ' ' || c == '?' || c == '#' || c == '\\')
        && List.of(text.split("/", -1)).stream()
            .noneMatch(part -> part.equals(".") || part.equals(".."));
  }

  static Type<URI> webAddress() {
    String rule =
        "a web address that begins with http:// or https://, such as https://www.example.org/";
    return (node, report) -> {
      Optional<URI> uri = Scalars.textOf(node, rule, report).flatMap(Texts::uri);
      boolean wasText = node instanceof Node.Scalar scalar && !Scalars.isNull(scalar);
      if (uri.isEmpty() && wasText) {
        Scalars.refuse(node, rule, "", report);
      }
      return uri;
    };
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = List.of("http", "https").contains(String.valueOf(uri.getScheme()));
      boolean isWhole =
          uri.getHost() != null && uri.getRawUserInfo() == null && uri.getPort() <= 65535;
      return isWeb && isWhole && uri.getRawFragment() == null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The only word that {@code migrate:} knows. */
  static Type<Boolean> javax() {
    return Scalars.choice(Map.of("javax", true));
  }
}
