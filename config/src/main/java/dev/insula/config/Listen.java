package dev.insula.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address that the front listens on.
 *
 * @param host a name or address; an IPv6 literal stands here without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record Listen(Scheme scheme, String host, int port) {
  /** What is allowed, as the end of a sentence. */
  public static final String RULE =
      "http:// or https://, a host name or address, a colon and a port,"
          + " for example http://127.0.0.1:8080 or http://[::1]:8080";

  public Listen {
    if (host.isEmpty() || port < 0 || port > 65535) {
      throw new IllegalArgumentException("\"" + host + ":" + port + "\" is no listening address");
    }
  }

  /**
   * Reads {@code http://HOST:PORT}; user info, path, query and fragment are refused.
   *
   * @throws IllegalArgumentException with a sentence when the text is anything else
   */
  public static Listen parse(String text) {
    URI uri = uri(text);
    Scheme scheme = scheme(text, uri);
    String host = uri.getHost();
    boolean isBare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    if (host == null || uri.getRawUserInfo() != null || !isBare || hasTail(uri)) {
      throw refused(text);
    }
    int port = port(text, uri);
    String plain = HostName.parse(host).text();
    return new Listen(
        scheme, plain.startsWith("[") ? plain.substring(1, plain.length() - 1) : plain, port);
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.isOpaque() || uri.getScheme() == null) {
        throw refused(text);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw refused(text);
    }
  }

  private static Scheme scheme(String text, URI uri) {
    return switch (uri.getScheme()) {
      case "http" -> Scheme.HTTP;
      case "https" -> Scheme.HTTPS;
      default -> throw refused(text);
    };
  }

  private static int port(String text, URI uri) {
    String authority = uri.getRawAuthority();
    String digits = authority.substring(authority.lastIndexOf(':') + 1);
    boolean hasLeadingZero = digits.length() > 1 && digits.startsWith("0");
    if (uri.getPort() < 0 || uri.getPort() > 65535 || hasLeadingZero) {
      throw refused(text);
    }
    return uri.getPort();
  }

  private static boolean hasTail(URI uri) {
    return uri.getRawQuery() != null || uri.getRawFragment() != null;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no listening address; it must be " + RULE);
  }

  /** Whether clients speak TLS here. */
  public boolean isSecure() {
    return scheme == Scheme.HTTPS;
  }

  @Override
  public String toString() {
    return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
