package dev.insula.spawner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test, and says so, where this user cannot become another one. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.insula.spawner.NeedsRoot$User#isRoot",
    disabledReason = "it starts processes as other users or gives files away, and needs root")
public @interface NeedsRoot {
  /** Who runs the tests. */
  final class User {
    private User() {}

    /** Whether that is root; says what is lost when it is not. */
    public static boolean isRoot() {
      try {
        boolean root =
            Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        if (!root) {
          System.err.println("SKIPPED, because it needs root: a test of the spawner");
        }
        return root;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
