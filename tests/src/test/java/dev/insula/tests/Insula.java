package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that was started for a test, as an operator would start it. */
final class Insula implements Closeable {
  private static final Path HOME = Path.of(System.getProperty("insula.home")).toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LISTENING = "insula: listening on http://127.0.0.1:";

  private final Path manifest;
  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Insula(Path manifest, Process process) {
    this.manifest = manifest;
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts {@code insula run} on a free port and waits until it is ready. */
  static Insula run(Path manifest) throws IOException {
    return run(manifest, Map.of());
  }

  /** The same with more in the host's own environment. */
  static Insula run(Path manifest, Map<String, String> environment) throws IOException {
    return run(manifest, environment, List.of());
  }

  /** The same, started by another program. */
  static Insula run(Path manifest, Map<String, String> environment, List<String> by)
      throws IOException {
    List<String> command = new ArrayList<>(by);
    command.addAll(
        List.of(launcher(), "run", manifest.toString(), "--listen", "http://127.0.0.1:0"));
    return start(manifest, environment, command);
  }

  /** Starts {@code insula run} on a free port and, for TLS, on another one. */
  static Insula runWithTls(Path manifest) throws IOException {
    return start(
        manifest,
        Map.of(),
        List.of(
            launcher(),
            "run",
            manifest.toString(),
            "--listen",
            "http://127.0.0.1:0",
            "--listen",
            "https://127.0.0.1:0"));
  }

  private static Insula start(Path manifest, Map<String, String> environment, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command);
    // Whether the machine has a user for the front must not decide what these tests test.
    builder.environment().put("INSULA_SPAWNER", "never");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    var insula = new Insula(manifest, builder.start());
    insula.awaitLine("insula: ready");
    return insula;
  }

  static String launcher() {
    return HOME.resolve("bin/insula").toString();
  }

  static Path home() {
    return HOME;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(output::add);
    } catch (IOException e) {
      output.add("(output broke off: " + e + ")");
    }
  }

  void awaitLine(String line) {
    Await.until(
        PATIENCE,
        () -> "\"" + line + "\" in the output, which was:\n" + String.join("\n", output),
        () -> output.contains(line) || (!process.isAlive() && ended()));
    assertTrue(output.contains(line), () -> String.join("\n", output));
  }

  private boolean ended() {
    try {
      return reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  List<String> output() {
    return List.copyOf(output);
  }

  int port() {
    return port(LISTENING);
  }

  int tlsPort() {
    return port(LISTENING.replace("http:", "https:"));
  }

  private int port(String listening) {
    return output.stream()
        .filter(line -> line.startsWith(listening))
        .map(line -> Integer.parseInt(line.substring(listening.length())))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  long pid() {
    return process.pid();
  }

  Http.Reply get(String host, String path, String... headers) throws IOException {
    return Http.get(port(), host, path, headers);
  }

  /** What a command printed and its exit code. */
  record Result(int status, String output) {}

  /** Runs a command against this host. */
  Result command(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--control");
    all.add(controlSocket().toString());
    return Insula.launch(all);
  }

  /** The first group of what is found in the site's status as JSON; empty if it is not there. */
  String status(String site, Pattern wanted) {
    try {
      Matcher found = wanted.matcher(command("status", site, "--json").output());
      return found.find() ? found.group(1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The one line of the site's access log with this in it, once it is there. */
  String accessLine(String site, String part) throws IOException {
    Path file = log(site).resolveSibling(site + ".access.log");
    Await.until(
        PATIENCE,
        () -> "a line with " + part + " in " + file,
        () -> Files.readString(file).contains(part));
    List<String> lines = Files.readAllLines(file).stream().filter(l -> l.contains(part)).toList();
    assertEquals(1, lines.size(), lines::toString);
    return lines.getFirst();
  }

  Path controlSocket() {
    return manifest.resolveSibling(".insula").resolve("control.sock");
  }

  Path log(String site) {
    return manifest.resolveSibling(".insula").resolve("logs").resolve(site + ".log");
  }

  /** Asks the host's JVM to collect garbage, with the JDK's own tool. */
  void collectGarbage() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.run")
            .redirectErrorStream(true)
            .start();
    asked.getInputStream().readAllBytes();
  }

  /** Runs a command of the launcher and waits for its end. */
  static Result launch(List<String> arguments) throws IOException {
    return launch(Path.of("").toAbsolutePath(), Map.of(), arguments);
  }

  /** The same from another folder, with more in the environment. */
  static Result launch(Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(launcher());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Result(process.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  void rewrite(String manifestText) throws IOException {
    Files.writeString(manifest, manifestText);
  }

  /** Sends a signal by name, such as HUP. */
  static void signal(String name, long pid) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int stop() throws IOException {
    signal("TERM", process.pid());
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the host does not stop");
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      stop();
    }
  }
}
