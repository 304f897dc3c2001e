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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Probes in the places of daemon processes that no spawner starts: children of this JVM, with
 * nothing of its environment, and with its user.
 */
public final class LocalProbes implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;
  private static final String PYTHON = "/usr/bin/python3";

  private final String program;
  private final Map<String, Map<String, String>> jvms;
  private final Path folder;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private LocalProbes(String program, Map<String, Map<String, String>> jvms, Path folder) {
    this.program = program;
    this.jvms = jvms;
    this.folder = folder;
  }

  /**
   * Plants in the places of all these sites, and lets each look for the others' canaries.
   *
   * @param program what a probe runs, for Python
   * @param files by site, what belongs to it: folders and secret files
   * @param jvms by site, the order for the JVM that its probe starts; none for other sites
   * @param here sites in this JVM, which the probes look for, too
   * @param folder an empty one; the caller deletes it
   * @throws IOException a sentence, if a probe cannot be run
   */
  public static Found run(
      String program,
      Map<String, List<Path>> files,
      Map<String, Map<String, String>> jvms,
      Collection<String> here,
      Path folder)
      throws IOException {
    try (LocalProbes probes = new LocalProbes(program, jvms, folder)) {
      for (String site : files.keySet()) {
        probes.start(site, files);
      }
      here.forEach(site -> probes.facts.put(site, Map.of("pid", ProcessHandle.current().pid())));
      List<Try> tries = new ArrayList<>();
      for (String site : files.keySet()) {
        tries.addAll(Probes.ask(site, probes.socket(site), probes.facts));
      }
      return new Found(tries, probes.notes);
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
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("socket", socket(site));
    order.put("site", site);
    order.put("files", others);
    Optional.ofNullable(jvms.get(site)).ifPresent(jvm -> order.put("jvm", jvm));
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.write(JsonText.of(order) + "\n");
    }
    facts.put(site, facts(site, process));
  }

  private Map<String, Object> facts(String site, Process process) throws IOException {
    var words = new ProbeWords(site);
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Optional<Map<String, Object>> told = words.hear(line);
      if (told.isPresent()) {
        notes.addAll(words.notes());
        Map<String, Object> all = new LinkedHashMap<>(told.get());
        all.put("socket", socket(site));
        Optional.ofNullable(all.get("jvm")).ifPresent(jvm -> all.put("jvm-outside", jvm));
        return all;
      }
    }
    throw new IOException("the probe of " + site + " did not start");
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
