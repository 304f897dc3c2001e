package dev.insula.site.serve;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a handler of the JDK's type for each request, on a thread of the site. As with the JDK's
 * own server the exchange does not end when the handler returns but when its response body is
 * closed, on whatever thread that happens.
 */
final class JdkHandlerAdapter implements HttpHandler {
  private final SiteHttpContext context;
  private final SiteContext site;
  private final BodyLimit bodyLimit;

  JdkHandlerAdapter(SiteHttpContext context, SiteContext site) {
    this.context = context;
    this.site = site;
    this.bodyLimit = new BodyLimit(site.largestBody());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    bodyLimit.watch(exchange);
    exchange.dispatch(site.threads(), () -> serve(exchange));
  }

  private void serve(HttpServerExchange exchange) {
    URI target = target(exchange);
    if (target == null) {
      exchange.setStatusCode(StatusCodes.BAD_REQUEST).endExchange();
      return;
    }
    StreamCut cut = StreamCut.NONE;
    if (exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
      StreamCut.Wrapping wrapping = new StreamCut.Wrapping();
      exchange.addResponseWrapper(wrapping);
      cut = wrapping;
    }
    JdkExchange served = new JdkExchange(exchange, target, context, cut);
    try {
      call(served);
      // any throwable: the site's code must not end a thread of the pool, nor leave a client
      // waiting
    } catch (Throwable thrown) {
      FailedRequest.tell(exchange, thrown, site);
      served.fail(FailedRequest.status(thrown));
    }
  }

  /** As the JDK's own server does: the user's filters come first, then the authenticator. */
  private void call(JdkExchange exchange) throws IOException {
    com.sun.net.httpserver.HttpHandler handler = context.getHandler();
    if (handler == null) {
      throw new IllegalStateException("The site has no handler yet.");
    }
    Authenticator authenticator = context.getAuthenticator();
    com.sun.net.httpserver.HttpHandler guarded =
        authenticator == null ? handler : guarded(handler, authenticator, exchange);
    if (context.getFilters().isEmpty()) {
      guarded.handle(exchange);
    } else {
      new Filter.Chain(context.getFilters(), guarded).doFilter(exchange);
    }
  }

  private static com.sun.net.httpserver.HttpHandler guarded(
      com.sun.net.httpserver.HttpHandler handler,
      Authenticator authenticator,
      JdkExchange exchange) {
    List<Filter> guard = List.of(new AuthenticationFilter(authenticator, exchange));
    return checked -> new Filter.Chain(guard, handler).doFilter(checked);
  }

  private static @Nullable URI target(HttpServerExchange exchange) {
    String path = exchange.getRequestURI();
    String query = exchange.getQueryString();
    try {
      return new URI(query.isEmpty() ? path : path + "?" + query);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
