package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The lines that tell the site who its client is, kept with the client's connection because they
 * are the same for all of its requests.
 */
final class ClientFacts {
  private static final AttachmentKey<ClientFacts> KEY = AttachmentKey.create(ClientFacts.class);

  private final @Nullable InetAddress address;
  private final String scheme;
  private final byte[] lines;

  private ClientFacts(@Nullable InetAddress address, String scheme) {
    this.address = address;
    this.scheme = scheme;
    this.lines =
        HttpBytes.ascii(
            "X-Forwarded-For: " + text(address) + "\r\nX-Forwarded-Proto: " + scheme + "\r\n");
  }

  /** The facts of this exchange; a handler before the hop may have replaced address and scheme. */
  static ClientFacts of(HttpServerExchange exchange) {
    InetSocketAddress source = exchange.getSourceAddress();
    InetAddress address = source == null ? null : source.getAddress();
    String scheme = "https".equals(exchange.getRequestScheme()) ? "https" : "http";
    ClientFacts known = exchange.getConnection().getAttachment(KEY);
    if (known != null && known.scheme.equals(scheme) && isSame(address, known.address)) {
      return known;
    }
    ClientFacts facts = new ClientFacts(address, scheme);
    exchange.getConnection().putAttachment(KEY, facts);
    return facts;
  }

  private static boolean isSame(@Nullable InetAddress one, @Nullable InetAddress other) {
    return one == null ? other == null : one.equals(other);
  }

  private static String text(@Nullable InetAddress address) {
    if (address == null) {
      return "unknown";
    }
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone == -1 ? text : text.substring(0, zone);
  }

  /** Whole lines for X-Forwarded-For and X-Forwarded-Proto. */
  byte[] lines() {
    return lines;
  }

  String defaultPort() {
    return scheme.equals("https") ? "443" : "80";
  }
}
