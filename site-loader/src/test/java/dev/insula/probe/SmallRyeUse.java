package dev.insula.probe;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.concurrent.Callable;

/** Asks SmallRye Config for System properties and environment variables. */
public final class SmallRyeUse implements Callable<String> {
  /** For the test. */
  public SmallRyeUse() {}

  @Override
  public String call() {
    SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultSources().build();
    return config.getValue("who", String.class) + " " + config.getValue("WHO", String.class);
  }
}
