package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How the gate says no. */
final class GateRefusal {
  private GateRefusal() {}

  /** A whole HTTP/1.1 answer, for a client whose bytes never became a request. */
  static ByteBuffer answer(int status) {
    String reason = StatusCodes.getReason(status);
    String head = "HTTP/1.1 " + status + ' ' + reason + "\r\n";
    String fields = "Content-Type: text/plain\r\nContent-Length: " + (reason.length() + 1);
    String answer = head + fields + "\r\nConnection: close\r\n\r\n" + reason + '\n';
    return ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
  }

  /** Ends a request that the gate does not let in, and an HTTP/1.1 connection with it. */
  static void end(HttpServerExchange exchange, int status) {
    exchange.setStatusCode(status);
    exchange.setPersistent(false);
    if (status == StatusCodes.METHOD_NOT_ALLOWED) {
      exchange
          .getResponseHeaders()
          .put(Headers.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    exchange.getResponseSender().send(StatusCodes.getReason(status) + '\n');
  }
}
