package dev.insula.probe;

import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What a site's code sees of its own identity, at the moment it asks. */
public final class WhoAmI implements Callable<String> {
  private static final String AT_START = look();

  /** For the test. */
  public WhoAmI() {}

  private static String look() {
    return String.join(
        " ",
        System.getProperty("who"),
        System.getenv("WHO"),
        Locale.getDefault().toString(),
        ZoneId.systemDefault().getId(),
        System.getProperty("user.dir").replaceAll(".*/", ""),
        String.format("%,.1f", 1234.5));
  }

  /** What the static initialiser saw, then what is seen now. */
  @Override
  public String call() {
    return AT_START + " / " + look();
  }
}
