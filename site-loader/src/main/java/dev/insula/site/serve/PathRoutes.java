package dev.insula.site.serve;

import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.ResponseCodeHandler;
import java.util.Map;

/**
 * Several application objects of one site, each below its path. A handler of Undertow's type finds
 * its path as the exchange's resolved path and the rest as the relative one.
 */
public final class PathRoutes {
  private PathRoutes() {}

  /**
   * Sends each request to the handler with the longest path that it is below.
   *
   * @param root the path of {@code main}; empty: it gets whatever is below none of the others
   */
  public static HttpHandler of(String root, HttpHandler main, Map<String, HttpHandler> others) {
    PathHandler paths = new PathHandler(root.isEmpty() ? main : ResponseCodeHandler.HANDLE_404);
    if (!root.isEmpty()) {
      paths.addPrefixPath(root, main);
    }
    others.forEach(paths::addPrefixPath);
    return paths;
  }
}
