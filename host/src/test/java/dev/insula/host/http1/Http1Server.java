package dev.insula.host.http1;

import dev.insula.site.serve.ThreadBuffers;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A server of its own with one handler, without a gate. */
public final class Http1Server implements AutoCloseable {
  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> accepting;

  Http1Server(HttpHandler root) throws IOException {
    worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 2));
    accepting =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ChannelListeners.openListenerAdapter(channel -> open(channel, root)),
            OptionMap.EMPTY);
    accepting.resumeAccepts();
  }

  /** Speaks HTTP/1.1 on a connection that was accepted. */
  public static void open(StreamConnection channel, HttpHandler root) {
    OptionMap options = OptionMap.create(UndertowOptions.MAX_ENTITY_SIZE, -1L);
    new Http1Connection(channel, new ThreadBuffers(16 * 1024), root, options) {
      @Override
      protected void incomplete(boolean now) {}

      @Override
      protected void ended() {}
    }.open(null);
  }

  /** A client that takes only little at a time. */
  Socket connect() throws IOException {
    Socket client = new Socket();
    client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    client.setSoTimeout(30_000);
    client.connect(accepting.getLocalAddress());
    return client;
  }

  @Override
  public void close() {
    IoUtils.safeClose(accepting);
    worker.shutdownNow();
  }
}
