package dev.insula.host.front;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.host.hop.Question;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the front answers by itself within one site: its static files, and what is mounted below a
 * path; the site's application object gets the rest.
 */
final class SitePaths implements HttpHandler {
  private static final int MOVED_PERMANENTLY = 301;

  private final PathTable<HttpHandler> table;
  private final PathTable<Boolean> guarded;
  private final HttpHandler application;
  private final HttpHandler refusal;

  private SitePaths(
      PathTable<HttpHandler> table,
      PathTable<Boolean> guarded,
      HttpHandler application,
      HttpHandler refusal) {
    this.table = table;
    this.guarded = guarded;
    this.application = application;
    this.refusal = refusal;
  }

  /**
   * The application with the site's paths around it, or itself if there are none.
   *
   * @param ledger told of the end of requests that the application does not see
   * @param proxies makes the way to servers that somebody else runs
   * @param java what the site's mounted Java applications are reached by, if not by the application
   */
  static HttpHandler around(
      HttpHandler application,
      Site site,
      ExchangeCompletionListener ledger,
      ProxyHops proxies,
      Optional<HttpHandler> java) {
    Map<String, HttpHandler> answers = new LinkedHashMap<>();
    String prefix = site.prefix();
    site.staticFolders()
        .forEach((path, place) ->
            answers.put(prefix + path, entered(files(prefix + path, place), ledger)));
    site.mounts()
        .forEach((path, mount) ->
            answers.put(
                prefix + path,
                inFront(prefix + path, mount, proxies)
                    .map(front -> entered(front, ledger))
                    .or(() -> java.filter(_ -> mount instanceof Application.JavaObject))
                    .orElse(application)));
    // Where the application itself answers everywhere, nothing has to be looked up.
    return answers.values().stream().allMatch(application::equals)
        ? application
        : new SitePaths(
            PathTable.of(answers),
            guarded(site),
            application,
            entered(exchange -> ErrorPage.send(exchange, StatusCodes.FORBIDDEN), ledger));
  }

  private static HttpHandler entered(HttpHandler answer, ExchangeCompletionListener ledger) {
    return exchange -> {
      exchange.addExchangeCompleteListener(ledger);
      answer.handleRequest(exchange);
    };
  }

  /** What is below these paths is served after the site's own process has said so. */
  private static PathTable<Boolean> guarded(Site site) {
    Map<String, Boolean> paths = new LinkedHashMap<>();
    site.auth().keySet().forEach(path -> paths.put(site.prefix() + path, true));
    return PathTable.of(paths);
  }

  /** What a site that has no application object of its own answers with. */
  static HttpHandler application(Site site, ProxyHops proxies) {
    HttpHandler handler =
        inFront("/", site.application(), proxies)
            .orElseThrow(() -> new IllegalArgumentException("not the front's: " + site.name()));
    return around(handler, site, (_, next) -> next.proceed(), proxies, Optional.empty());
  }

  private static Optional<HttpHandler> inFront(
      String path, Application application, ProxyHops proxies) {
    return switch (application) {
      case Application.StaticFolder(Path folder) -> Optional.of(files(path, folder));
      case Application.Redirect(var target) ->
          Optional.of(Redirect.to(target.toString(), MOVED_PERMANENTLY));
      case Application.Proxy(var target) -> Optional.of(proxies.below(path, target));
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.JavaObject _,
          Application.War _,
          Application.Boot _,
          Application.Command _ ->
          Optional.empty();
    };
  }

  private static HttpHandler files(String path, Path place) {
    return StaticFolder.of(path, place, StaticOptions.DEFAULT);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestURI();
    HttpHandler found = table.find(path);
    if (found == null || found.equals(application)) {
      application.handleRequest(exchange);
    } else if (guarded.find(path) == null) {
      found.handleRequest(exchange);
    } else {
      exchange.putAttachment(Question.KEY, new Question(found, refusal));
      application.handleRequest(exchange);
    }
  }
}
