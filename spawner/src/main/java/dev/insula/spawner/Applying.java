package dev.insula.spawner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program that brings the plans up to date. A front may ask for a run, and says nothing about
 * it: the words are those of root's command line.
 */
record Applying(List<String> command) {
  private static final int SECONDS = 45;
  private static final int MOST_SAID = 32 << 10;

  /**
   * Runs it to its end; one run at a time.
   *
   * @throws IOException with what it said, if it could not do it
   */
  synchronized void run() throws IOException {
    if (command.isEmpty()) {
      throw new IOException("this spawner was not told how plans are made (--apply)");
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readNBytes(MOST_SAID), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the plans were not made in " + SECONDS + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the plans were made", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(said.strip());
    }
  }
}
