package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code insula dev} as a developer starts it. */
final class Dev implements Closeable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern URL =
      Pattern.compile("insula: http://([a-z0-9-]+)\\.localhost:(\\d+)/");

  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private String host = "";
  private int port;

  private Dev(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static Dev start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Insula.launcher(), "dev"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--listen", "http://127.0.0.1:0"));
    var dev = new Dev(new ProcessBuilder(command).redirectErrorStream(true).start());
    Await.until(PATIENCE, () -> "the URL in " + dev.output, dev::hasUrl);
    return dev;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(output::add);
    } catch (IOException e) {
      output.add("(output broke off: " + e + ")");
    }
  }

  private boolean hasUrl() {
    for (String line : output) {
      Matcher found = URL.matcher(line);
      if (found.matches()) {
        host = found.group(1) + ".localhost";
        port = Integer.parseInt(found.group(2));
        return true;
      }
    }
    return false;
  }

  List<String> output() {
    return List.copyOf(output);
  }

  Http.Reply get(String path) throws IOException {
    return Http.get(port, host, path);
  }

  /** Waits until a page says this, and tells how long that took. */
  Duration awaits(String path, int status, String text) {
    long from = System.nanoTime();
    Await.until(
        PATIENCE,
        () -> path + " answering " + status + " with \"" + text + "\"; the output was " + output,
        () -> {
          Http.Reply reply = get(path);
          return reply.status() == status && reply.text().contains(text);
        });
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** Its processes below it, the launcher's own JVM included. */
  List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  /**
   * Ends it and tells how long that took. With TERM, which it takes like Ctrl-C's INT: that one is
   * ignored by whatever a shell has started in the background, this test perhaps.
   */
  Duration end() throws IOException, InterruptedException {
    long from = System.nanoTime();
    Insula.signal("TERM", process.pid());
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not stop");
    return Duration.ofNanos(System.nanoTime() - from);
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      Insula.signal("TERM", process.pid());
    }
  }
}
