package dev.insula.host.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how the host is (sd_notify(3)). Without a {@code NOTIFY_SOCKET} every call does
 * nothing. Any thread may call; a call takes microseconds and never fails: what cannot be told is
 * logged once.
 */
public final class ServiceManager {
  private static final Logger LOG = Logger.getLogger("insula.systemd");

  private final @Nullable Listening listening;
  private volatile boolean complained;

  private record Listening(Libc libc, String socket, Optional<Duration> watchdog) {}

  private ServiceManager(@Nullable Listening listening) {
    this.listening = listening;
  }

  /** The service manager that this environment names, or one that hears nothing. */
  public static ServiceManager of(Map<String, String> environment, long pid) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    return new ServiceManager(
        socket.isEmpty() ? null : new Listening(new Libc(), socket, watchdog(environment, pid)));
  }

  /** One that hears nothing. */
  public static ServiceManager none() {
    return new ServiceManager(null);
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    try {
      String owner = environment.getOrDefault("WATCHDOG_PID", "");
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
      return micros > 0 && (owner.isEmpty() || Long.parseLong(owner) == pid)
          ? Optional.of(Duration.of(micros, java.time.temporal.ChronoUnit.MICROS))
          : Optional.empty();
    } catch (NumberFormatException e) {
      LOG.warnf("WATCHDOG_USEC or WATCHDOG_PID is no number, so there is no watchdog.");
      return Optional.empty();
    }
  }

  /** Whether anybody hears what is told. */
  public boolean hears() {
    return listening != null;
  }

  /** How often a sign of life is wanted at least; empty if none is. */
  public Optional<Duration> watchdog() {
    return Optional.ofNullable(listening).flatMap(Listening::watchdog);
  }

  /** Everything was started, or reloaded. */
  public void ready(String status) {
    tell("READY=1\nSTATUS=" + oneLine(status));
  }

  /** A reload begins; {@link #ready} tells its end. */
  public void reloading() {
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    tell("RELOADING=1\nMONOTONIC_USEC=" + micros + "\nSTATUS=reloading");
  }

  /** The host stops. */
  public void stopping() {
    tell("STOPPING=1\nSTATUS=finishing requests");
  }

  /** The line that {@code systemctl status} shows. */
  public void status(String status) {
    tell("STATUS=" + oneLine(status));
  }

  /** The sign of life. */
  void alive() {
    tell("WATCHDOG=1");
  }

  private static String oneLine(String status) {
    return status.replace('\n', ' ');
  }

  private void tell(String message) {
    Listening to = listening;
    if (to == null) {
      return;
    }
    try {
      to.libc().send(to.socket(), message);
    } catch (IOException e) {
      if (!complained) {
        complained = true;
        LOG.warnf("The service manager cannot be told: %s", e.getMessage());
      }
    }
  }
}
