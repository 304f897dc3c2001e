package dev.insula.host.route;

import java.nio.charset.StandardCharsets;

/** What holds for any value of a Host field. */
public final class HostNameFuzz {
  private HostNameFuzz() {}

  /** Called by Jazzer, and by the test that replays the kept inputs. */
  public static void fuzzerTestOneInput(byte[] input) {
    String value = new String(input, StandardCharsets.ISO_8859_1);
    String normal = HostName.normal(value);
    if (normal != null) {
      require(normal.equals(HostName.normal(normal)), "not its own normal form: " + normal);
      require(!normal.isEmpty() && normal.length() <= 253, "its length: " + normal);
      require(normal.chars().allMatch(HostNameFuzz::mayStand), "a strange character: " + normal);
      require(!normal.contains("..") && !normal.startsWith("."), "an empty label: " + normal);
    }
  }

  private static boolean mayStand(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.:[]".indexOf(c) >= 0;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
