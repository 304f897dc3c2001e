package dev.insula.host.launch;

import dev.insula.config.Health;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher;
import java.time.Duration;
import java.util.Optional;

/** Lets a generation count as ready only when it is well, and watches it from then on. */
public final class CheckedLauncher implements Launcher {
  private final Launcher launcher;
  private final SiteFiles files;
  private final Exposure exposure;

  /** Around a launcher that knows nothing of health. */
  public CheckedLauncher(Launcher launcher, SiteFiles files, Exposure exposure) {
    this.launcher = launcher;
    this.files = files;
    this.exposure = exposure;
  }

  @Override
  public Launched launch(Order order, Listener listener) {
    Optional<Health> health = order.site().health();
    return health.isEmpty()
        ? launcher.launch(order, listener)
        : launcher.launch(order, new HealthWatch(order, health.get(), listener, files, exposure));
  }

  @Override
  public boolean changedBeneath(Site site) {
    return launcher.changedBeneath(site);
  }

  @Override
  public Duration preparation(Site site) {
    return launcher.preparation(site);
  }

  @Override
  public boolean changedBeneath(Site site) {
    return launcher.changedBeneath(site);
  }
}
