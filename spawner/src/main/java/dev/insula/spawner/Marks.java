package dev.insula.spawner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fingerprints of what a start is made of. Keyed anew by each spawner, so that nobody who hears one
 * can find a secret by trying.
 */
final class Marks {
  private final byte[] key = new byte[32];

  Marks() {
    new SecureRandom().nextBytes(key);
  }

  /** The fingerprint of a plan and its secrets. */
  String of(String plan, Map<String, String> secrets) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key);
      add(digest, plan);
      new TreeMap<>(secrets)
          .forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
