package dev.insula.bench;

import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.patch.ProcessWideTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What the patch costs when classes are loaded: the CPU time of one thread that loads the classes
 * of real libraries from their jars, with and without the patch, in alternating rounds.
 *
 * <p>Arguments: the number of rounds (default 10), then the jars (default: those on the class
 * path).
 */
public final class ClassLoading {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ClassPatcher PATCHER = new ClassPatcher(ProcessWideTable.standard());

  private ClassLoading() {}

  /** Measures and prints. */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    Library library =
        args.length > 1
            ? Library.ofJars(List.of(args).subList(1, args.length))
            : Library.ofClassPath();
    transformAlone(library);
    System.out.printf("%-8s %12s %12s %8s%n", "round", "without ms", "with ms", "ratio");
    List<Pair> pairs = new ArrayList<>();
    round(library, 0);
    for (int round = 1; round <= rounds; round++) {
      Pair pair = round(library, round);
      pairs.add(pair);
      System.out.println(pair.line("" + round));
    }
    System.out.println(Pair.best(pairs).line("best"));
    System.out.println(Pair.median(pairs).line("median"));
    System.out.println("The goal is a ratio of at most 1.05.");
    linkAll(library);
  }

  /** Both ways; which comes first alternates. */
  private static Pair round(Library library, int round) throws IOException {
    boolean patchFirst = round % 2 == 0;
    double first = load(library, patchFirst);
    double second = load(library, !patchFirst);
    return patchFirst ? new Pair(second, first) : new Pair(first, second);
  }

  private static double load(Library library, boolean patching) throws IOException {
    System.gc(); // so that no round pays for another one's garbage
    try (LibraryLoader loader = new LibraryLoader(library, way(patching))) {
      long before = THREADS.getCurrentThreadCpuTime();
      loader.loadAll();
      return (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
    }
  }

  private static UnaryOperator<byte[]> way(boolean patching) {
    return patching ? bytes -> PATCHER.patch("measured", bytes) : bytes -> bytes;
  }

  private static void transformAlone(Library library) throws IOException {
    List<byte[]> classes = library.contents();
    long total = classes.stream().mapToLong(bytes -> bytes.length).sum();
    for (int pass = 0; pass < 3; pass++) {
      var allocations = (com.sun.management.ThreadMXBean) THREADS;
      long allocated = allocations.getCurrentThreadAllocatedBytes();
      long before = THREADS.getCurrentThreadCpuTime();
      int changed = 0;
      for (byte[] bytes : classes) {
        changed += PATCHER.patch("measured", bytes).length == bytes.length ? 0 : 1;
      }
      double micros = (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / classes.size();
      System.out.printf(
          Locale.ROOT,
          "patch alone, pass %d: %d classes (%.1f MB), %d changed, %.2f us and %d bytes a class%n",
          pass,
          classes.size(),
          total / 1e6,
          changed,
          micros,
          (allocations.getCurrentThreadAllocatedBytes() - allocated) / classes.size());
    }
  }

  /** The JVM's own verifier has the last word. */
  private static void linkAll(Library library) throws IOException {
    for (boolean patching : new boolean[] {false, true}) {
      try (LibraryLoader loader = new LibraryLoader(library, way(patching))) {
        System.out.printf(
            "%s: %d classes load, %d fail verification%n",
            patching ? "with the patch" : "without the patch",
            loader.loadAll(),
            loader.countVerifyErrors());
      }
    }
  }

  private record Pair(double without, double with) {
    double ratio() {
      return with / without;
    }

    /** The least of each: what is left when nothing else disturbs the machine. */
    static Pair best(List<Pair> pairs) {
      return new Pair(
          pairs.stream().mapToDouble(Pair::without).min().orElse(0),
          pairs.stream().mapToDouble(Pair::with).min().orElse(0));
    }

    /** The pair with the middle ratio. */
    static Pair median(List<Pair> pairs) {
      List<Pair> sorted = new ArrayList<>(pairs);
      sorted.sort(Comparator.comparingDouble(Pair::ratio));
      return sorted.get(sorted.size() / 2);
    }

    String line(String name) {
      return String.format(Locale.ROOT, "%-8s %12.0f %12.0f %8.3f", name, without, with, ratio());
    }
  }
}
