package dev.insula.bench.front;

import dev.insula.host.front.FrontListeners;
import dev.insula.host.front.GateLimits;
import dev.insula.host.front.GateOptions;
import dev.insula.host.front.ListenAddress;
import dev.insula.host.front.TlsKeys;
import dev.insula.host.front.TrustedProxies;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Answers 1 KiB to everything, behind the gate ({@code gate}) or bare ({@code bare}), or reads all
 * that comes and answers nothing ({@code sink}). Prints its port and process id, then, for each
 * line on standard input, the heap in use after a collection.
 */
public final class FrontServer {
  private static final int SIZE = 1024;

  private FrontServer() {}

  /** Takes {@code gate}, {@code bare} or {@code sink}. */
  public static void main(String[] arguments) throws IOException {
    XnioWorker worker =
        Xnio.getInstance()
            .createWorker(OptionMap.builder().set(Options.WORKER_IO_THREADS, 1).getMap());
    int port = open(arguments[0], worker);
    System.out.println(port + " " + ProcessHandle.current().pid());
    Scanner lines = new Scanner(System.in, java.nio.charset.StandardCharsets.US_ASCII);
    while (lines.hasNextLine()) {
      lines.nextLine();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.println(runtime.totalMemory() - runtime.freeMemory());
    }
    worker.shutdownNow();
  }

  private static int open(String kind, XnioWorker worker) throws IOException {
    ByteBuffer body = ByteBuffer.allocateDirect(SIZE);
    HttpHandler site = exchange -> exchange.getResponseSender().send(body.duplicate());
    return switch (kind) {
      case "gate" -> gate(worker, site);
      case "bare" -> bare(worker, site);
      case "sink" -> listen(worker, FrontServer::swallow);
      default -> throw new IllegalArgumentException("gate, bare or sink, not " + kind);
    };
  }

  private static void swallow(StreamConnection connection) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    connection
        .getSourceChannel()
        .setReadListener(source -> {
          try {
            if (source.read(buffer.clear()) < 0) {
              connection.close();
            }
          } catch (IOException gone) {
            IoUtils.safeClose(connection);
          }
        });
    connection.getSourceChannel().resumeReads();
  }

  private static int gate(XnioWorker worker, HttpHandler site) throws IOException {
    GateOptions options = new GateOptions(limits(), TrustedProxies.NONE, host -> false, false);
    FrontListeners front =
        FrontListeners.open(
            worker, List.of(ListenAddress.of("http://127.0.0.1:0")), options, new TlsKeys(), site);
    return front.bound().getFirst().socket().getPort();
  }

  /** The default limits, but for what a load from one machine needs. */
  private static GateLimits limits() {
    GateLimits usual = GateLimits.DEFAULT;
    return new GateLimits(
        usual.head(),
        usual.requestLine(),
        usual.field(),
        usual.fields(),
        usual.body(),
        usual.headTime(),
        usual.handshakeTime(),
        Duration.ofSeconds(30),
        usual.stall(),
        usual.bodyRate(),
        20_000,
        20_000,
        Integer.MAX_VALUE,
        usual.streamsPerConnection(),
        usual.streams(),
        usual.resets(),
        usual.controlFrames());
  }

  private static int bare(XnioWorker worker, HttpHandler site) throws IOException {
    HttpOpenListener undertow =
        new HttpOpenListener(new DefaultByteBufferPool(true, 16 * 1024, -1, 4), OptionMap.EMPTY);
    undertow.setRootHandler(site);
    return listen(worker, undertow);
  }

  private static int listen(XnioWorker worker, ChannelListener<StreamConnection> listener)
      throws IOException {
    ChannelListener<AcceptingChannel<StreamConnection>> accepted =
        ChannelListeners.openListenerAdapter(listener);
    AcceptingChannel<? extends StreamConnection> socket =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            accepted,
            OptionMap.builder().set(Options.TCP_NODELAY, true).set(Options.BACKLOG, 1024).getMap());
    socket.resumeAccepts();
    return socket.getLocalAddress(InetSocketAddress.class).getPort();
  }
}
