package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts the system calls of another process's I/O threads, from its making to its stop. */
final class Strace {
  private static final Path PROGRAM = Path.of("/usr/bin/strace");
  private final Path summary;
  private final Process process;

  Strace(long pid, Path summary) throws IOException {
    assertTrue(
        Files.isExecutable(PROGRAM), "strace is missing. Type: sudo apt-get install -y strace");
    this.summary = summary;
    List<String> command =
        new ArrayList<>(List.of(PROGRAM.toString(), "-c", "-U", "calls,name", "-o", "" + summary));
    List<String> threads = ioThreads(pid);
    for (String thread : threads) {
      command.addAll(List.of("-p", thread));
    }
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    for (int attached = 0; attached < threads.size(); ) {
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new IOException("strace could not attach to all of " + threads);
      }
      attached += line.endsWith("attached") ? 1 : 0;
    }
  }

  private static List<String> ioThreads(long pid) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).contains(" I/O-")) {
          found.add(task.getFileName().toString());
        }
      }
    }
    return found;
  }

  /** Detaches and returns how often each call was made; absent means never. */
  Map<String, Long> stop() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    Map<String, Long> calls = new HashMap<>();
    for (String line : Files.readAllLines(summary)) {
      String[] words = line.strip().split(" +", -1);
      if (words.length == 2 && words[0].matches("\\d+") && !words[1].equals("total")) {
        calls.put(words[1], Long.parseLong(words[0]));
      }
    }
    return calls;
  }
}
