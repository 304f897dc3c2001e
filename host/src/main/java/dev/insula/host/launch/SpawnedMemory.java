package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.spawner.client.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells what sites hold that {@code recycle.memory} is about. The front cannot look itself: in the
 * packaged unit it does not even see the processes of other users. Asks the spawner, as long as
 * there is such a site.
 */
final class SpawnedMemory {
  private static final Logger LOG = Logger.getLogger("insula.launch");
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Spawner spawner;
  private final Map<Long, SpawnedSite> watched = new HashMap<>();
  private boolean looking;

  /** Who knows what each site holds. */
  interface Spawner {
    List<Running> list() throws IOException;
  }

  SpawnedMemory(Spawner spawner) {
    this.spawner = spawner;
  }

  /** Begins for a start with this number, if its site is to be watched from outside. */
  synchronized void watch(Site declared, long number, SpawnedSite site) {
    if (declared.recycle().memory().isEmpty() || countsItself(declared)) {
      return;
    }
    watched.put(number, site);
    if (!looking) {
      looking = true;
      Thread.ofVirtual().name("insula-spawned-memory").start(this::look);
    }
  }

  private static boolean countsItself(Site site) {
    return site.application().kind() == Application.Kind.WSGI;
  }

  synchronized void forget(long number) {
    watched.remove(number);
  }

  private void look() {
    while (goesOn()) {
      LockSupport.parkNanos(PAUSE);
      try {
        for (Running found : spawner.list()) {
          SpawnedSite site = site(found.generation());
          // One of a release before does not say it.
          if (site != null && found.resident() > 0) {
            site.holds(found.resident());
          }
        }
      } catch (IOException e) {
        LOG.debugf("The spawner does not say what its sites hold: %s", e.getMessage());
      }
    }
  }

  private synchronized boolean goesOn() {
    looking = !watched.isEmpty();
    return looking;
  }

  private synchronized @Nullable SpawnedSite site(long number) {
    return watched.get(number);
  }
}
