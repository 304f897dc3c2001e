package dev.insula.site.serve;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The context of one application object of a site, at its path. As with the JDK's own server, its
 * filters and its authenticator may change while requests are served, and hold for those that come
 * after; its attributes are those of all exchanges.
 */
public final class SiteHttpContext extends HttpContext {
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private final List<Filter> filters = new CopyOnWriteArrayList<>();
  private final SiteHttpServer server = new SiteHttpServer(this);
  private final String path;
  private volatile @Nullable HttpHandler handler;
  private volatile @Nullable Authenticator authenticator;

  /**
   * A context that does not serve yet.
   *
   * @param path begins with a slash
   */
  public SiteHttpContext(String path) {
    this.path = path;
  }

  void serve(HttpHandler application) {
    handler = application;
  }

  @Override
  public @Nullable HttpHandler getHandler() {
    return handler;
  }

  @Override
  public void setHandler(HttpHandler ignored) {
    throw new IllegalArgumentException("The handler of a site is its application object.");
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public List<Filter> getFilters() {
    return filters;
  }

  @Override
  public @Nullable Authenticator setAuthenticator(@Nullable Authenticator next) {
    Authenticator before = authenticator;
    authenticator = next;
    return before;
  }

  @Override
  public @Nullable Authenticator getAuthenticator() {
    return authenticator;
  }
}
