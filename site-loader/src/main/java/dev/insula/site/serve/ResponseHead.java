package dev.insula.site.serve;

import com.sun.net.httpserver.Headers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.StatusCodes;

/**
 * How a response is framed: by the status, the method, and the length that the handler gave, whose
 * values 0 and -1 mean "ends when closed" and "no body".
 *
 * @param length how many bytes of a body follow, unless it is open-ended
 * @param openEnded whether the body ends when it is closed
 * @param keepsLengthField whether a {@code Content-Length} that the handler has set itself goes
 *     out: on an answer to HEAD and on 304 it says what GET would have given (RFC 9110, section
 *     8.6)
 * @param forbidsLengthField whether no length may be told at all (RFC 9110, section 8.6: 1xx, 204)
 */
record ResponseHead(
    long length, boolean openEnded, boolean keepsLengthField, boolean forbidsLengthField) {
  private static final int FIRST_FINAL_STATUS = 200;

  static ResponseHead of(int status, long declared, String method) {
    if (status == StatusCodes.NOT_MODIFIED || method.equals("HEAD")) {
      return new ResponseHead(0, false, true, false);
    }
    if (status == StatusCodes.NO_CONTENT || status < FIRST_FINAL_STATUS) {
      return new ResponseHead(0, false, false, true);
    }
    return declared == 0
        ? new ResponseHead(0, true, false, false)
        : new ResponseHead(Math.max(0, declared), false, false, false);
  }

  /** Whether the head is the whole response. */
  boolean isAll() {
    return !openEnded && length == 0;
  }

  /** Fills in the response's header fields. */
  void apply(Headers wanted, HttpServerExchange exchange) {
    HeaderMap response = exchange.getResponseHeaders();
    HeaderCopy.toResponse(wanted, response);
    response.remove(io.undertow.util.Headers.TRANSFER_ENCODING);
    if (keepsLengthField) {
      return;
    }
    response.remove(io.undertow.util.Headers.CONTENT_LENGTH);
    if (!openEnded && !forbidsLengthField) {
      exchange.setResponseContentLength(length);
    }
  }
}
