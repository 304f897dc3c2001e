package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.fail;

import dev.insula.spawner.client.SpawnerListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Remembers what a front hears, and lets a test wait for it. */
final class Heard implements SpawnerListener {
  private final List<String> lines = new ArrayList<>();

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  @Override
  public void status(String site, long generation, String line) {
    add(site + " " + generation + " " + line);
  }

  @Override
  public void killedForMemory(String site, long generation, long processes) {
    add(site + " " + generation + " killed-for-memory " + processes);
  }

  @Override
  public void exited(String site, long generation, int status, long oomKills) {
    add(site + " " + generation + " exited " + status + " oom " + oomKills);
  }

  @Override
  public void disconnected(String reason) {
    add("disconnected " + reason);
  }

  /** The first line that begins so, within 60 seconds. */
  String await(String beginning) {
    return await(line -> line.startsWith(beginning), beginning);
  }

  private synchronized String await(Predicate<String> wanted, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (lines.stream().noneMatch(wanted)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        fail("\"" + what + "\" was not heard, but " + lines);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return lines.stream().filter(wanted).findFirst().orElseThrow();
  }

  synchronized List<String> all() {
    return List.copyOf(lines);
  }
}
