package dev.insula.site.serve;

import io.undertow.server.HttpHandler;
import java.util.Optional;

/** Makes an Undertow handler around an application object. */
public final class ApplicationHandlers {
  /** The handler types, by full name, in words for a message. */
  public static final String TYPES =
      "com.sun.net.httpserver.HttpHandler or io.undertow.server.HttpHandler";

  private ApplicationHandlers() {}

  /**
   * An application object that can be served.
   *
   * @param type the full name of the handler type
   */
  public record Served(String type, HttpHandler handler) {}

  /**
   * The handler around an application object; empty if the object is of no handler type.
   *
   * @param httpContext the context that handlers of the JDK's type see
   */
  public static Optional<Served> of(
      Object application, SiteContext site, SiteHttpContext httpContext) {
    if (application instanceof com.sun.net.httpserver.HttpHandler handler) {
      httpContext.serve(handler);
      return Optional.of(
          new Served(
              com.sun.net.httpserver.HttpHandler.class.getName(),
              new JdkHandlerAdapter(httpContext, site)));
    }
    if (application instanceof HttpHandler handler) {
      return Optional.of(
          new Served(HttpHandler.class.getName(), new UndertowHandlerAdapter(handler, site)));
    }
    return Optional.empty();
  }
}
