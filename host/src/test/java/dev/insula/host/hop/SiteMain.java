package dev.insula.host.hop;

import dev.insula.site.link.LinkAcceptor;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsListener;
import org.xnio.nio.UnixPeer;

/**
 * A Java daemon in a process of its own: Undertow on a Unix domain socket. {@code /down?N} sends N
 * bytes with their length, {@code /chunks?N} in chunks, {@code /stuck} never answers, {@code
 * /small} says so, and anything else tells how many bytes of a body came.
 */
final class SiteMain {
  private SiteMain() {}

  public static void main(String[] args) throws IOException {
    Path socket = Path.of(args[0]);
    SiteView view = SiteView.beside(socket);
    Files.deleteIfExists(socket);
    XnioWorker worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.create(
                    Options.WORKER_IO_THREADS, 1, Options.WORKER_TASK_CORE_THREADS, 8));
    DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, 16 * 1024 - 20, -1, 4);
    HttpOpenListener http =
        new HttpOpenListener(buffers, OptionMap.create(UndertowOptions.MAX_ENTITY_SIZE, -1L));
    http.setRootHandler(exchange -> handle(exchange, view));
    LinkAcceptor links = new LinkAcceptor(buffers, http, http::handleEvent);
    try (UdsListener listener = Uds.listen(worker, socket, 1024, UnixPeer.anybody(), links)) {
      System.out.println("listening on " + listener.path());
      while (System.in.read() != -1) {
        // the end of the input is the end of this process
      }
    }
    System.exit(0);
  }

  private static void handle(HttpServerExchange exchange, SiteView view) {
    exchange.dispatch(() -> {
      try {
        view.note("began", exchange.getRequestPath());
        answer(exchange);
        view.note("ended", exchange.getRequestPath());
      } catch (IOException e) {
        exchange.endExchange();
      }
    });
  }

  private static void answer(HttpServerExchange exchange) throws IOException {
    exchange.startBlocking();
    switch (exchange.getRequestPath()) {
      case "/down" -> send(exchange, true);
      case "/chunks" -> send(exchange, false);
      case "/stuck" -> LockSupport.park();
      case "/small" -> exchange.getResponseSender().send("small");
      default -> count(exchange);
    }
  }

  private static void send(HttpServerExchange exchange, boolean withLength) throws IOException {
    long left = Long.parseLong(exchange.getQueryString());
    if (withLength) {
      exchange.setResponseContentLength(left);
    }
    byte[] piece = new byte[64 * 1024];
    OutputStream out = exchange.getOutputStream();
    while (left > 0) {
      int count = (int) Math.min(left, piece.length);
      out.write(piece, 0, count);
      left -= count;
    }
    out.close();
  }

  private static void count(HttpServerExchange exchange) throws IOException {
    long count = 0;
    byte[] piece = new byte[64 * 1024];
    InputStream in = exchange.getInputStream();
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      count += read;
    }
    exchange.getResponseSender().send("got " + count);
  }
}
