package dev.insula.host.launch;

import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import dev.insula.config.Site;
import dev.insula.spawner.plan.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * A site's own JVM as the spawner starts it. It sees no control group in its sandbox, so it is told
 * what it may have; else it would size its heap by the machine, and be killed before it collects.
 */
final class SpawnedJvm {
  private static final int WHOLE_PROCESSOR = 100;

  private SpawnedJvm() {}

  /** Options that the site's own may override. */
  static List<String> limits(Site site) {
    int cpu = site.limits().cpu().map(CpuShare::percent).orElse(Limits.DEFAULT.cpu());
    int processors = Math.ceilDiv(cpu, WHOLE_PROCESSOR);
    return List.of(
        "-XX:MaxRAM=" + memory(site),
        "-XX:ActiveProcessorCount="
            + Math.min(processors, Runtime.getRuntime().availableProcessors()));
  }

  /** Bytes that all of the site's processes may use together. */
  static long memory(Site site) {
    return site.limits().memory().map(ByteSize::bytes).orElse(Limits.DEFAULT.memory());
  }

  /** The program and its arguments. */
  static List<String> program(Site site) {
    return withLimits(site, JavaDaemon.program(site));
  }

  /** The same with another main class of the site loader's. */
  static List<String> program(Site site, String main) {
    return withLimits(site, JavaDaemon.program(site, main));
  }

  private static List<String> withLimits(Site site, List<String> program) {
    List<String> limited = new ArrayList<>(program);
    limited.addAll(1, limits(site));
    return limited;
  }
}
