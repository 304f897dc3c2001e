package dev.insula.host.converge;

import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.host.route.Routes;
import dev.insula.host.supervise.Door;
import java.io.IOException;

/**
 * What the front offers to the convergence.
 *
 * @param <D> the front's own kind of door
 */
public interface Doors<D extends Door> {
  /** A door for a site that was not there before; it refuses until it is told otherwise. */
  D open(Site site);

  /** Limits and timeouts of the site apply to its requests from now on. */
  void configure(D door, Site site);

  /** These routes count from now on, for every listener. */
  void publish(Routes<D> routes);

  /**
   * Opens the listeners of this manifest that are not open yet, and closes those that it does not
   * name any more.
   *
   * @throws IOException naming the listener that could not be opened; the others are as they were
   */
  void listen(Manifest manifest) throws IOException;
}
