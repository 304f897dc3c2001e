package dev.insula.host.hop;

import dev.insula.host.http1.Http1Server;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A real Undertow front with one site behind a hop. */
final class Front implements Closeable {
  /** A finished request, copied because the hop's report is valid during the call only. */
  record Finished(
      String id,
      int status,
      long answerBytes,
      long requestBytes,
      int attempts,
      @Nullable HopFailure failure) {}

  private final XnioWorker worker;
  private final HopLanes lanes;
  private final Hop hop;
  private final Undertow undertow;
  private final AcceptingChannel<StreamConnection> plain;
  private final List<Finished> finished = new CopyOnWriteArrayList<>();

  Front(HopTarget target) throws IOException {
    this(target, HopCallbacks.plain(), hop -> hop);
  }

  Front(HopTarget target, HopCallbacks callbacks, UnaryOperator<HttpHandler> around)
      throws IOException {
    worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.create(
                    Options.WORKER_IO_THREADS, 2, Options.WORKER_TASK_CORE_THREADS, 4));
    lanes = new HopLanes(worker);
    hop =
        new Hop(
            lanes,
            target,
            callbacks.withObserver((exchange, report) ->
                finished.add(
                    new Finished(
                        report.requestId(),
                        report.status(),
                        report.answerBytes(),
                        report.requestBytes(),
                        report.attempts(),
                        report.failure().orElse(null)))));
    HttpHandler root = around.apply(hop);
    undertow =
        Undertow.builder()
            .setWorker(worker)
            // Undertow's own choice in a small heap is 512 bytes; a front's does not depend on it
            .setDirectBuffers(true)
            .setBufferSize(16 * 1024 - 20)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .addHttpsListener(0, "127.0.0.1", TestTls.server())
            .setHandler(root)
            .build();
    undertow.start();
    plain =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ChannelListeners.openListenerAdapter(channel -> Http1Server.open(channel, root)),
            OptionMap.EMPTY);
    plain.resumeAccepts();
  }

  int port() {
    return plain.getLocalAddress(InetSocketAddress.class).getPort();
  }

  int tlsPort() {
    return port(0);
  }

  private int port(int listener) {
    return ((InetSocketAddress) undertow.getListenerInfo().get(listener).getAddress()).getPort();
  }

  Hop hop() {
    return hop;
  }

  List<Finished> finished() {
    return finished;
  }

  /** Waits for the n-th finished request. */
  Finished finished(int n) {
    Await.until("request " + n + " has ended", () -> finished.size() > n);
    return finished.get(n);
  }

  Wire connect() throws IOException {
    return Wire.to(port());
  }

  /** Sends bytes on a new connection and reads all that comes until the front closes. */
  String exchange(String request) throws IOException {
    try (Wire client = connect()) {
      return client.write(request).rest();
    }
  }

  @Override
  public void close() {
    hop.close();
    IoUtils.safeClose(plain);
    undertow.stop();
    lanes.close();
    worker.shutdownNow();
  }
}
