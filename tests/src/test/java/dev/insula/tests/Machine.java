package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A machine with a systemd of its own, on which Insula is installed from its package. */
final class Machine implements Closeable {
  private static final Path HOME = Insula.home().toAbsolutePath().normalize();
  private static final String SCRIPT = HOME.resolve("tests/systemd/machine").toString();

  private final Path state;

  private Machine(Path state) {
    this.state = state;
  }

  /**
   * Boots it.
   *
   * @param state a folder whose content is visible inside, too
   */
  static Machine boot(Path state) throws IOException {
    var machine = new Machine(state);
    Process start =
        new ProcessBuilder(SCRIPT, "start", state.toString(), state.toString(), HOME.toString())
            .redirectErrorStream(true)
            .redirectOutput(state.resolve("start.log").toFile())
            .start();
    assertEquals(0, exit(start), () -> machine.text(state.resolve("start.log")));
    return machine;
  }

  void install() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("dist/target"))) {
      Path deb = files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
      must("dpkg", "--force-depends", "--install", deb.toString());
    }
  }

  private String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Begins a command inside. */
  Process begin(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(SCRIPT, "run", state.toString()));
    all.addAll(Arrays.asList(command));
    return new ProcessBuilder(all).redirectErrorStream(true).start();
  }

  /** Runs a command inside, and waits for its end. */
  Insula.Result run(String... command) throws IOException {
    Process process = begin(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Insula.Result(exit(process), output.strip());
  }

  /** The same, for a command that must succeed; gives its output. */
  String must(String... command) throws IOException {
    Insula.Result result = run(command);
    assertEquals(0, result.status(), () -> String.join(" ", command) + "\n" + result.output());
    return result.output();
  }

  private static int exit(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    exit(new ProcessBuilder(SCRIPT, "stop", state.toString()).inheritIO().start());
  }
}
