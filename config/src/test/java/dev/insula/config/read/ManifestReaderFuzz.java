package dev.insula.config.read;

import dev.insula.config.Problem;
import java.nio.file.Path;

/** What holds for any bytes that a manifest may consist of. */
public final class ManifestReaderFuzz {
  private static final Path FILE = Path.of("/nonexistent/insula.yaml");

  private ManifestReaderFuzz() {}

  /** Called by Jazzer, and by the test that replays the kept inputs. */
  public static void fuzzerTestOneInput(byte[] input) {
    switch (ManifestReader.read(FILE, input)) {
      case Reading.Valid valid -> require(valid.manifest().equals(again(input)), "read otherwise");
      case Reading.Invalid invalid -> {
        for (Problem problem : invalid.problems().list()) {
          require(!problem.message().isBlank(), "a problem without a sentence");
          require(
              problem.toString().chars().noneMatch(c -> c < ' ' || c == 0x7f),
              "a problem shows a control character: " + problem);
        }
      }
    }
  }

  private static Object again(byte[] input) {
    return switch (ManifestReader.read(FILE, input)) {
      case Reading.Valid valid -> valid.manifest();
      case Reading.Invalid invalid -> invalid.problems();
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
