package dev.insula.spawner.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folder of root's that holds one {@code SITE.plan} for each site that may be started. */
public record PlanFolder(Path folder) {
  private static final int LONGEST_PLAN = 256 << 10;
  private static final int LONGEST_SECRET = 64 << 10;

  /**
   * A plan and the fingerprint of its text.
   *
   * @param mark the first 16 hexadecimal digits of the text's SHA-256
   */
  public record Marked(Plan plan, String mark) {}

  /**
   * The site's plan as it is now.
   *
   * @throws IOException a sentence that says why there is no plan that can be trusted
   */
  public Marked read(String site) throws IOException {
    Path name = folder.resolve(site + ".plan");
    String text = TrustedFiles.ofRoot(name, LONGEST_PLAN);
    try {
      Plan plan = PlanText.read(text);
      if (!plan.site().equals(site)) {
        throw new IOException(name + " is the plan of \"" + plan.site() + "\"");
      }
      return new Marked(plan, mark(text));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The content of each secret of the plan under its placeholder's name, without one last line end.
   *
   * @throws IOException a sentence that names the file which cannot be used, never its content
   */
  public static Map<String, String> secrets(Plan plan) throws IOException {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Map.Entry<String, Path> secret : plan.secrets().entrySet()) {
      String text = TrustedFiles.secret(secret.getValue(), plan.user().uid(), LONGEST_SECRET);
      secrets.put("secret:" + secret.getKey(), text.replaceFirst("\r?\n\\z", ""));
    }
    return secrets;
  }

  /** The fingerprint of a plan's text. */
  public static String mark(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
