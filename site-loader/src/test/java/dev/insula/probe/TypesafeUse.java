package dev.insula.probe;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.Callable;

/** Asks Typesafe Config for system overrides and substituted variables. */
public final class TypesafeUse implements Callable<String> {
  /** For the test. */
  public TypesafeUse() {}

  @Override
  public String call() {
    Config loaded = ConfigFactory.load();
    Config written = ConfigFactory.parseString("mine = ${WHO}").resolve();
    return loaded.getString("who") + " " + written.getString("mine");
  }
}
