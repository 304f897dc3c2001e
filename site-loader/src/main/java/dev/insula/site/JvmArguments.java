package dev.insula.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The arguments that a JVM with Java sites needs, from the one list in {@code jvm.args}. */
public final class JvmArguments {
  private JvmArguments() {}

  /** The arguments for the {@code java} command, in any order before the class name. */
  public static List<String> list() {
    try (InputStream in = JvmArguments.class.getResourceAsStream("jvm.args")) {
      if (in == null) {
        throw new IllegalStateException("The host's own jar has no dev/insula/site/jvm.args.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The host's own jar cannot be read.", e);
    }
  }
}
