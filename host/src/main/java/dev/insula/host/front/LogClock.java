package dev.insula.host.front;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The time stamp of access log lines, made once a second. */
final class LogClock {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long MILLIS_A_SECOND = 1000;

  private volatile Stamp last = new Stamp(System.nanoTime());

  /** The wall clock's second, and until when, on the other clock, it lasts. */
  private static final class Stamp {
    private final long end;
    private final byte[] text;

    Stamp(long now) {
      long wall = System.currentTimeMillis();
      long left = MILLIS_A_SECOND - Math.floorMod(wall, MILLIS_A_SECOND);
      this.end = now + TimeUnit.MILLISECONDS.toNanos(left);
      this.text = FORMAT.format(Instant.ofEpochMilli(wall)).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /**
   * The time stamp at a moment of {@link System#nanoTime}, which the caller needs anyway: asking
   * the wall clock for each line would cost as much as the rest of it.
   */
  byte[] stamp(long now) {
    Stamp stamp = last;
    if (now - stamp.end >= 0) {
      stamp = new Stamp(now);
      last = stamp;
    }
    return stamp.text;
  }
}
