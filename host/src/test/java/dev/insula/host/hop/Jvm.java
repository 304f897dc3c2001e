package dev.insula.host.hop;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own with 64 MiB of heap and of direct memory, running one of the tests' mains. It
 * must say a line when it is ready.
 */
final class Jvm implements Closeable {
  private final Process process;
  private final String firstLine;

  Jvm(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC"));
    // with the second compiler: without its AES a gibibyte over TLS takes a minute
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-D" + TestTls.PROPERTY + "=" + TestTls.path());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    if (line == null) {
      throw new IOException(main + " ended before it was ready");
    }
    firstLine = line;
  }

  /** What it said when it was ready. */
  String firstLine() {
    return firstLine;
  }

  /** All that it says after its first line, to its end. */
  List<String> rest() {
    return process.inputReader().lines().toList();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it as {@code kill -9} does and waits until it is dead. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
