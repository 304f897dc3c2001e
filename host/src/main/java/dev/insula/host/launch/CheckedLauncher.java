package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Health;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher;
import java.nio.file.Path;
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

  /** What a Spring Boot jar with an actuator says of itself, if the manifest asks nothing else. */
  private static Optional<Health> actuator(Order order) {
    return order.site().application() instanceof Application.Boot(Path jar)
            && BootJar.hasActuator(jar)
        ? Optional.of(new Health("/actuator/health", Health.EXPECT, Health.WITHIN))
        : Optional.empty();
  }

  private Listener lenient(Order order, Health health, Listener listener) {
    var request = new HealthRequest(order.site(), health, true);
    return new HealthWatch(order, health, request, listener, files, exposure);
  }

  @Override
  public Launched launch(Order order, Listener listener) {
    Optional<Health> health = order.site().health();
    if (health.isPresent()) {
      var request = new HealthRequest(order.site(), health.get(), false);
      return launcher.launch(
          order, new HealthWatch(order, health.get(), request, listener, files, exposure));
    }
    return launcher.launch(
        order, actuator(order).map(h -> lenient(order, h, listener)).orElse(listener));
  }

  @Override
  public boolean changedBeneath(Site site) {
    return launcher.changedBeneath(site);
  }

  @Override
  public Duration preparation(Site site) {
    return launcher.preparation(site);
  }
}
