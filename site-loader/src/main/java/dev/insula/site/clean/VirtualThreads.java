package dev.insula.site.clean;

import java.time.Duration;
import java.util.List;

/** Ends the virtual threads of a site, which are known by their context class loader only. */
final class VirtualThreads {
  private final JdkInternals jdk;

  VirtualThreads(JdkInternals jdk) {
    this.jdk = jdk;
  }

  void end(SiteLoaders site, Duration limit, Findings findings) {
    List<Thread> threads =
        jdk.virtualThreads().stream()
            .filter(it -> site.contains(it.getContextClassLoader()))
            .toList();
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      if (PlatformThreads.ended(thread, left)) {
        findings.cleaned("Virtual thread \"" + thread.getName() + "\" was ended.");
      } else {
        findings.leftBehind(ThreadSentence.of(thread));
      }
    }
  }
}
