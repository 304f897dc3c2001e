package dev.insula.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The services of docker/compose.yaml, in a project of their own, on a port that was free. */
final class Compose {
  private static final Path FILE = Path.of("compose.yaml").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 120;

  private final String project = "insula-test-" + ProcessHandle.current().pid();
  private final Map<String, String> environment;
  private final int port;

  private Compose(int port, Map<String, String> environment) {
    this.port = port;
    this.environment = environment;
  }

  static Compose withCertificatesIn(Path folder) throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = probe.getLocalPort();
      return new Compose(
          port, Map.of("INSULA_PORT", Integer.toString(port), "INSULA_TLS", folder.toString()));
    }
  }

  int port() {
    return port;
  }

  void up() throws IOException, InterruptedException {
    run("up", "-d");
  }

  /** Removes the containers; the volumes stay. */
  void down() throws IOException, InterruptedException {
    run("down");
  }

  void forget() throws IOException, InterruptedException {
    run("down", "--volumes");
  }

  String logs() throws IOException, InterruptedException {
    return run("logs", "--no-color");
  }

  String inside(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("exec", "-T", "insula"));
    words.addAll(List.of(command));
    return run(words.toArray(String[]::new));
  }

  private String run(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(program());
    line.addAll(List.of("-p", project, "-f", FILE.toString()));
    line.addAll(List.of(words));
    Said said = said(line);
    if (said.code() != 0) {
      throw new IOException(String.join(" ", line) + ": " + said.code() + "\n" + said.text());
    }
    return said.text();
  }

  private List<String> program() throws IOException, InterruptedException {
    boolean isPlugin = said(List.of("docker", "compose", "version")).code() == 0;
    return isPlugin ? List.of("docker", "compose") : List.of("docker-compose");
  }

  private Said said(List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("compose", ".txt");
    try {
      var builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.redirectOutput(output.toFile()).environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", line) + " did not end in time");
      }
      return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  private record Said(int code, String text) {}
}
