package dev.insula.site.state;

import java.time.ZoneId;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** A site's default time zone. */
public final class Zone {
  private final TimeZone initial;
  private volatile TimeZone current;
  private volatile ZoneId id;

  Zone(SystemProperties properties, Map<String, String> environment) {
    String declared = properties.declared("user.timezone");
    String name = declared.isEmpty() ? environment.getOrDefault("TZ", "") : declared;
    this.initial =
        name.isEmpty()
            ? TimeZone.getDefault()
            : TimeZone.getTimeZone(name.startsWith(":") ? name.substring(1) : name);
    this.current = initial;
    this.id = initial.toZoneId();
    properties.live().setProperty("user.timezone", initial.getID());
  }

  /** A copy, as {@code TimeZone.getDefault} gives one. */
  public TimeZone copy() {
    return (TimeZone) current.clone();
  }

  /** {@code ZoneId.systemDefault()}. */
  public ZoneId id() {
    return id;
  }

  /** As {@code TimeZone.setDefault}: null goes back to the zone the site began with. */
  public synchronized void replace(@Nullable TimeZone zone) {
    TimeZone next = zone == null ? initial : (TimeZone) zone.clone();
    current = next;
    id = next.toZoneId();
  }
}
