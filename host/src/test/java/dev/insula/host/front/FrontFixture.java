package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** A front on a free port of the loopback address, with a handler of the test's behind the gate. */
final class FrontFixture implements AutoCloseable {
  private final XnioWorker worker;
  private final FrontListeners listeners;

  private FrontFixture(XnioWorker worker, FrontListeners listeners) {
    this.worker = worker;
    this.listeners = listeners;
  }

  static FrontFixture plain(GateOptions options, HttpHandler behind) throws IOException {
    return open(List.of("http://127.0.0.1:0"), options, new TlsKeys(), behind);
  }

  static FrontFixture open(
      List<String> addresses, GateOptions options, TlsKeys keys, HttpHandler behind)
      throws IOException {
    XnioWorker worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, 2)
                    .set(Options.WORKER_TASK_CORE_THREADS, 8)
                    .set(Options.WORKER_TASK_MAX_THREADS, 8)
                    .getMap());
    List<ListenAddress> wanted = addresses.stream().map(ListenAddress::of).toList();
    return new FrontFixture(worker, FrontListeners.open(worker, wanted, options, keys, behind));
  }

  static GateOptions priorKnowledge(GateLimits limits) {
    return new GateOptions(limits, TrustedProxies.NONE, host -> false, true);
  }

  FrontListeners listeners() {
    return listeners;
  }

  XnioWorker worker() {
    return worker;
  }

  InetSocketAddress address() {
    return address(0);
  }

  InetSocketAddress address(int index) {
    return listeners.bound().get(index).socket();
  }

  @Override
  public void close() {
    listeners.close();
    worker.shutdownNow();
  }
}
