package dev.insula.spawner;

import dev.insula.spawner.Request.Start.Name;
import dev.insula.spawner.cgroup.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All that runs, and whoever wants to hear of it. Confined to one thread, which also starts every
 * child and lives as long as the spawner.
 */
final class Keeper implements Generation.Listener {
  private static final long AFTER_KILL_MILLIS = 5000;

  private final Starter starter;
  private final Applying applying;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("keeper").factory());
  private final Map<Name, Generation> children = new TreeMap<>();
  private final Set<Consumer<String>> fronts = ConcurrentHashMap.newKeySet();

  Keeper(Starter starter, Applying applying) {
    this.starter = starter;
    this.applying = applying;
    var _ = thread.scheduleWithFixedDelay(this::lookForKills, 1, 1, TimeUnit.SECONDS);
  }

  /** Adds somebody who is told all events until it is dismissed; must not block. */
  void welcome(Consumer<String> front) {
    fronts.add(front);
  }

  void dismiss(Consumer<String> front) {
    fronts.remove(front);
  }

  /**
   * Follows the request and tells the answer to this front, before any event that follows from it.
   * Returns when that is done.
   */
  void follow(Request request, Consumer<String> front) throws InterruptedException {
    if (request instanceof Request.Apply) {
      // Takes seconds, which no other front's request and no event is to wait for.
      front.accept(apply());
      return;
    }
    try {
      thread.submit(() -> answer(request).forEach(front)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("request " + request + " could not be followed", e);
    }
  }

  private List<String> answer(Request request) {
    return switch (request) {
      case Request.Start(Name name) -> List.of(start(name));
      case Request.Stop(Name name, long grace) -> List.of(stop(name, grace));
      case Request.Kill(Name name) -> List.of(kill(name));
      case Request.ListAll() -> list();
      case Request.Mark(String site) -> List.of(mark(site));
      case Request.Apply() -> List.of(apply());
    };
  }

  private String mark(String site) {
    try {
      return new Line("ok MARK " + site).with("plan", starter.mark(site)).toString();
    } catch (IOException e) {
      return Line.refusal("MARK " + site, String.valueOf(e.getMessage()));
    }
  }

  private String apply() {
    try {
      applying.run();
      return "ok APPLY";
    } catch (IOException e) {
      return Line.refusal("APPLY", String.valueOf(e.getMessage()));
    }
  }

  private String start(Name name) {
    try {
      refuseTooMany(name);
      Generation child = starter.start(name, this);
      children.put(name, child);
      System.err.println("insula-spawner: " + child.identity("started"));
      return child.identity("ok START").toString();
    } catch (IOException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      System.err.println("insula-spawner: " + name + " is not started: " + reason);
      return Line.refusal("START " + name, reason);
    }
  }

  private void refuseTooMany(Name name) {
    if (children.containsKey(name)) {
      throw new IllegalArgumentException(name + " runs already");
    }
    long others = children.keySet().stream().filter(n -> n.site().equals(name.site())).count();
    if (others >= Wrapping.MOST_GENERATIONS) {
      throw new IllegalArgumentException(
          "%s runs in %d generations already; stop one first".formatted(name.site(), others));
    }
  }

  private String stop(Name name, long graceMillis) {
    Generation child = children.get(name);
    if (child == null) {
      return Line.refusal("STOP " + name, name + " does not run");
    }
    if (graceMillis == 0 || !child.terminate()) {
      child.kill();
    } else {
      var _ = thread.schedule(child::kill, graceMillis, TimeUnit.MILLISECONDS);
    }
    return Line.of("ok STOP", name).toString();
  }

  private String kill(Name name) {
    Generation child = children.get(name);
    if (child == null) {
      return Line.refusal("KILL " + name, name + " does not run");
    }
    child.kill();
    return Line.of("ok KILL", name).toString();
  }

  private List<String> list() {
    List<String> lines = new ArrayList<>();
    for (Generation child : children.values()) {
      lines.add(child.state().toString());
      if (!child.ready().isEmpty()) {
        lines.add(Line.of("status", child.facts().name()) + " " + child.ready());
      }
    }
    lines.add("ok LIST");
    return lines;
  }

  @Override
  public void says(Generation child, String line) {
    thread.execute(() -> {
      child.remember(line);
      tell(Line.of("status", child.facts().name()) + " " + line);
    });
  }

  @Override
  public void ended(Generation child, int status, Usage usage) {
    thread.execute(() -> {
      children.remove(child.facts().name(), child);
      Line line = Line.of("exited", child.facts().name()).with("status", status);
      tell(line.with("oom-kills", usage.oomKills()).toString());
    });
  }

  private void lookForKills() {
    for (Generation child : children.values()) {
      long kills = child.newOomKills();
      if (kills > 0) {
        tell(Line.of("killed-by-oom", child.facts().name()).with("processes", kills).toString());
      }
    }
  }

  private void tell(String line) {
    fronts.forEach(front -> front.accept(line));
  }

  /** Ends everything: by SIGTERM, and after so many milliseconds by SIGKILL. */
  void close(long graceMillis) throws InterruptedException {
    List<Generation> left = List.of();
    try {
      left = thread.submit(this::askAllToEnd).get();
    } catch (ExecutionException e) {
      System.err.println("insula-spawner: sites cannot be asked to end: " + e.getCause());
    }
    long deadline = System.nanoTime() + graceMillis * 1_000_000;
    for (Generation child : left) {
      if (!child.awaitEnd(Math.max(0, (deadline - System.nanoTime()) / 1_000_000))) {
        child.kill();
        child.awaitEnd(AFTER_KILL_MILLIS);
      }
    }
  }

  private List<Generation> askAllToEnd() {
    for (Generation child : children.values()) {
      if (!child.terminate()) {
        child.kill();
      }
    }
    // Before their members, each of which can only be asked while others live.
    List<Generation> all = new ArrayList<>(starter.sharedProcesses());
    all.addAll(children.values());
    return all;
  }
}
