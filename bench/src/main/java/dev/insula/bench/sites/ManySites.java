package dev.insula.bench.sites;

import com.sun.management.OperatingSystemMXBean;
import dev.insula.site.ApplicationObject;
import dev.insula.site.RunningSite;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteLimits;
import dev.insula.site.SiteOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Starts many tiny sites in this JVM and prints what each further one costs: CPU, heap, metaspace,
 * resident memory. Arguments: how many sites, and optionally {@code stop} to stop them again.
 */
public final class ManySites {
  private static final int WARM_UP = 20;
  private static final double KIBIBYTE = 1024;

  private final SiteJvm jvm = new SiteJvm();
  private final SiteOutput output;
  private final Path folder;
  private final Path classes;

  private ManySites() throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    output = new SiteOutput(nowhere, nowhere);
    folder = Files.createTempDirectory("many-sites");
    classes = TinySite.compile(folder);
  }

  /** Runs the measurement. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    ManySites bench = new ManySites();
    List<RunningSite> first = bench.start("warm", WARM_UP);
    Cost before = Cost.now();
    List<RunningSite> sites = bench.start("site", count);
    Cost cost = Cost.now().minus(before);
    cost.print(count);
    if (args.length > 1 && args[1].equals("stop")) {
      bench.stop(sites);
    }
    bench.stop(first);
    System.exit(0);
  }

  private List<RunningSite> start(String prefix, int count) throws Exception {
    List<RunningSite> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(jvm.start(definition(prefix + i), output, status -> {}));
    }
    return started;
  }

  private SiteDefinition definition(String name) {
    return new SiteDefinition(
        name,
        1,
        ApplicationObject.parse(TinySite.APPLICATION),
        List.of(classes),
        folder,
        folder.resolve("tmp"),
        folder.resolve("cache"),
        Optional.of(name + ".settings"),
        Map.of("GREETING", "HALLO"),
        Map.of(),
        SiteLimits.DEFAULT);
  }

  private void stop(List<RunningSite> sites) {
    long begun = System.nanoTime();
    sites.forEach(site -> site.stop(Duration.ZERO));
    int stopped = sites.size();
    sites.clear();
    for (int i = 0; i < 10 && jvm.leaks().alive().size() > 1; i++) {
      System.gc();
    }
    System.out.printf(
        Locale.ROOT,
        "stopped %d in %d ms, of these still in memory after a collection: %d%n",
        stopped,
        Duration.ofNanos(System.nanoTime() - begun).toMillis(),
        jvm.leaks().alive().size());
  }

  /** What the JVM has used, in nanoseconds and bytes. */
  private record Cost(long cpu, long heap, long metaspace, long committed, long resident) {
    static Cost now() throws IOException {
      System.gc();
      System.gc();
      return new Cost(
          ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getProcessCpuTime(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          pool(false),
          pool(true),
          residentNow());
    }

    private static long pool(boolean committed) {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(it -> it.getName().equals("Metaspace"))
          .mapToLong(it -> committed ? it.getUsage().getCommitted() : it.getUsage().getUsed())
          .sum();
    }

    private static long residentNow() throws IOException {
      try (var lines = Files.lines(Path.of("/proc/self/status"))) {
        return lines
            .filter(it -> it.startsWith("VmRSS:"))
            .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
            .findFirst()
            .orElse(0);
      }
    }

    Cost minus(Cost before) {
      return new Cost(
          cpu - before.cpu,
          heap - before.heap,
          metaspace - before.metaspace,
          committed - before.committed,
          resident - before.resident);
    }

    void print(int sites) throws IOException {
      System.out.printf(
          Locale.ROOT,
          "%d sites: %.1f s CPU, %.2f ms each%n"
              + "heap %.1f KiB each, metaspace %.1f KiB each used, %.1f committed%n"
              + "resident %.1f KiB each, %.0f MiB in all%n",
          sites,
          cpu / 1e9,
          cpu / 1e6 / sites,
          heap / KIBIBYTE / sites,
          metaspace / KIBIBYTE / sites,
          committed / KIBIBYTE / sites,
          resident / KIBIBYTE / sites,
          residentNow() / KIBIBYTE / KIBIBYTE);
    }
  }
}
