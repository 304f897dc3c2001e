package dev.insula.host.doctor;

import dev.insula.host.doctor.Probes.Try;
import dev.insula.host.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Probes in the places of daemon processes that no spawner starts: children of this JVM, with
 * nothing of its environment, and with its user.
 */
public final class LocalProbes implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;
  private static final String PYTHON = "/usr/bin/python3";

  private final String program;
  private final Path folder;
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private LocalProbes(String program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * Plants in the places of all these sites, and lets each look for the others' canaries.
   *
   * @param program what a probe runs, for Python
   * @param files by site, what belongs to it: folders and secret files
   * @param here sites in this JVM, which the probes look for, too
   * @param folder an empty one; the caller deletes it
   * @throws IOException a sentence, if a probe cannot be run
   */
  public static List<Try> run(
      String program, Map<String, List<Path>> files, Collection<String> here, Path folder)
      throws IOException {
    try (LocalProbes probes = new LocalProbes(program, folder)) {
      for (String site : files.keySet()) {
        probes.start(site, files);
      }
      here.forEach(site -> probes.facts.put(site, Map.of("pid", ProcessHandle.current().pid())));
      List<Try> tries = new ArrayList<>();
      for (String site : files.keySet()) {
        tries.addAll(Probes.ask(site, probes.socket(site), probes.facts));
      }
      return tries;
    }
  }

  private Path socket(String site) {
    return folder.resolve(site + ".sock");
  }

  private void start(String site, Map<String, List<Path>> files) throws IOException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      throw new IOException("the probes of daemon processes need " + PYTHON + ", which is missing");
    }
    ProcessBuilder builder = new ProcessBuilder(PYTHON, "-uc", program);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "INSULA_CANARY", site));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    running.put(site, process);
    Map<String, List<Path>> others = new LinkedHashMap<>(files);
    others.remove(site);
    try (Writer order = process.outputWriter(StandardCharsets.UTF_8)) {
      order.write(
          JsonText.of(Map.of("socket", socket(site), "site", site, "files", others)) + "\n");
    }
    facts.put(
        site, Map.of("pid", process.pid(), "socket", socket(site), "port", port(site, process)));
  }

  private static int port(String site, Process process) throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    if (line == null || !line.startsWith("ready port=")) {
      throw new IOException("the probe of " + site + " did not start");
    }
    return Integer.parseInt(line.substring("ready port=".length()));
  }

  /** Each takes its canaries away with it. */
  @Override
  public void close() {
    running.values().forEach(Process::destroy);
    for (Process process : running.values()) {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
