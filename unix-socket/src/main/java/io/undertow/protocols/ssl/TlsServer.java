package io.undertow.protocols.ssl;

import io.undertow.connector.ByteBufferPool;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/** What {@link UndertowXnioSsl#createSslConnectionServer} makes, over a given TCP server. */
public final class TlsServer {
  private TlsServer() {}

  /**
   * Takes connections from {@code tcp} and begins TLS on each.
   *
   * @param pool the one that {@code ssl} was made with
   */
  public static AcceptingChannel<SslConnection> over(
      AcceptingChannel<? extends StreamConnection> tcp,
      UndertowXnioSsl ssl,
      ByteBufferPool pool,
      ChannelListener<? super AcceptingChannel<SslConnection>> accepted,
      OptionMap options) {
    var server = new UndertowAcceptingSslChannel(ssl, tcp, options, pool, false);
    set(server.getAcceptSetter(), accepted);
    return server;
  }

  private static <C extends AcceptingChannel<SslConnection>> void set(
      ChannelListener.Setter<C> setter,
      ChannelListener<? super AcceptingChannel<SslConnection>> accepted) {
    setter.set(accepted);
  }
}
