package dev.insula.host.http1;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.ImmediatePooledByteBuffer;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.channels.SslChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * A client's connection that speaks HTTP/1.1, from its first request to its last. Its conduits must
 * be those of the gate, which lets through only what has one reading.
 *
 * <p>{@link #open} and the reading happen on the connection's I/O thread; an exchange may end on
 * any thread.
 */
public abstract class Http1Connection extends AbstractServerConnection {
  private final RequestReader reader;
  private final ReadDataStreamSourceConduit body;
  private final AnswerSink answer;
  private final FixedLengthAnswer fixedLength;
  private final @Nullable SslChannel tls;
  private @Nullable SSLSessionInfo tlsInfo;
  private @Nullable HttpUpgradeListener upgrade;

  /** For a channel that is open and has the gate's conduits. */
  // Its parts only keep it; nothing is read before it is opened.
  @SuppressWarnings("this-escape")
  protected Http1Connection(
      StreamConnection channel, ByteBufferPool pool, HttpHandler root, OptionMap options) {
    super(channel, pool, root, options, pool.getBufferSize());
    this.tls = channel instanceof SslChannel secure ? secure : null;
    this.tlsInfo = tls == null ? null : new TlsFacts(tls);
    this.body = new ReadDataStreamSourceConduit(getOriginalSourceConduit(), this);
    this.answer = new AnswerSink(getOriginalSinkConduit(), this);
    this.fixedLength = new FixedLengthAnswer(answer);
    this.reader = new RequestReader(this);
  }

  /**
   * Begins to read requests.
   *
   * @param read what was read already; null if nothing was
   */
  public final void open(@Nullable PooledByteBuffer read) {
    if (read != null) {
      setExtraBytes(read);
    }
    reader.begin();
  }

  /** A head has begun to come and is not complete, or has become complete. */
  protected abstract void incomplete(boolean now);

  /** An exchange of this connection is over. */
  protected abstract void ended();

  final void current(@Nullable HttpServerExchange exchange) {
    current = exchange;
  }

  final boolean isSecure() {
    return tls != null;
  }

  final ReadDataStreamSourceConduit body() {
    return body;
  }

  final AnswerSink answer() {
    return answer;
  }

  final FixedLengthAnswer fixedLength() {
    return fixedLength;
  }

  final @Nullable HttpUpgradeListener upgrade() {
    return upgrade;
  }

  /**
   * Gives back what was read too much: it comes before what the connection brings next.
   *
   * @param rest to be read; the connection's from now on
   */
  final void unread(PooledByteBuffer rest) {
    PooledByteBuffer later = getExtraBytes();
    if (later == null) {
      setExtraBytes(rest);
      return;
    }
    ByteBuffer both =
        ByteBuffer.allocate(rest.getBuffer().remaining() + later.getBuffer().remaining());
    both.put(rest.getBuffer()).put(later.getBuffer()).flip();
    rest.close();
    later.close();
    setExtraBytes(new ImmediatePooledByteBuffer(both));
  }

  @Override
  protected final StreamSinkConduit getSinkConduit(
      HttpServerExchange exchange, StreamSinkConduit conduit) {
    return AnswerBody.of(exchange, this);
  }

  @Override
  protected final void exchangeComplete(HttpServerExchange exchange) {
    fixedLength.forget();
    ended();
    reader.exchangeComplete(exchange);
  }

  @Override
  public final HttpServerExchange sendOutOfBandResponse(HttpServerExchange exchange) {
    if (!HttpContinue.requiresContinueResponse(exchange)) {
      throw new IllegalStateException("Only an interim answer of 100 can be sent here.");
    }
    ConduitState state = resetChannel();
    HttpServerExchange interim = new HttpServerExchange(this);
    interim
        .getRequestHeaders()
        .putAll(Headers.EXPECT, exchange.getRequestHeaders().get(Headers.EXPECT));
    interim.setProtocol(exchange.getProtocol());
    interim.setRequestMethod(exchange.getRequestMethod());
    interim.setPersistent(true);
    Connectors.terminateRequest(interim);
    interim.addResponseWrapper((_, _) -> interimAnswer(interim));
    // The interim answer has no reading side.
    channel.getSourceChannel().setConduit(source(state));
    // The connection goes on with the exchange that asked, so nobody hears of this one's end.
    interim.addExchangeCompleteListener((_, _) -> restoreChannel(state));
    return interim;
  }

  private StreamSinkConduit interimAnswer(HttpServerExchange interim) {
    AnswerSink sink = new AnswerSink(getOriginalSinkConduit(), this);
    sink.begin(interim);
    FixedLengthAnswer empty = new FixedLengthAnswer(sink);
    empty.begin(0, interim);
    return empty;
  }

  @Override
  public final boolean isContinueResponseSupported() {
    return true;
  }

  @Override
  public final void terminateRequestChannel(HttpServerExchange exchange) {
    if (!exchange.isPersistent()) {
      IoUtils.safeClose(getChannel().getSourceChannel());
    }
  }

  @Override
  public final @Nullable SSLSession getSslSession() {
    return tls == null ? null : tls.getSslSession();
  }

  @Override
  public final @Nullable SSLSessionInfo getSslSessionInfo() {
    return tlsInfo;
  }

  @Override
  public final void setSslSessionInfo(SSLSessionInfo info) {
    tlsInfo = info;
  }

  @Override
  protected final StreamConnection upgradeChannel() {
    clearChannel();
    if (getExtraBytes() != null) {
      channel.getSourceChannel().setConduit(body);
    }
    return channel;
  }

  @Override
  protected final boolean isUpgradeSupported() {
    return true;
  }

  @Override
  protected final void setUpgradeListener(HttpUpgradeListener listener) {
    upgrade = listener;
  }

  @Override
  protected final boolean isConnectSupported() {
    return false;
  }

  @Override
  protected final void setConnectListener(HttpUpgradeListener listener) {
    throw new UnsupportedOperationException("CONNECT is refused by the gate.");
  }

  @Override
  public final String getTransportProtocol() {
    return "http/1.1";
  }

  @Override
  public final boolean isRequestTrailerFieldsSupported() {
    return false;
  }
}
