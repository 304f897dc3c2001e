package dev.insula.site.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins that need not be checked again for a moment: for as long may a changed password or a
 * lost group still work. A password is never kept, only its keyed hash; the key is this object's
 * own. Safe for use by any number of threads.
 */
final class SignIns {
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final int MOST = 4096;
  private static final String HASH = "HmacSHA256";

  private final SecretKeySpec key;
  private final LongSupplier clock;
  private final Map<Who, Known> known = new ConcurrentHashMap<>();

  /**
   * Knows nobody yet.
   *
   * @param clock in nanoseconds
   */
  SignIns(LongSupplier clock) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, HASH);
    this.clock = clock;
  }

  private record Who(String check, String user) {}

  private static final class Known {
    private final byte[] proof;
    private final Set<String> groups;
    private final long until;

    Known(byte[] proof, Set<String> groups, long until) {
      this.proof = proof;
      this.groups = groups;
      this.until = until;
    }
  }

  /** The user's groups if this password was right lately; null if it must be checked. */
  @Nullable Set<String> find(String check, Credentials sent) {
    Known found = known.get(new Who(check, sent.user()));
    byte[] proof = proof(sent.password());
    if (found == null || found.until - clock.getAsLong() <= 0) {
      return null;
    }
    return MessageDigest.isEqual(found.proof, proof) ? found.groups : null;
  }

  /** Remembers a sign-in that was checked now. */
  void keep(String check, Credentials sent, Set<String> groups) {
    long now = clock.getAsLong();
    if (known.size() >= MOST) {
      known.values().removeIf(it -> it.until - now <= 0);
    }
    if (known.size() < MOST) {
      known.put(
          new Who(check, sent.user()),
          new Known(proof(sent.password()), groups, now + REMEMBERED.toNanos()));
    }
  }

  private byte[] proof(String password) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(key);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no " + HASH + ".", e);
    }
  }
}
