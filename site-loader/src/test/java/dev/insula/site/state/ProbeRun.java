package dev.insula.site.state;

import dev.insula.probe.ProbeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Runs every probe in two sites of one JVM. As a program it does so without the patch, in a JVM of
 * its own which that leaves in disorder, and writes what it saw to a file.
 */
final class ProbeRun {
  private static final String[] KINDS = {
    ProbeSet.DIFFERENT, ProbeSet.APART, ProbeSet.KEPT_APART, ProbeSet.SAME
  };

  private ProbeRun() {}

  /** What the two sites read, by the kind and the name of the probe. */
  static Map<String, Read> of(TestSite alpha, TestSite beta) {
    Map<String, Read> reads = new LinkedHashMap<>();
    var alphas = alpha.probes();
    var betas = beta.probes();
    for (String kind : KINDS) {
      for (String name : alphas.apply(kind).keySet()) {
        String changes = change(alphas, name) + change(betas, name);
        reads.put(
            kind + ": " + name,
            new Read(changes + read(alphas, kind, name), changes + read(betas, kind, name)));
      }
    }
    return reads;
  }

  private static String change(
      Function<String, Map<String, Callable<String>>> probes, String name) {
    Callable<String> change = probes.apply(ProbeSet.CHANGE).get(name);
    return change == null ? "" : TestSite.answer(change);
  }

  private static String read(
      Function<String, Map<String, Callable<String>>> probes, String kind, String name) {
    Callable<String> read = probes.apply(kind).get(name);
    return read == null ? "no such probe" : TestSite.answer(read);
  }

  /** Arguments: a directory for the sites, the file to write. */
  public static void main(String[] args) throws IOException {
    Path parent = Path.of(args[0]);
    StringBuilder lines = new StringBuilder();
    of(new TestSite("alpha", parent, false), new TestSite("beta", parent, false))
        .forEach((name, read) -> lines.append(line(name, read)));
    Files.writeString(Path.of(args[1]), lines);
  }

  private static String line(String name, Read read) {
    return name + "\t" + oneLine(read.alpha()) + "\t" + oneLine(read.beta()) + "\n";
  }

  private static String oneLine(String text) {
    return text.replace("\n", "\\n").replace("\t", "\\t");
  }

  /** What the program wrote. */
  static Map<String, Read> written(Path file) throws IOException {
    Map<String, Read> reads = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("\t", -1);
      reads.put(parts[0], new Read(parts[1], parts[2]));
    }
    return reads;
  }

  /** The values that two sites read of one member. */
  record Read(String alpha, String beta) {
    boolean same() {
      return alpha.equals(beta);
    }

    Read onOneLine() {
      return new Read(oneLine(alpha), oneLine(beta));
    }
  }
}
