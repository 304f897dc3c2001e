package dev.insula.host.hop;

import dev.insula.host.http1.Http1Connection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * An answer to a plain HTTP/1.1 client that goes to its socket as it came, head and body in one
 * write, around Undertow's response path. For exchanges that have no response wrapper.
 */
final class RawAnswer implements ClientAnswer {
  private static final byte[] DATE = HttpBytes.ascii("Date: ");
  private static final byte[] CLOSE = HttpBytes.ascii("Connection: close\r\n");
  private static final int ROOM = 64;

  private final HttpServerExchange exchange;
  private final Relay relay;
  private final AnswerBody body;
  private final ConduitStreamSinkChannel sink;
  private int excess;
  private int headLeft;

  RawAnswer(Relay relay, AnswerBody body) {
    this.relay = relay;
    this.exchange = relay.exchange();
    this.body = body;
    this.sink = ((Http1Connection) exchange.getConnection()).getChannel().getSinkChannel();
  }

  /** Whether this exchange's client and protocol allow it. */
  static boolean suits(HttpServerExchange exchange) {
    return exchange.isHttp11()
        && exchange.getConnection() instanceof Http1Connection connection
        && connection.getSslSession() == null;
  }

  @Override
  public boolean begin(AnswerHead head, ByteBuffer in) throws IOException {
    exchange.setStatusCode(head.status());
    excess = body.narrow(in);
    byte[] copy = head.copyWithRoomFor(ROOM);
    int length = complete(head, copy);
    int start = in.position() - length;
    in.put(start, copy, 0, length).position(start);
    headLeft = length;
    return resume(in);
  }

  private int complete(AnswerHead head, byte[] copy) {
    int length = head.copied();
    if (!head.fields().isDated()) {
      length = put(copy, length, DATE);
      length = put(copy, length, HttpBytes.ascii(DateUtils.getCurrentDateTime(exchange)));
      copy[length++] = '\r';
      copy[length++] = '\n';
    }
    if (!exchange.isPersistent()) {
      length = put(copy, length, CLOSE);
    }
    copy[length++] = '\r';
    copy[length++] = '\n';
    return length;
  }

  private static int put(byte[] copy, int length, byte[] more) {
    System.arraycopy(more, 0, copy, length, more.length);
    return length + more.length;
  }

  @Override
  public boolean accept(ByteBuffer in) throws IOException {
    excess = body.narrow(in);
    return resume(in);
  }

  @Override
  public boolean resume(ByteBuffer rest) throws IOException {
    int written = sink.write(rest);
    int ofHead = Math.min(headLeft, written);
    headLeft -= ofHead;
    relay.report().sent(written - ofHead);
    return !rest.hasRemaining();
  }

  @Override
  public void awaitWritable(Runnable listener) {
    sink.setWriteListener(channel -> listener.run());
    sink.resumeWrites();
  }

  @Override
  public void stopAwaiting() {
    sink.suspendWrites();
    sink.setWriteListener(null);
  }

  @Override
  public int excess() {
    return excess;
  }

  @Override
  public void end() {
    Connectors.updateResponseBytesSent(exchange, relay.report().answerBytes());
    Connectors.terminateResponse(exchange);
  }
}
