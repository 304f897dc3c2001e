package dev.insula.site.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A site's shutdown hooks. */
public final class ShutdownHooks {
  private final Set<Thread> hooks = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean over;

  ShutdownHooks() {}

  /**
   * As {@code Runtime.addShutdownHook}.
   *
   * @throws IllegalStateException if the site is stopping
   * @throws IllegalArgumentException if the hook is registered already, or runs
   */
  public synchronized void add(Thread hook) {
    if (over) {
      throw new IllegalStateException("Shutdown in progress");
    }
    if (hook.isAlive()) {
      throw new IllegalArgumentException("Hook already running");
    }
    if (!hooks.add(hook)) {
      throw new IllegalArgumentException("Hook previously registered");
    }
  }

  /**
   * As {@code Runtime.removeShutdownHook}.
   *
   * @throws IllegalStateException if the site is stopping
   */
  public synchronized boolean remove(Thread hook) {
    if (over) {
      throw new IllegalStateException("Shutdown in progress");
    }
    return hooks.remove(hook);
  }

  private synchronized List<Thread> takeAll() {
    over = true;
    List<Thread> taken = List.copyOf(hooks);
    hooks.clear();
    return taken;
  }

  void drop() {
    takeAll();
  }

  /** Starts all hooks, waits for them, and returns those that did not end in time. */
  List<Thread> run(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<Thread> running = takeAll();
    running.forEach(Thread::start);
    List<Thread> late = new ArrayList<>();
    for (Thread hook : running) {
      if (!ended(hook, deadline)) {
        late.add(hook);
      }
    }
    return late;
  }

  private static boolean ended(Thread hook, long deadline) {
    try {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      return hook.join(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
