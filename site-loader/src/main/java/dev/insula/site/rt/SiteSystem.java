package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.SiteState;
import dev.insula.site.state.SystemProperties;
import java.io.Console;
import java.nio.channels.Channel;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Stands in for properties, environment and end of {@code java.lang.System}. */
public final class SiteSystem {
  private static final SiteState STATE = Own.state();
  private static final SystemProperties PROPERTIES = STATE.properties();
  private static final Map<String, String> ENVIRONMENT = STATE.environment();

  private SiteSystem() {}

  @Replaces(System.class)
  public static @Nullable String getProperty(String key) {
    return PROPERTIES.value(key);
  }

  @Replaces(System.class)
  public static @Nullable String getProperty(String key, @Nullable String otherwise) {
    String value = PROPERTIES.value(key);
    return value == null ? otherwise : value;
  }

  @Replaces(System.class)
  public static @Nullable String setProperty(String key, String value) {
    return (String) PROPERTIES.live().setProperty(PROPERTIES.checked(key), value);
  }

  @Replaces(System.class)
  public static @Nullable String clearProperty(String key) {
    return (String) PROPERTIES.live().remove(PROPERTIES.checked(key));
  }

  @Replaces(System.class)
  public static Properties getProperties() {
    return PROPERTIES.live();
  }

  @Replaces(System.class)
  public static void setProperties(@Nullable Properties properties) {
    PROPERTIES.replace(properties);
  }

  @Replaces(System.class)
  public static @Nullable String getenv(String name) {
    return ENVIRONMENT.get(name);
  }

  @Replaces(System.class)
  public static Map<String, String> getenv() {
    return ENVIRONMENT;
  }

  @Replaces(System.class)
  public static void exit(int status) {
    STATE.exit(status);
  }

  /** A site has no terminal. */
  @Replaces(System.class)
  public static @Nullable Console console() {
    return null;
  }

  /** What the host inherited is not the site's. */
  @Replaces(System.class)
  public static @Nullable Channel inheritedChannel() {
    return null;
  }
}
