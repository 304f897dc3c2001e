package dev.insula.site.daemon;

import dev.insula.site.link.LinkAcceptor;
import dev.insula.site.serve.ThreadBuffers;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;
import org.xnio.nio.NioXnioProvider;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsListener;
import org.xnio.nio.UnixPeer;

/**
 * Serves HTTP/1.1 on a Unix domain socket. The front has checked each request and decides all
 * timeouts, so none of Undertow's own may cut a connection of its pool.
 */
final class DaemonServer {
  private static final int BACKLOG = 1024;
  private static final int BUFFER = 16 * 1024 - 20;

  /** Everybody who may enter the socket's folder may connect: the folder is what protects it. */
  private static final String SOCKET_MODE = "rw-rw-rw-";

  /** How long the host may take to read the last answers. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private static final int MANY = 100_000;

  /** The site's own limit is watched where the body is read. */
  private static final long NO_LIMIT = -1;

  private final XnioWorker worker;
  private final UdsListener listener;
  private final LinkAcceptor links;
  private final Path socket;

  private DaemonServer(XnioWorker worker, UdsListener listener, LinkAcceptor links, Path socket) {
    this.worker = worker;
    this.listener = listener;
    this.links = links;
    this.socket = socket;
  }

  /** Listens from now on; a socket file that a former process left behind is replaced. */
  static DaemonServer listen(DaemonPlan plan, HttpHandler handler) throws IOException {
    XnioWorker worker =
        // Not looked for in every jar of the class path.
        new NioXnioProvider()
            .getInstance()
            .createWorker(
                OptionMap.builder()
                    .set(Options.WORKER_NAME, "insula")
                    .set(Options.WORKER_IO_THREADS, plan.ioThreads())
                    .set(Options.WORKER_TASK_CORE_THREADS, 1)
                    .set(Options.WORKER_TASK_MAX_THREADS, plan.site().limits().threads())
                    .set(Options.THREAD_DAEMON, true)
                    .getMap());
    ThreadBuffers buffers = new ThreadBuffers(BUFFER);
    HttpOpenListener http = new HttpOpenListener(buffers, options());
    http.setRootHandler(new ForwardedClient(handler));
    LinkAcceptor links = new LinkAcceptor(buffers, http, http::handleEvent);
    Files.deleteIfExists(plan.socket());
    UdsListener listener = Uds.listen(worker, plan.socket(), BACKLOG, UnixPeer.anybody(), links);
    Files.setPosixFilePermissions(plan.socket(), PosixFilePermissions.fromString(SOCKET_MODE));
    return new DaemonServer(worker, listener, links, plan.socket());
  }

  private static OptionMap options() {
    return OptionMap.builder()
        .set(UndertowOptions.MAX_ENTITY_SIZE, NO_LIMIT)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .set(UndertowOptions.ALWAYS_SET_DATE, false)
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, -1)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, -1)
        .set(UndertowOptions.MAX_PARAMETERS, MANY)
        .set(UndertowOptions.MAX_HEADERS, MANY)
        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
        .getMap();
  }

  /** Takes no new connection; those that are open go on. */
  void refuseConnections() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      System.err.println("The socket " + socket + " cannot be closed: " + e.getMessage() + ".");
    }
  }

  /** Ends the I/O threads, once what was answered has left. */
  void close() {
    links.flush(LAST_WORDS);
    worker.shutdownNow();
  }
}
