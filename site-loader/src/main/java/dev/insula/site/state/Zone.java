package dev.insula.site.state;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** A site's default time zone. */
public final class Zone {
  private final TimeZone initial;
  private volatile TimeZone current;

  Zone(SystemProperties properties, Map<String, String> environment) {
    String declared = properties.declared("user.timezone");
    String name = declared.isEmpty() ? environment.getOrDefault("TZ", "") : declared;
    this.initial =
        name.isEmpty()
            ? TimeZone.getDefault()
            : TimeZone.getTimeZone(name.startsWith(":") ? name.substring(1) : name);
    this.current = initial;
    properties.live().setProperty("user.timezone", initial.getID());
  }

  /** A copy, as {@code TimeZone.getDefault} gives one. */
  public TimeZone copy() {
    return (TimeZone) current.clone();
  }

  /**
   * {@code ZoneId.systemDefault()}, which fails for a zone that the site has made up itself; only
   * the old date types know such a zone.
   */
  public ZoneId id() {
    return current.toZoneId();
  }

  /** The difference to UTC at that time, of any zone. */
  public ZoneOffset offset(Instant time) {
    return ZoneOffset.ofTotalSeconds(current.getOffset(time.toEpochMilli()) / 1000);
  }

  /** As {@code TimeZone.setDefault}: null goes back to the zone the site began with. */
  public void replace(@Nullable TimeZone zone) {
    current = zone == null ? initial : (TimeZone) zone.clone();
  }
}
