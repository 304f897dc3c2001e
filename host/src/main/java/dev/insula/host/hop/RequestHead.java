package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Set;

/** Writes a request's head for the site, from parsed parts only. One per I/O thread. */
final class RequestHead {
  /** How the body's end is told to the site; a length is 0 or more. */
  static final long NO_BODY = -1;

  static final long CHUNKED = -2;

  private static final byte[] VERSION_AND_HOST = HttpBytes.ascii(" HTTP/1.1\r\nHost: ");
  private static final byte[] FORWARDED_HOST = HttpBytes.ascii("X-Forwarded-Host: ");
  private static final byte[] FORWARDED_PORT = HttpBytes.ascii("X-Forwarded-Port: ");
  private static final byte[] REQUEST_ID = HttpBytes.ascii("X-Request-Id: ");
  private static final byte[] CONTENT_LENGTH = HttpBytes.ascii("Content-Length: ");
  private static final byte[] IS_CHUNKED = HttpBytes.ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] EXPECT = HttpBytes.ascii("Expect: 100-continue\r\n");
  private static final byte[] WEB_SOCKET =
      HttpBytes.ascii("Connection: Upgrade\r\nUpgrade: websocket\r\n");

  private final HeadWriter out = new HeadWriter();

  /**
   * Writes the head of a request.
   *
   * @param body {@link #NO_BODY}, {@link #CHUNKED} or a length
   * @param expects whether the site is asked before the body is sent
   * @throws BadRequestException when a byte of it may not stand in a request
   */
  HeadWriter write(
      HttpServerExchange exchange, HopTarget target, RequestId id, long body, boolean expects)
      throws BadRequestException {
    out.clear();
    requestLine(exchange);
    host(exchange, target.site());
    id.write(out, REQUEST_ID);
    framing(body, expects);
    boolean asked = Question.isAsked(exchange);
    if (asked) {
      out.put(Question.LINE);
    } else if (WebSockets.isRequested(exchange)) {
      out.put(WEB_SOCKET);
    }
    String user = asked ? null : exchange.getAttachment(Question.USER);
    if (user != null && target.toldUser()) {
      // Checked like any field: it comes from the process that was asked, so from the site's code.
      line(Question.TOLD, user);
    }
    fields(exchange.getRequestHeaders(), user != null);
    out.crLf();
    return out;
  }

  private void requestLine(HttpServerExchange exchange) throws BadRequestException {
    out.put(exchange.getRequestMethod());
    if (!HttpBytes.areToken(out.bytes(), 0, out.length())) {
      throw new BadRequestException("the method is no token");
    }
    out.put(' ');
    int target = out.length();
    RequestTarget.write(exchange, out);
    if (!HttpBytes.areTarget(out.bytes(), target, out.length())) {
      throw new BadRequestException("the target holds a byte that no target may hold");
    }
    out.put(VERSION_AND_HOST);
  }

  private void host(HttpServerExchange exchange, String site) throws BadRequestException {
    HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
    if (hosts != null && hosts.size() > 1) {
      throw new BadRequestException("there is more than one Host");
    }
    String host = hosts == null ? site : hosts.getFirst();
    ClientFacts facts = ClientFacts.of(exchange);
    int start = out.length();
    out.put(host);
    out.lowerCase(start);
    checkValue(start);
    out.crLf();
    out.put(facts.lines());
    out.put(FORWARDED_HOST);
    start = out.length();
    out.put(host);
    out.lowerCase(start);
    out.crLf();
    out.put(FORWARDED_PORT);
    int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
    out.put(colon == -1 ? facts.defaultPort() : host.substring(colon + 1));
    out.crLf();
  }

  private void framing(long body, boolean expects) {
    if (body == CHUNKED) {
      out.put(IS_CHUNKED);
    } else if (body != NO_BODY) {
      out.put(CONTENT_LENGTH);
      out.decimal(body);
      out.crLf();
    }
    if (expects) {
      out.put(EXPECT);
    }
  }

  /** The password of a site's user is for the site, and not for a server behind its mounts. */
  private void fields(HeaderMap fields, boolean withoutPassword) throws BadRequestException {
    Set<HttpString> nominated = DroppedNames.nominated(fields);
    for (long i = fields.fastIterateNonEmpty(); i != -1; i = fields.fiNextNonEmpty(i)) {
      HeaderValues values = fields.fiCurrent(i);
      HttpString name = values.getHeaderName();
      if (!DroppedNames.contain(name)
          && (nominated.isEmpty() || !nominated.contains(name))
          && !(withoutPassword && name.equals(Headers.AUTHORIZATION))) {
        field(name, values);
      }
    }
  }

  private void field(HttpString name, HeaderValues values) throws BadRequestException {
    if (values.size() > 1 && name.equals(Headers.COOKIE)) {
      // HTTP/2 clients split their cookies, HTTP/1.1 has one field (RFC 9113, section 8.2.3)
      line(name, String.join("; ", values));
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      line(name, values.get(i));
    }
  }

  private void line(HttpString name, String value) throws BadRequestException {
    int start = out.length();
    out.put(name);
    if (!HttpBytes.areToken(out.bytes(), start, out.length())) {
      throw new BadRequestException("a field's name is no token");
    }
    out.put(':');
    out.put(' ');
    start = out.length();
    out.put(value);
    checkValue(start);
    out.crLf();
  }

  private void checkValue(int start) throws BadRequestException {
    if (!HttpBytes.areFieldValue(out.bytes(), start, out.length())) {
      throw new BadRequestException("a field's value holds a control byte");
    }
  }
}
