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
  private final ExchangeCompletionListener ledger;

  private SitePaths(
      PathTable<HttpHandler> table,
      PathTable<Boolean> guarded,
      HttpHandler application,
      ExchangeCompletionListener ledger) {
    this.table = table;
    this.guarded = guarded;
    this.application = application;
    this.ledger = ledger;
  }

  /**
   * The application with the site's paths around it, or itself if there are none.
   *
   * @param ledger told of the end of requests that the application does not see
   * @param proxies makes the way to servers that somebody else runs
   */
  static HttpHandler around(
      HttpHandler application, Site site, ExchangeCompletionListener ledger, ProxyHops proxies) {
    Map<String, HttpHandler> answers = new LinkedHashMap<>();
    String prefix = site.prefix();
    site.staticFolders()
        .forEach((path, place) -> answers.put(prefix + path, files(prefix + path, place)));
    site.mounts()
        .forEach((path, mount) ->
            inFront(prefix + path, mount, proxies).ifPresent(h -> answers.put(prefix + path, h)));
    return answers.isEmpty()
        ? application
        : new SitePaths(PathTable.of(answers), guarded(site), application, ledger);
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
    return around(handler, site, (_, next) -> next.proceed(), proxies);
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
    if (found == null) {
      application.handleRequest(exchange);
    } else if (guarded.find(path) == null) {
      serve(exchange, found);
    } else {
      exchange.putAttachment(
          Question.KEY, new Question(asker -> serve(asker, found), this::refuse));
      application.handleRequest(exchange);
    }
  }

  private void serve(HttpServerExchange exchange, HttpHandler found) throws Exception {
    exchange.addExchangeCompleteListener(ledger);
    found.handleRequest(exchange);
  }

  private void refuse(HttpServerExchange exchange) {
    exchange.addExchangeCompleteListener(ledger);
    ErrorPage.send(exchange, StatusCodes.FORBIDDEN);
  }
}
