package dev.insula.site.serve;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a handler gets from {@code getHttpContext().getServer()}: the host cannot be steered by it.
 */
final class SiteHttpServer extends HttpServer {
  private final SiteHttpContext context;

  SiteHttpServer(SiteHttpContext context) {
    this.context = context;
  }

  private static UnsupportedOperationException notTheSitesBusiness(String what) {
    return new UnsupportedOperationException(
        "A site cannot " + what + ": Insula owns the listeners; see the manifest.");
  }

  @Override
  public void bind(InetSocketAddress address, int backlog) {
    throw notTheSitesBusiness("bind an address");
  }

  @Override
  public void start() {
    throw notTheSitesBusiness("start the server");
  }

  @Override
  public void stop(int delay) {
    throw notTheSitesBusiness("stop the server");
  }

  @Override
  public void setExecutor(Executor executor) {
    throw notTheSitesBusiness("choose the server's threads");
  }

  @Override
  public @Nullable Executor getExecutor() {
    return null;
  }

  @Override
  public HttpContext createContext(String path, HttpHandler handler) {
    throw notTheSitesBusiness("add a context");
  }

  @Override
  public HttpContext createContext(String path) {
    throw notTheSitesBusiness("add a context");
  }

  @Override
  public void removeContext(String path) {
    throw notTheSitesBusiness("remove a context");
  }

  @Override
  public void removeContext(HttpContext removed) {
    throw notTheSitesBusiness("remove the context " + context.getPath());
  }

  @Override
  public @Nullable InetSocketAddress getAddress() {
    return null;
  }
}
