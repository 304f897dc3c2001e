package dev.insula.site.daemon;

import dev.insula.site.JvmArguments;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java daemon process, started as the host does, and ended whatever happens. */
final class DaemonUnderTest implements AutoCloseable {
  private final Path folder = Files.createTempDirectory("daemon");
  private final Path socket = folder.resolve("s");
  private final Process process;
  private final BufferedReader events;

  DaemonUnderTest(String application, Path classes, Duration drain) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmArguments.list());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(Redirect.to(log().toFile()));
    builder.environment().put("HOST_SECRET", "secret");
    process = builder.start();
    events =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    SiteDefinition usual = SiteUnderTest.definition(application, List.of(classes));
    SiteDefinition site =
        new SiteDefinition(
            usual.name(),
            usual.generation(),
            usual.application(),
            usual.classPath(),
            usual.directory(),
            usual.temporaryDirectory(),
            usual.cacheDirectory(),
            usual.settings(),
            Map.of("GREETING", "hallo"),
            Map.of(),
            usual.limits());
    OutputStream in = process.getOutputStream();
    new DaemonPlan(site, socket, 1, drain).write(in);
  }

  private Path log() {
    return folder.resolve("log");
  }

  String logged() throws IOException {
    return Files.readString(log());
  }

  Path socket() {
    return socket;
  }

  Process process() {
    return process;
  }

  /** The next event; null when there is none any more. */
  DaemonEvent event() throws IOException {
    String line = events.readLine();
    if (line == null) {
      throw new IOException("The daemon said nothing more; its log is: " + logged());
    }
    return DaemonEvent.parse(line);
  }

  /** The process's exit status. */
  int exit() throws Exception {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The daemon does not end: " + logged());
    }
    return process.exitValue();
  }

  UnixClient client() throws Exception {
    return new UnixClient(socket);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
