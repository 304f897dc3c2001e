package dev.insula.host.front;

import dev.insula.host.hop.Question;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one line of an access log says, in the "combined" format that every log reader knows, with
 * the microseconds that the request took at the end. Measured before its room is claimed.
 */
final class LogLine {
  /** The parts that do not vary: blanks, brackets, quotes, {@code us} and the line's end. */
  private static final int FIXED = 23;

  private static final int LONGEST_FIELD = 2048;

  private final byte[] address;
  private final String user;
  private final byte[] time;
  private final String method;
  private final String target;
  private final String query;
  private final String protocol;
  private final int status;
  private final long sent;
  private final String referer;
  private final String agent;
  private final long micros;

  LogLine(HttpServerExchange exchange, int status, long sent, byte[] time, long now) {
    HeaderMap headers = exchange.getRequestHeaders();
    this.address = address(exchange);
    String named = exchange.getAttachment(Question.USER);
    this.user = named == null ? "-" : shortened(named);
    this.time = time;
    this.method = exchange.getRequestMethod().toString();
    this.target = shortened(exchange.getRequestURI());
    this.query = shortened(exchange.getQueryString());
    this.protocol = exchange.getProtocol().toString();
    this.status = status;
    this.sent = sent;
    this.referer = header(headers.getFirst(Headers.REFERER));
    this.agent = header(headers.getFirst(Headers.USER_AGENT));
    long started = exchange.getRequestStartTime();
    this.micros = started < 0 ? 0 : Math.max(0, (now - started) / 1000);
  }

  private static byte[] address(HttpServerExchange exchange) {
    byte[] known = Gate.addressText(exchange);
    if (known != null) {
      return known;
    }
    InetSocketAddress source = exchange.getSourceAddress();
    InetAddress address = source == null ? null : source.getAddress();
    return AddressText.of(address);
  }

  private static String header(@Nullable String value) {
    return value == null || value.isEmpty() ? "-" : shortened(value);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_FIELD ? text : text.substring(0, LONGEST_FIELD);
  }

  /** In bytes. */
  int length() {
    return FIXED
        + (query.isEmpty() ? 0 : 1)
        + address.length
        + user.length()
        + time.length
        + method.length()
        + target.length()
        + query.length()
        + protocol.length()
        + AsciiWriter.digits(status)
        + AsciiWriter.digits(sent)
        + referer.length()
        + agent.length()
        + AsciiWriter.digits(micros);
  }

  /** Writes {@link #length} bytes. */
  void write(byte[] into, int from) {
    var out = new AsciiWriter(into, from);
    out.raw(address)
        .text(" - ")
        .safe(user)
        .text(" [")
        .raw(time)
        .text("] \"")
        .text(method)
        .text(" ")
        .safe(target);
    if (!query.isEmpty()) {
      out.text("?").safe(query);
    }
    out.text(" ").text(protocol).text("\" ").number(status).text(" ").number(sent);
    out.text(" \"").safe(referer).text("\" \"").safe(agent).text("\" ").number(micros);
    out.text("us\n");
  }
}
