package dev.insula.host.front;

import dev.insula.host.systemd.ListenSockets;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.TlsServer;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.AlpnOpenListener;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.nio.Tcp;
import org.xnio.ssl.SslConnection;

/** Turns accepted sockets into guarded connections, of either protocol. */
final class FrontAcceptor {
  /** A whole TLS record (RFC 8446, section 5.2) and some more. */
  private static final int TLS_BUFFER = 17 * 1024;

  private final XnioWorker worker;
  private final ListenSockets passed;
  private final ByteBufferPool tlsPool;
  private final GateConnections connections;
  private final Http1Listener http1;
  private final Http2Listener http2;
  private final Http1OrHttp2Listener either;
  private final AlpnOpenListener alpn;
  private final UndertowXnioSsl ssl;
  private final TlsKeys keys;
  private volatile GateOptions options;

  FrontAcceptor(
      XnioWorker worker,
      ByteBufferPool pool,
      GateConnections connections,
      TlsKeys keys,
      HttpHandler gate,
      GateOptions options,
      ListenSockets passed) {
    this.worker = worker;
    this.passed = passed;
    this.keys = keys;
    this.connections = connections;
    this.options = options;
    this.http1 = new Http1Listener(pool, FrontOptions.http1(options.limits()), gate, connections);
    this.http2 = new Http2Listener(pool, FrontOptions.http2(options.limits()), gate, connections);
    this.either = new Http1OrHttp2Listener(pool, http1, http2);
    this.alpn = alpn(pool, http1, http2, options);
    this.tlsPool = new DefaultByteBufferPool(true, TLS_BUFFER, -1, 4);
    this.ssl = new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, tlsPool, keys.context());
  }

  private static AlpnOpenListener alpn(
      ByteBufferPool pool,
      DelegateOpenListener http1,
      DelegateOpenListener http2,
      GateOptions options) {
    OptionMap undertow = FrontOptions.http1(options.limits());
    AlpnOpenListener alpn = new AlpnOpenListener(pool, undertow, http1);
    alpn.addProtocol("h2", http2, 10);
    return alpn;
  }

  /** What holds for the connections that come. */
  void options(GateOptions wanted) {
    http1.setUndertowOptions(FrontOptions.http1(wanted.limits()));
    http2.setUndertowOptions(FrontOptions.http2(wanted.limits()));
    options = wanted;
  }

  /** Binds the address; nothing is accepted before {@link FrontListener#accept}. */
  FrontListener listen(ListenAddress address) throws IOException {
    try {
      return new FrontListener(address.tls() ? secure(address) : plain(address));
    } catch (IOException e) {
      throw new IOException("listen: cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private AcceptingChannel<? extends StreamConnection> plain(ListenAddress address)
      throws IOException {
    return tcp(
        address,
        ChannelListeners.openListenerAdapter(
            channel -> opened(channel, options.priorKnowledge() ? either : http1)));
  }

  private AcceptingChannel<? extends StreamConnection> secure(ListenAddress address)
      throws IOException {
    ChannelListener<AcceptingChannel<SslConnection>> accepted =
        ChannelListeners.openListenerAdapter(channel -> opened(channel, alpn));
    OptionMap tls = TlsSettings.on(FrontOptions.socket());
    return TlsServer.over(tcp(address, replacedByTls()), ssl, tlsPool, accepted, tls);
  }

  private static ChannelListener<AcceptingChannel<StreamConnection>> replacedByTls() {
    return _ -> {};
  }

  private AcceptingChannel<StreamConnection> tcp(
      ListenAddress address, ChannelListener<AcceptingChannel<StreamConnection>> accepted)
      throws IOException {
    Optional<ServerSocketChannel> socket = passed.channel(address.socket());
    return socket.isPresent()
        ? Tcp.serve(worker, socket.get(), accepted, FrontOptions.socket())
        : worker.createStreamConnectionServer(address.socket(), accepted, FrontOptions.socket());
  }

  private void opened(
      StreamConnection channel, ChannelListener<? super StreamConnection> protocol) {
    GateOptions current = options;
    ClientPeer peer = ClientPeer.of(channel, current.trustedProxies());
    if (channel instanceof SslConnection secure) {
      SSLEngine engine = UndertowXnioSsl.getSslEngine(secure);
      peer = peer.with(new TlsPeer(keys, TlsServerName.of(engine, keys)));
    }
    if (connections.admit(channel, current, peer) == null) {
      IoUtils.safeClose(channel);
      return;
    }
    ChannelListener.Setter<? extends StreamConnection> closing = channel.getCloseSetter();
    closing.set(gone -> connections.closed(channel));
    if (!channel.isOpen()) {
      connections.closed(channel);
      return;
    }
    ChannelListeners.invokeChannelListener(channel, protocol);
  }
}
