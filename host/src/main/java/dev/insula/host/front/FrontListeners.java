package dev.insula.host.front;

import dev.insula.host.systemd.ListenSockets;
import dev.insula.site.serve.ThreadBuffers;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;
import org.xnio.XnioWorker;

/**
 * Everything the host listens on, with the gate behind it. A reload replaces the set of addresses;
 * those that stay are not touched, so no client notices.
 *
 * <p>{@link #change} and {@link #close} are called by one thread at a time.
 */
public final class FrontListeners implements AutoCloseable {
  private static final int BUFFER_SIZE = 16 * 1024;
  private static final long POLL_MILLIS = 20;

  private final GateConnections connections;
  private final Map<ListenAddress, FrontListener> open = new LinkedHashMap<>();
  private final FrontAcceptor acceptor;
  private final XnioExecutor.Key sweep;
  private final XnioWorker worker;

  private FrontListeners(
      XnioWorker worker,
      GateOptions options,
      TlsKeys keys,
      HttpHandler root,
      ListenSockets passed) {
    this.worker = worker;
    this.connections = new GateConnections(Descriptors.ofThisProcess().clients());
    ByteBufferPool pool = new ThreadBuffers(BUFFER_SIZE);
    this.acceptor =
        new FrontAcceptor(
            worker, pool, connections, keys, new Gate(root, connections), options, passed);
    this.sweep =
        worker
            .getIoThread()
            .executeAtInterval(
                connections::sweep, GateConnections.SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Listens on all of {@code addresses} and hands what passes the gate to {@code root}, on the I/O
   * threads of {@code worker}.
   *
   * @throws IOException with a sentence that names the address, if one cannot be listened on; none
   *     is open then
   */
  public static FrontListeners open(
      XnioWorker worker,
      List<ListenAddress> addresses,
      GateOptions options,
      TlsKeys keys,
      HttpHandler root)
      throws IOException {
    FrontListeners listeners =
        new FrontListeners(worker, options, keys, root, ListenSockets.none());
    try {
      listeners.change(addresses, options);
    } catch (IOException e) {
      listeners.sweep.remove();
      throw e;
    }
    return listeners;
  }

  /** Listens on nothing yet; what the service manager passed is used for its addresses. */
  static FrontListeners ofPassed(
      XnioWorker worker, TlsKeys keys, HttpHandler root, ListenSockets passed) {
    return new FrontListeners(worker, GateOptions.STRICT, keys, root, passed);
  }

  /**
   * Opens what is new, then closes what is gone; connections that were accepted live on. New
   * options hold for the connections that come.
   *
   * @throws IOException with a sentence that names the address, if one cannot be listened on;
   *     nothing has changed then
   */
  public void change(List<ListenAddress> wanted, GateOptions options) throws IOException {
    Map<ListenAddress, FrontListener> added = new LinkedHashMap<>();
    try {
      for (ListenAddress address : wanted) {
        if (!open.containsKey(address) && !added.containsKey(address)) {
          added.put(address, acceptor.listen(address));
        }
      }
    } catch (IOException e) {
      added.values().forEach(FrontListener::close);
      throw e;
    }
    acceptor.options(options);
    Map<ListenAddress, FrontListener> gone = new LinkedHashMap<>(open);
    gone.keySet().removeAll(wanted);
    close(gone.values());
    open.keySet().retainAll(wanted);
    open.putAll(added);
    added.values().forEach(FrontListener::accept);
  }

  private void close(Collection<FrontListener> listeners) {
    if (!listeners.isEmpty()) {
      listeners.forEach(FrontListener::pause);
      IoBarrier.pass(worker);
      listeners.forEach(FrontListener::close);
    }
  }

  /** Where it really listens, in the order of opening: a declared port 0 has become a real one. */
  public List<ListenAddress> bound() {
    List<ListenAddress> bound = new ArrayList<>();
    for (Map.Entry<ListenAddress, FrontListener> one : open.entrySet()) {
      InetSocketAddress at = one.getValue().address();
      bound.add(new ListenAddress(one.getKey().tls(), at));
    }
    return bound;
  }

  /** Client connections that are open now. */
  public int connections() {
    return connections.count();
  }

  /**
   * Stops accepting, lets requests in flight end for at most {@code patience}, tells HTTP/2 clients
   * to go away, and closes every connection. Blocks; not for an I/O thread.
   */
  public void close(Duration patience) {
    close(open.values());
    open.clear();
    connections.drain();
    long deadline = System.nanoTime() + patience.toNanos();
    while (connections.count() > 0 && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    connections.all().forEach(GateConnection::cut);
    sweep.remove();
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
