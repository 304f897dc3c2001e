package dev.insula.host.http1;

import io.undertow.conduits.ChunkedStreamSinkConduit;
import io.undertow.conduits.ConduitListener;
import io.undertow.conduits.FinishableStreamSinkConduit;
import io.undertow.conduits.HeadStreamSinkConduit;
import io.undertow.conduits.PreChunkedStreamSinkConduit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/** Decides how an answer's body is framed (RFC 9112 section 6.3). */
final class AnswerBody {
  private AnswerBody() {}

  static StreamSinkConduit of(HttpServerExchange exchange, Http1Connection connection) {
    AnswerSink sink = connection.answer();
    sink.begin(exchange);
    HeaderMap headers = exchange.getResponseHeaders();
    boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
    if (!head && !Connectors.isEntityBodyAllowed(exchange)) {
      headers.remove(Headers.CONTENT_LENGTH);
      headers.remove(Headers.TRANSFER_ENCODING);
      return new HeadStreamSinkConduit(sink, ended(exchange));
    }
    settlePersistence(exchange, headers);
    String coding = headers.getLast(Headers.TRANSFER_ENCODING);
    long length = coding == null ? length(headers) : -1;
    if (coding != null) {
      headers.remove(Headers.CONTENT_LENGTH);
    }
    if (length >= 0 && !head) {
      connection.fixedLength().begin(length, exchange);
      return connection.fixedLength();
    }
    boolean chunked = length < 0 && isChunked(exchange, headers, coding);
    if (head) {
      return new HeadStreamSinkConduit(sink, ended(exchange));
    }
    return chunked ? chunked(exchange, sink, headers) : untilClosed(exchange, sink);
  }

  private static void settlePersistence(HttpServerExchange exchange, HeaderMap headers) {
    if (exchange.getStatusCode() == StatusCodes.EXPECTATION_FAILED) {
      // It is not known whether the body that was announced still comes.
      exchange.setPersistent(false);
    }
    String option = headers.getFirst(Headers.CONNECTION);
    if (!exchange.isPersistent()) {
      headers.put(Headers.CONNECTION, "close");
    } else if ("close".equalsIgnoreCase(option)) {
      exchange.setPersistent(false);
    }
  }

  /** The declared length; -1, and no declaration, if it is none. */
  private static long length(HeaderMap headers) {
    String declared = headers.getFirst(Headers.CONTENT_LENGTH);
    if (declared == null) {
      return -1;
    }
    long length = digits(declared);
    if (length < 0) {
      headers.remove(Headers.CONTENT_LENGTH);
    }
    return length;
  }

  private static long digits(String text) {
    long number = 0;
    for (int at = 0; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9 || at == 18) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return text.isEmpty() ? -1 : number;
  }

  private static boolean isChunked(
      HttpServerExchange exchange, HeaderMap headers, @Nullable String coding) {
    boolean chunked =
        coding == null
            ? exchange.isHttp11() && exchange.isPersistent()
            : "chunked".equalsIgnoreCase(coding);
    if (chunked) {
      headers.put(Headers.TRANSFER_ENCODING, "chunked");
    } else if (coding != null || !exchange.isHttp11()) {
      exchange.setPersistent(false);
      headers.put(Headers.CONNECTION, "close");
    }
    return chunked;
  }

  private static StreamSinkConduit chunked(
      HttpServerExchange exchange, StreamSinkConduit sink, HeaderMap headers) {
    if (Boolean.TRUE.equals(exchange.getAttachment(HttpAttachments.PRE_CHUNKED_RESPONSE))) {
      return new PreChunkedStreamSinkConduit(sink, ended(exchange), exchange);
    }
    return new ChunkedStreamSinkConduit(
        sink,
        exchange.getConnection().getByteBufferPool(),
        true,
        !exchange.isPersistent(),
        headers,
        ended(exchange),
        exchange);
  }

  private static StreamSinkConduit untilClosed(
      HttpServerExchange exchange, StreamSinkConduit sink) {
    return new FinishableStreamSinkConduit(sink, ended(exchange));
  }

  private static ConduitListener<StreamSinkConduit> ended(HttpServerExchange exchange) {
    return _ -> Connectors.terminateResponse(exchange);
  }
}
