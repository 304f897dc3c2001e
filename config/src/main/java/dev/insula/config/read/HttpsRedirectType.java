package dev.insula.config.read;

import dev.insula.config.HttpsRedirect;
import java.util.Optional;

/** {@code true}, {@code false} or a port. */
final class HttpsRedirectType implements Type<HttpsRedirect> {
  private static final String RULE = "true, false or a port from 1 to 65535";
  private static final int LONGEST = 5;

  @Override
  public Optional<HttpsRedirect> read(Node node, Report report) {
    boolean isPlain = node instanceof Node.Scalar scalar && scalar.isPlain();
    String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
    Optional<HttpsRedirect> value = isPlain ? parse(text) : Optional.empty();
    if (value.isEmpty()) {
      String suggestion =
          PlainScalar.asBoolean(text).map(bool -> Words.didYouMean(bool.toString())).orElse("");
      Scalars.refuse(node, RULE, suggestion, report);
    }
    return value;
  }

  private static Optional<HttpsRedirect> parse(String text) {
    return switch (text) {
      case "true" -> Optional.of(new HttpsRedirect.ToListener());
      case "false" -> Optional.of(new HttpsRedirect.None());
      default -> port(text);
    };
  }

  private static Optional<HttpsRedirect> port(String text) {
    int port = text.length() <= LONGEST && Scalars.isWhole(text) ? Integer.parseInt(text) : 0;
    return port >= 1 && port <= 65535
        ? Optional.of(new HttpsRedirect.ToPort(port))
        : Optional.empty();
  }
}
