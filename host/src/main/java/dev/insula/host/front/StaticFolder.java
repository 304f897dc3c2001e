package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Serves a folder, or a single file, below a path prefix: GET and HEAD, conditions and ranges,
 * compressed neighbours ({@code app.js.br}, {@code app.js.gz}), {@code index.html} for folders.
 * Lists nothing, serves nothing outside the folder, nothing hidden and nothing but regular files.
 *
 * <p>Threading: called on an I/O thread; the disk is touched on threads of this folder's own only.
 * Needs no closing.
 */
public final class StaticFolder implements HttpHandler {
  private final PathPrefix prefix;
  private final StaticOptions options;
  private final StaticCache cache = new StaticCache();
  private final StaticThreads threads;
  private final StaticLookup lookup;

  private StaticFolder(PathPrefix prefix, Path place, StaticOptions options) {
    this.prefix = prefix;
    this.options = options;
    this.threads = new StaticThreads(String.valueOf(place.getFileName()));
    this.lookup = new StaticLookup(new StaticTree(place), options, cache, threads);
  }

  /**
   * Serves {@code place}, a folder or a file, for paths that have the prefix ({@link
   * PathPrefix#of}). The place need not exist yet. Where it, or what leads to it, is a link, that
   * is followed once: a link that is pointed elsewhere later is noticed by a new object only.
   *
   * @throws IllegalArgumentException with a sentence, if {@code prefix} is none
   */
  public static StaticFolder of(String prefix, Path place, StaticOptions options) {
    return new StaticFolder(PathPrefix.of(prefix), place, options);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HttpString method = exchange.getRequestMethod();
    if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
      refuse(exchange);
      return;
    }
    String path = exchange.getRequestURI();
    StaticFile known = cache.fresh(path);
    if (known != null && answered(exchange, known)) {
      return;
    }
    int below = prefix.end(path);
    StaticPath names = below < 0 ? null : StaticPath.of(path, below);
    if (names == null) {
      lookup.pass(exchange);
    } else {
      lookup.start(exchange, names);
    }
  }

  private void refuse(HttpServerExchange exchange) throws Exception {
    if (options.next().isPresent()) {
      options.next().get().handleRequest(exchange);
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      ErrorPage.send(exchange, 405);
    }
  }

  /** True if the file's bytes are in memory, and so the answer is on its way. */
  static boolean answered(HttpServerExchange exchange, StaticFile known) {
    StaticVariant variant =
        StaticCoding.choose(known, exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING));
    byte[] content = variant.content();
    if (content == null) {
      return false;
    }
    sendFromMemory(exchange, StaticAnswer.prepare(exchange, known, variant), content);
    return true;
  }

  static void sendFromMemory(HttpServerExchange exchange, StaticAnswer answer, byte[] content) {
    if (!answer.hasBody()) {
      exchange.endExchange();
      return;
    }
    int length = (int) (answer.to() - answer.from());
    exchange.getResponseSender().send(ByteBuffer.wrap(content, (int) answer.from(), length));
  }
}
