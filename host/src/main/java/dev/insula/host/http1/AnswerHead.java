package dev.insula.host.http1;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.util.StatusCodes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes the head of an answer (RFC 9112 sections 4 and 5). One per thread, used again. */
final class AnswerHead {
  private static final ThreadLocal<AnswerHead> OURS = ThreadLocal.withInitial(AnswerHead::new);
  private static final int AROUND_FIELD = 4;
  private static final int USUAL_LENGTH = 4 * 1024;
  private static final int CONTINUE = 100;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private byte[] bytes = new byte[USUAL_LENGTH];
  private int length;

  private AnswerHead() {}

  /** The head of this exchange's answer, to be read; there may be room behind it. */
  static PooledByteBuffer of(HttpServerExchange exchange, ByteBufferPool pool) {
    Connectors.flattenCookies(exchange);
    AnswerHead head = OURS.get();
    head.length = 0;
    head.write(exchange);
    if (head.length > pool.getBufferSize()) {
      return new ImmediatePooledByteBuffer(ByteBuffer.wrap(Arrays.copyOf(head.bytes, head.length)));
    }
    PooledByteBuffer pooled = pool.allocate();
    pooled.getBuffer().put(head.bytes, 0, head.length).flip();
    return pooled;
  }

  private void write(HttpServerExchange exchange) {
    String protocol = exchange.getProtocol().toString();
    int status = exchange.getStatusCode();
    String given = exchange.getReasonPhrase();
    text(protocol.isEmpty() ? "HTTP/1.1" : protocol);
    makeRoom(AROUND_FIELD + 1);
    bytes[length++] = ' ';
    bytes[length++] = (byte) ('0' + status / 100);
    bytes[length++] = (byte) ('0' + status / 10 % 10);
    bytes[length++] = (byte) ('0' + status % 10);
    bytes[length++] = ' ';
    text(given == null ? StatusCodes.getReason(status) : given);
    endOfLine();
    HeaderMap headers = exchange.getResponseHeaders();
    for (long at = headers.fastIterateNonEmpty(); at != -1; at = headers.fiNextNonEmpty(at)) {
      fields(headers.fiCurrent(at));
    }
    if (status != CONTINUE && !headers.contains(Headers.DATE)) {
      field(Headers.DATE, DateUtils.getCurrentDateTime(exchange));
    }
    endOfLine();
  }

  private void fields(HeaderValues values) {
    for (int at = 0; at < values.size(); at++) {
      field(values.getHeaderName(), values.get(at));
    }
  }

  private void field(HttpString name, String value) {
    makeRoom(name.length() + value.length() + AROUND_FIELD);
    name.copyTo(bytes, length);
    length += name.length();
    bytes[length++] = ':';
    bytes[length++] = ' ';
    text(value);
    endOfLine();
  }

  // The only copy of a Latin-1 string that neither allocates nor encodes.
  @SuppressWarnings("deprecation")
  private void text(String text) {
    int from = length;
    makeRoom(text.length() + 2);
    text.getBytes(0, text.length(), bytes, from);
    length += text.length();
    withoutLineEnds(from);
  }

  /** What an application puts into a value must not begin a line of its own. */
  private void withoutLineEnds(int from) {
    int at = from;
    while (at + Long.BYTES <= length && hasNoControl((long) EIGHT.get(bytes, at))) {
      at += Long.BYTES;
    }
    for (; at < length; at++) {
      if (bytes[at] == '\r' || bytes[at] == '\n') {
        bytes[at] = ' ';
      }
    }
  }

  private static boolean hasNoControl(long eight) {
    return ((eight - ONES * ' ') & ~eight & TOPS) == 0;
  }

  private void endOfLine() {
    makeRoom(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  private void makeRoom(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
  }
}
