package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;

/**
 * An answer by Undertow's response path: HTTP/2, HTTP/1.0, TLS, wrappers, bodies without an end.
 */
final class UndertowAnswer implements ClientAnswer {
  private final Relay relay;
  private final AnswerBody body;
  private final StreamSinkChannel channel;
  private int excess;

  private UndertowAnswer(Relay relay, AnswerBody body, StreamSinkChannel channel) {
    this.relay = relay;
    this.body = body;
    this.channel = channel;
  }

  /** Begins an answer with this status and these fields; null when another has begun. */
  static @Nullable UndertowAnswer open(Relay relay, AnswerHead head, AnswerBody body) {
    HttpServerExchange exchange = relay.exchange();
    exchange.setStatusCode(head.status());
    fields(head, exchange.getResponseHeaders());
    if (!exchange.isRequestComplete() && !relay.isStreaming()) {
      exchange.setPersistent(false);
    }
    StreamSinkChannel channel = exchange.getResponseChannel();
    return channel == null ? null : new UndertowAnswer(relay, body, channel);
  }

  /** Copies the head's fields, except where the front has set one of that name itself. */
  static void fields(AnswerHead head, HeaderMap target) {
    boolean untouched = target.size() == 0;
    HeaderMap set = untouched ? target : new HeaderMap();
    byte[] lines = head.copy();
    int line = lineEnd(lines, 0);
    while (line < head.copied()) {
      int end = lineEnd(lines, line);
      field(lines, line, end - 2, set);
      line = end;
    }
    set.remove(Headers.TRANSFER_ENCODING);
    if (!untouched) {
      for (HttpString name : set.getHeaderNames()) {
        if (!target.contains(name)) {
          target.putAll(name, set.get(name));
        }
      }
    }
  }

  private static int lineEnd(byte[] lines, int from) {
    int i = from;
    while (lines[i] != '\n') {
      i++;
    }
    return i + 1;
  }

  private static void field(byte[] lines, int from, int to, HeaderMap target) {
    int colon = from;
    while (lines[colon] != ':') {
      colon++;
    }
    String name = new String(lines, from, colon - from, StandardCharsets.ISO_8859_1);
    String value = new String(lines, colon + 1, to - colon - 1, StandardCharsets.ISO_8859_1);
    target.add(HttpString.tryFromString(name), value.strip());
  }

  @Override
  public boolean begin(AnswerHead head, ByteBuffer in) throws IOException {
    return accept(in);
  }

  @Override
  public boolean accept(ByteBuffer in) throws IOException {
    int data = body.nextData(in);
    while (data > 0) {
      int limit = in.limit();
      in.limit(in.position() + data);
      int written;
      try {
        written = channel.write(in);
      } finally {
        in.limit(limit);
      }
      body.took(written);
      relay.report().sent(written);
      if (written == 0) {
        return false;
      }
      data = body.nextData(in);
    }
    excess = in.remaining();
    // Without the flush a small piece would wait in buffers for the next one; after the last piece
    // it would end the exchange before the site's connection is given back.
    return body.ended() || channel.flush();
  }

  @Override
  public boolean resume(ByteBuffer rest) throws IOException {
    return accept(rest);
  }

  @Override
  public void awaitWritable(Runnable listener) {
    channel.getWriteSetter().set(ready -> listener.run());
    channel.resumeWrites();
  }

  @Override
  public void stopAwaiting() {
    channel.suspendWrites();
    channel.getWriteSetter().set(null);
  }

  @Override
  public int excess() {
    return excess;
  }

  @Override
  public void end() {
    try {
      channel.shutdownWrites();
      if (channel.flush()) {
        relay.delivered();
        return;
      }
      channel
          .getWriteSetter()
          .set(
              ChannelListeners.flushingChannelListener(
                  flushed -> relay.delivered(), (broken, e) -> ClientEnd.cut(relay.exchange())));
      channel.resumeWrites();
    } catch (IOException e) {
      ClientEnd.cut(relay.exchange());
    }
  }

  /** Sends a body that is there already and ends. */
  static void send(Relay relay, String text) {
    HttpServerExchange exchange = relay.exchange();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, Integer.toString(bytes.length));
    StreamSinkChannel channel = exchange.getResponseChannel();
    if (channel == null) {
      ClientEnd.cut(relay.exchange());
      return;
    }
    UndertowAnswer answer = new UndertowAnswer(relay, new AnswerBody(), channel);
    answer.write(ByteBuffer.wrap(relay.isHead() ? new byte[0] : bytes));
  }

  private void write(ByteBuffer text) {
    try {
      while (text.hasRemaining()) {
        if (channel.write(text) == 0) {
          awaitWritable(() -> write(text));
          return;
        }
      }
      stopAwaiting();
      end();
    } catch (IOException e) {
      ClientEnd.cut(relay.exchange());
    }
  }
}
