package dev.insula.site.clean;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Ends the platform threads of a site: timers, pools, then all the rest by interruption. */
final class PlatformThreads {
  private final JdkInternals jdk;

  PlatformThreads(JdkInternals jdk) {
    this.jdk = jdk;
  }

  void end(ThreadGroup group, Duration limit, Findings findings) {
    List<Thread> threads = of(group);
    threads.forEach(thread -> endSource(thread, findings));
    threads.forEach(Thread::interrupt);
    awaitEnd(threads, limit, findings);
  }

  /** Ends what would go on for as long as it has tasks, or start a new thread for the ended one. */
  private void endSource(Thread thread, Findings findings) {
    if (jdk.endTimer(thread)) {
      findings.cleaned("The timer of thread \"" + thread.getName() + "\" was cancelled.");
      return;
    }
    poolOf(thread)
        .ifPresent(pool -> {
          pool.shutdownNow();
          findings.cleaned("The pool of thread \"" + thread.getName() + "\" was shut down.");
        });
  }

  private Optional<? extends ExecutorService> poolOf(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread worker) {
      return Optional.of(worker.getPool()).filter(it -> !it.equals(ForkJoinPool.commonPool()));
    }
    return jdk.poolOf(thread);
  }

  private static void awaitEnd(List<Thread> threads, Duration limit, Findings findings) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      if (ended(thread, left)) {
        findings.cleaned("Thread \"" + thread.getName() + "\" was ended.");
      } else {
        findings.leftBehind(ThreadSentence.of(thread));
      }
    }
  }

  static boolean ended(Thread thread, Duration limit) {
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }

  /** The live threads of a group and the groups below it. */
  static List<Thread> of(ThreadGroup group) {
    Thread[] found = new Thread[group.activeCount() + 16];
    int count = group.enumerate(found, true);
    while (count == found.length) {
      found = new Thread[found.length * 2];
      count = group.enumerate(found, true);
    }
    return Arrays.asList(found).subList(0, count);
  }

  /** All live platform threads of this JVM. */
  static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return of(root);
  }
}
