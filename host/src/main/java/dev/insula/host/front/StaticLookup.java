package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** The slow half of a folder: finds a file on disk and begins to send it, or passes the request. */
final class StaticLookup {
  private static final Logger LOG = Logger.getLogger("insula.static");
  private static final String INDEX = "index.html";

  private final StaticTree tree;
  private final StaticOptions options;
  private final StaticCache cache;
  private final StaticThreads threads;

  StaticLookup(StaticTree tree, StaticOptions options, StaticCache cache, StaticThreads threads) {
    this.tree = tree;
    this.options = options;
    this.cache = cache;
    this.threads = threads;
  }

  /** Leaves the I/O thread and answers from the folder's threads. */
  void start(HttpServerExchange exchange, StaticPath path) {
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> {
          if (!threads.accepts(() -> answer(exchange, path))) {
            ErrorPage.unavailable(exchange);
          }
        });
  }

  /** There is no such file: the next handler's turn, on an I/O thread. */
  void pass(HttpServerExchange exchange) {
    HttpHandler next = options.next().orElse(null);
    if (next == null) {
      ErrorPage.send(exchange, StatusCodes.NOT_FOUND);
    } else {
      exchange.dispatch(exchange.getIoThread(), next);
    }
  }

  private void answer(HttpServerExchange exchange, StaticPath path) {
    try {
      StaticFile former = cache.former(exchange.getRequestURI());
      if (former != null && former.isUnchanged() && StaticFolder.answered(exchange, former)) {
        cache.looked(exchange.getRequestURI(), former);
      } else {
        look(exchange, path);
      }
    } catch (NoSuchFileException | NotDirectoryException | InvalidPathException missing) {
      miss(exchange);
    } catch (AccessDeniedException denied) {
      LOG.warnf("%s may not be read by the front; it was answered with 403.", denied.getFile());
      ErrorPage.send(exchange, StatusCodes.FORBIDDEN);
    } catch (IOException e) {
      LOG.warnf("A static file could not be read: %s", e.getMessage());
      ErrorPage.unavailable(exchange);
    } catch (RejectedExecutionException stopping) {
      LOG.debugf("The I/O threads ended before an answer: %s", stopping.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "A static file could not be served.");
      ErrorPage.send(exchange, StatusCodes.INTERNAL_SERVER_ERROR);
    }
  }

  private void look(HttpServerExchange exchange, StaticPath path) throws IOException {
    try (StaticEntry entry = tree.find(path.folder() ? indexOf(path) : path.names())) {
      StaticStamp stamp = entry == null ? null : entry.stamp();
      if (entry != null && stamp != null) {
        send(exchange, entry, stamp, path.folder() ? INDEX : nameOf(path, entry));
      } else if (entry != null && hasIndex(path)) {
        redirectToFolder(exchange);
      } else {
        miss(exchange);
      }
    }
  }

  private void miss(HttpServerExchange exchange) {
    cache.missed(exchange.getRequestURI());
    pass(exchange);
  }

  private static List<String> indexOf(StaticPath path) {
    List<String> names = new ArrayList<>(path.names());
    names.add(INDEX);
    return names;
  }

  private static String nameOf(StaticPath path, StaticEntry entry) {
    return path.names().isEmpty() ? entry.fileName() : path.names().getLast();
  }

  private boolean hasIndex(StaticPath path) throws IOException {
    try (StaticEntry index = tree.find(indexOf(path))) {
      return index != null && index.stamp() != null;
    }
  }

  private static void redirectToFolder(HttpServerExchange exchange) {
    LocationText location = new LocationText("/").path(exchange.getRequestURI()).raw("/");
    exchange.setStatusCode(StatusCodes.MOVED_PERMANENTLY);
    exchange
        .getResponseHeaders()
        .put(Headers.LOCATION, location.query(exchange.getQueryString()).toString());
    exchange.endExchange();
  }

  private void send(
      HttpServerExchange exchange, StaticEntry entry, StaticStamp stamp, String askedFor)
      throws IOException {
    String path = exchange.getRequestURI();
    StaticFile file = StaticFile.of(entry, stamp, askedFor, options);
    StaticFile former = cache.former(path);
    file = former == null ? file : file.inheriting(former);
    StaticVariant variant =
        StaticCoding.choose(file, exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING));
    byte[] content = variant.content();
    if (content == null && variant.stamp().size() <= StaticCache.LARGEST_FILE) {
      content = read(entry, variant);
      file = file.with(variant.with(content));
    }
    if (content != null) {
      cache.looked(path, file);
      StaticAnswer answer = StaticAnswer.prepare(exchange, file, variant);
      StaticFolder.sendFromMemory(exchange, answer, content);
    } else {
      stream(exchange, entry, file, variant);
    }
  }

  private static byte[] read(StaticEntry entry, StaticVariant variant) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) variant.stamp().size());
    try (FileChannel file = entry.open(variant.fileName())) {
      while (content.hasRemaining() && file.read(content) >= 0) {}
    }
    entry.confirm(variant.fileName(), variant.stamp());
    return content.array();
  }

  private void stream(
      HttpServerExchange exchange, StaticEntry entry, StaticFile file, StaticVariant variant)
      throws IOException {
    FileChannel opened = entry.open(variant.fileName());
    try {
      entry.confirm(variant.fileName(), variant.stamp());
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    StaticAnswer answer = StaticAnswer.prepare(exchange, file, variant);
    if (answer.hasBody()) {
      var place = entry.path().resolveSibling(variant.fileName());
      new StaticBody(exchange, threads, opened, place, answer).run();
    } else {
      opened.close();
      exchange.endExchange();
    }
  }
}
