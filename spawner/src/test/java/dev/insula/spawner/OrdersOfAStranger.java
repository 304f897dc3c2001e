package dev.insula.spawner;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Messages that a front under somebody else's control might send; most of them are wrong. */
final class OrdersOfAStranger {
  private static final List<String> WORDS =
      List.of(
          "START",
          "STOP",
          "KILL",
          "LIST",
          "LOGFD",
          "MARK",
          "APPLY",
          "EXEC",
          "start",
          "alpha",
          "beta",
          "writable",
          "foreign",
          "linked",
          "nested",
          "missing",
          "../alpha",
          "alpha.plan",
          "/bin/sh",
          "-c",
          "id",
          "0",
          "1",
          "7",
          "-1",
          "01",
          "999999999999999",
          "18446744073709551616",
          "1e9",
          "${socket}",
          "--reuid=0",
          "uid=0",
          "\0",
          "\t",
          "\r",
          "alpha\0",
          "%00",
          "\u00ff\u00fe",
          "a".repeat(64));
  private static final List<String> RIGHT =
      List.of(
          "START writable 1",
          "START foreign 1",
          "START linked 1",
          "START nested 1",
          "LIST",
          "APPLY",
          "MARK alpha",
          "MARK linked",
          "STOP alpha 1 0",
          "STOP beta 2 100",
          "KILL alpha 3",
          "KILL beta 1",
          "START missing 4");

  private final SplittableRandom random;

  OrdersOfAStranger(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next message, mostly one line. */
  byte[] next() {
    int kind = random.nextInt(10_000);
    if (kind < 20) {
      String site = random.nextBoolean() ? "alpha" : "beta";
      return bytes("START " + site + " " + random.nextInt(4) + "\n");
    }
    if (kind < 400) {
      return bytes(RIGHT.get(random.nextInt(RIGHT.size())) + "\n");
    }
    if (kind < 6000) {
      return mutated(bytes("START alpha 1\n"));
    }
    if (kind < 9998) {
      return bytes(words());
    }
    return noise();
  }

  private String words() {
    var line = new StringBuilder();
    for (int n = random.nextInt(6); n >= 0; n--) {
      line.append(WORDS.get(random.nextInt(WORDS.size()))).append(n == 0 ? "\n" : " ");
    }
    return line.toString();
  }

  private byte[] mutated(byte[] line) {
    for (int n = random.nextInt(3); n >= 0; n--) {
      line[random.nextInt(line.length - 1)] = (byte) random.nextInt(256);
    }
    return line;
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
