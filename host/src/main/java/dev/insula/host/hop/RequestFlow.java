package dev.insula.host.hop;

import dev.insula.link.Duplex;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/** One request's way to the site: its head and, if it has one, its body. */
final class RequestFlow {
  /** How long the site may leave a client without the 100 (Continue) that it waits for. */
  private static final long EXPECT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Relay relay;
  private final HttpServerExchange exchange;
  private final Lane lane;
  private long length;
  private @Nullable BodySource source;
  private @Nullable Upload upload;
  private @Nullable ByteBuffer headLeft;
  private @Nullable Duplex link;
  private boolean expects;
  private boolean asked;
  private long askedAt;
  private boolean sentSomething;
  private boolean bodied;
  private boolean sent;

  RequestFlow(Relay relay, Lane lane) {
    this.relay = relay;
    this.lane = lane;
    this.exchange = relay.exchange();
    length = exchange.getRequestContentLength();
    bodied = !exchange.isRequestComplete() && !Question.isAsked(exchange);
    if (!bodied) {
      length = length == 0 ? 0 : RequestHead.NO_BODY;
    } else if (length < 0) {
      length = RequestHead.CHUNKED;
    }
    expects = bodied && HttpContinue.requiresContinueResponse(exchange);
  }

  boolean hasBody() {
    return bodied;
  }

  boolean hasUnknownLength() {
    return length == RequestHead.CHUNKED;
  }

  long length() {
    return length;
  }

  /** The client's body; asked for once. */
  ClientBody clientBody() throws IOException {
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (channel == null) {
      throw new IOException("another handler reads the request's body");
    }
    ClientBody body = new ClientBody(exchange, channel);
    source = body;
    return body;
  }

  /** From now on the body is this one, and its length is known. */
  void bodyIs(SpooledBody spooled) {
    source = spooled;
    length = spooled.length();
    bodied = true;
    expects = false;
  }

  boolean isSpooled() {
    return source instanceof SpooledBody;
  }

  @Nullable BodySource source() {
    return source;
  }

  /** Sends the head on a connection, and the body as far as it may be sent. */
  void begin(Duplex to) throws IOException, BadRequestException {
    link = to;
    sentSomething = false;
    sent = false;
    HeadWriter head =
        lane.requestHead().write(exchange, relay.target(), relay.id(), length, expects);
    ByteBuffer bytes = lane.scratch().holding(head.bytes(), head.length());
    sentSomething = to.write(bytes) > 0;
    if (bytes.hasRemaining()) {
      headLeft = Scratch.copyOf(bytes);
      to.writing(true);
    } else {
      headSent();
    }
  }

  private void headSent() throws IOException {
    if (!hasBody()) {
      relay.requestSent();
    } else if (expects) {
      asked = true;
      askedAt = lane.now();
    } else {
      sendBody();
    }
  }

  private void sendBody() throws IOException {
    Duplex to = link;
    BodySource from = source == null ? clientBody() : source;
    if (to != null && upload == null) {
      if (from instanceof SpooledBody spooled) {
        spooled.rewind();
      }
      Upload newUpload = new Upload(relay, from, length, to);
      upload = newUpload;
      newUpload.pump();
    }
  }

  /** The site takes more. */
  void writable() throws IOException {
    ByteBuffer head = headLeft;
    Upload uploading = upload;
    Duplex to = link;
    if (head != null && to != null) {
      to.write(head);
      sentSomething = true;
      if (!head.hasRemaining()) {
        headLeft = null;
        to.writing(false);
        headSent();
      }
    } else if (uploading != null) {
      uploading.pump();
    }
  }

  /** The site has said 100 (Continue), or was silent for long enough. */
  void bodyIsWanted() {
    if (!asked) {
      return;
    }
    asked = false;
    expects = false;
    Continue.send(exchange, lane, relay, this::sendBodyOrGiveUp);
  }

  private void sendBodyOrGiveUp() {
    try {
      sendBody();
    } catch (IOException e) {
      relay.fail(new HopFailure.ClientGone(e.toString()));
    }
  }

  void tick(long now) {
    if (asked && now - askedAt > EXPECT_NANOS) {
      bodyIsWanted();
    }
  }

  /** Told by the relay when the upload has handed everything over. */
  void sent() {
    sent = true;
  }

  boolean isSent() {
    return sent;
  }

  /** Whether the client still waits for leave to send its body. */
  boolean awaitsContinue() {
    return expects;
  }

  boolean waitsForClient() {
    return upload != null && upload.waitsForClient();
  }

  /** Whether the same request can go over another connection as if nothing had been sent. */
  boolean canBeSentAgain() {
    return upload == null || isSpooled() || !upload.hasTaken();
  }

  boolean hasSentSomething() {
    return sentSomething;
  }

  /** Stops sending; {@link #begin} may follow when {@link #canBeSentAgain}. */
  void stop() {
    Upload uploading = upload;
    if (uploading != null) {
      uploading.stop();
    }
    upload = null;
    headLeft = null;
    link = null;
    asked = false;
  }

  /** Leaves a buffered body on the exchange for the hop that it comes to next. */
  void keepFor(HttpServerExchange next) {
    if (source instanceof SpooledBody body) {
      next.putAttachment(SpooledBody.KEPT, body);
    }
  }

  /** Gives back what a buffered body holds. */
  void release() {
    if (source instanceof SpooledBody spooled) {
      spooled.release();
    }
  }
}
