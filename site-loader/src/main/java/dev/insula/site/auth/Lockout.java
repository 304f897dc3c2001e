package dev.insula.site.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts failures by address, and by address and user; too many lock for a while. By address, so
 * that nobody can lock somebody else out from afar. Safe for use by any number of threads.
 */
final class Lockout {
  static final int FAILURES_OF_ONE_USER = 10;
  static final int FAILURES_OF_ONE_ADDRESS = 50;
  static final Duration LOCKED = Duration.ofMinutes(1);

  private static final int MOST = 4096;
  private static final String ANYBODY = "";

  private final LongSupplier clock;
  private final Map<Who, Failures> failures = new ConcurrentHashMap<>();

  /**
   * Nobody has failed yet.
   *
   * @param clock in nanoseconds
   */
  Lockout(LongSupplier clock) {
    this.clock = clock;
  }

  private record Who(String network, String user) {}

  private record Failures(int count, long until) {}

  /** Seconds until this client may try this user again; 0 if it may now. */
  long wait(String address, String user) {
    if (failures.isEmpty()) {
      return 0;
    }
    String network = network(address);
    return Math.max(
        left(new Who(network, user), FAILURES_OF_ONE_USER),
        left(new Who(network, ANYBODY), FAILURES_OF_ONE_ADDRESS));
  }

  private long left(Who who, int limit) {
    Failures found = failures.get(who);
    if (found == null || found.count < limit) {
      return 0;
    }
    long left = found.until - clock.getAsLong();
    return left > 0 ? Duration.ofNanos(left).toSeconds() + 1 : 0;
  }

  /** Notes a failure. */
  void failed(String address, String user) {
    String network = network(address);
    count(new Who(network, user));
    count(new Who(network, ANYBODY));
  }

  private void count(Who who) {
    long now = clock.getAsLong();
    if (failures.size() >= MOST) {
      forgetSome(now);
    }
    failures.compute(
        who,
        (_, before) -> {
          boolean goesOn = before != null && before.until - now > 0;
          return new Failures(goesOn ? before.count + 1 : 1, now + LOCKED.toNanos());
        });
  }

  private void forgetSome(long now) {
    failures.values().removeIf(it -> it.until - now <= 0);
    if (failures.size() >= MOST) {
      failures.entrySet().stream()
          .min(Comparator.comparingLong(it -> it.getValue().until - now))
          .ifPresent(oldest -> failures.remove(oldest.getKey(), oldest.getValue()));
    }
  }

  /** A right password ends the user's count, not the address's. */
  void succeeded(String address, String user) {
    if (!failures.isEmpty()) {
      failures.remove(new Who(network(address), user));
    }
  }

  /** The address, or the /64 that an IPv6 client can choose its addresses from. */
  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
          : address;
    } catch (IllegalArgumentException noAddress) {
      return address;
    }
  }
}
