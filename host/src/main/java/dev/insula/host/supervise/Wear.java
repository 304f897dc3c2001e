package dev.insula.host.supervise;

import dev.insula.config.Application;
import dev.insula.config.Recycle;
import dev.insula.config.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Watches one process of a generation from the moment in which it is admitted, and says when it has
 * used up what {@code recycle} grants it. Says it again from time to time, as a successor may have
 * failed to start. Confined to the {@link EventLoop}.
 *
 * <p>The workers of a Python site count requests and memory themselves, each for itself.
 */
final class Wear {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** Sites that started together are not to be replaced together. */
  private static final int JITTER_PART = 10;

  private static final String SHARED =
      "recycle.memory has no effect, as the site shares its process with others";

  private final Generation generation;
  private final Optional<Endpoint> endpoint;
  private final EventLoop loop;
  private final Door door;
  private final Recycle limits;
  private final boolean countsItself;
  private final long requestsBefore;
  private final long admitted = System.nanoTime();
  private final long longestLife;

  private Wear(Generation generation, EventLoop loop, Door door) {
    Site site = generation.site();
    this.generation = generation;
    this.endpoint = generation.endpoint();
    this.loop = loop;
    this.door = door;
    this.limits = sharesMemory(site) ? site.recycle().withoutMemory() : site.recycle();
    this.countsItself = site.application().kind() == Application.Kind.WSGI;
    this.requestsBefore = door.traffic().requests();
    this.longestLife = limits.after().map(Wear::jittered).orElse(Long.MAX_VALUE);
  }

  /** A successor would live in the same process, which gives nothing back for it. */
  private static boolean sharesMemory(Site site) {
    return site.processGroup().isPresent();
  }

  private static long jittered(Duration after) {
    long nanos = after.toNanos();
    return nanos - ThreadLocalRandom.current().nextLong(nanos / JITTER_PART + 1);
  }

  /** Begins, if the site has anything to be watched for. */
  static void watch(Generation generation, EventLoop loop, Door door) {
    Site site = generation.site();
    if (!site.recycle().equals(Recycle.never())) {
      if (sharesMemory(site) && site.recycle().memory().isPresent()) {
        generation.note(SHARED);
      }
      var wear = new Wear(generation, loop, door);
      wear.next(Duration.ZERO);
    }
  }

  private void next(Duration atLeast) {
    boolean looksOften =
        !countsItself && (limits.requests().isPresent() || limits.memory().isPresent());
    if (!looksOften && longestLife == Long.MAX_VALUE) {
      return;
    }
    long life = Math.max(0, longestLife - (System.nanoTime() - admitted));
    long pause = looksOften ? Math.min(life, LOOK.toNanos()) : life;
    var _ = loop.schedule(Duration.ofNanos(Math.max(pause, atLeast.toNanos())), this::look);
  }

  private void look() {
    if (generation.state() != State.READY || !generation.endpoint().equals(endpoint)) {
      return;
    }
    Optional<String> why = why();
    why.ifPresent(generation::wornOut);
    next(why.isPresent() ? AGAIN : Duration.ZERO);
  }

  private Optional<String> why() {
    if (System.nanoTime() - admitted >= longestLife) {
      return Optional.of("it had lived as long as recycle.after grants");
    }
    if (countsItself) {
      return Optional.empty();
    }
    long served = door.traffic().requests() - requestsBefore;
    if (limits.requests().isPresent() && served >= limits.requests().getAsInt()) {
      return Optional.of("it had answered %d requests".formatted(served));
    }
    return limits
        .memory()
        .filter(most -> resident() > most.bytes())
        .map(most -> "it held more memory than recycle.memory grants");
  }

  private long resident() {
    OptionalLong held = generation.held();
    if (held.isPresent()) {
      return held.getAsLong();
    }
    List<Long> pids =
        generation.status().vitals().map(Launcher.Vitals::pids).orElse(List.<Long>of());
    return pids.stream().mapToLong(Wear::resident).sum();
  }

  /** Bytes in memory, from the kernel's own memory (proc(5)): reading it does not block. */
  private static long resident(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Gone between the listing and now, or not ours to read.
      return 0;
    }
    return 0;
  }
}
