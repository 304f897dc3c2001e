package dev.insula.host.launch;

import dev.insula.site.RunningSite;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a site inside this JVM reachable for the host itself, beside the way of requests. */
public interface Exposure {
  /**
   * Serves the site's handler on a new Unix socket until the result is closed.
   *
   * @throws IOException if it cannot be listened there
   */
  Closeable expose(RunningSite site, Path socket) throws IOException;
}
