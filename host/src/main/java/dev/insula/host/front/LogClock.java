package dev.insula.host.front;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time stamp of access log lines, made once a second. */
final class LogClock {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private volatile Stamp last = new Stamp(0);

  private static final class Stamp {
    private final long second;
    private final byte[] text;

    Stamp(long second) {
      this.second = second;
      this.text = FORMAT.format(Instant.ofEpochSecond(second)).getBytes(StandardCharsets.US_ASCII);
    }
  }

  byte[] now() {
    long second = System.currentTimeMillis() / 1000;
    Stamp stamp = last;
    if (stamp.second != second) {
      stamp = new Stamp(second);
      last = stamp;
    }
    return stamp.text;
  }
}
