package dev.insula.site.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Finds what keeps a stopped site in memory, among the things of a JVM that outlive a site:
 * threads, their thread-local values, shutdown hooks, and what {@link JvmRegistries} looks through.
 */
final class Holders {
  private final JdkInternals jdk;
  private final JvmRegistries registries;

  Holders(JdkInternals jdk) {
    this.jdk = jdk;
    this.registries = new JvmRegistries(jdk);
  }

  /** One sentence for each that was found; empty when it is something else, or nothing any more. */
  List<String> of(SiteLoaders site, @Nullable ThreadGroup group) {
    List<String> found = new ArrayList<>();
    for (Thread thread : PlatformThreads.all()) {
      thread(site, group, thread, found);
      locals(site, thread, found);
    }
    jdk.virtualThreads().forEach(thread -> thread(site, group, thread, found));
    for (Thread hook : jdk.shutdownHooks()) {
      if (site.owns(hook) || site.contains(hook.getContextClassLoader())) {
        found.add("The shutdown hook \"" + hook.getName() + "\" of the JVM holds it.");
      }
    }
    found.addAll(registries.holding(site));
    return found;
  }

  private void locals(SiteLoaders site, Thread thread, List<String> found) {
    Set<String> types = new TreeSet<>();
    int locals =
        jdk.countLocals(
            thread,
            (key, value) -> {
              boolean isOf = HostThreads.isOf(site, key, value);
              if (isOf) {
                types.add(value.getClass().getName());
              }
              return isOf;
            });
    if (locals > 0) {
      found.add(
          "%d thread-local values of thread \"%s\" hold it: %s."
              .formatted(locals, thread.getName(), String.join(", ", types)));
    }
  }

  private void thread(
      SiteLoaders site, @Nullable ThreadGroup group, Thread thread, List<String> found) {
    StackTraceElement[] stack = thread.getStackTrace();
    if (isOf(site, group, thread) || runs(site, stack)) {
      String where = stack.length == 0 ? "" : ", now in " + place(stack);
      found.add("%s \"%s\" still runs%s.".formatted(kind(thread), thread.getName(), where));
    }
  }

  private String kind(Thread thread) {
    if (thread.isVirtual()) {
      return "Virtual thread";
    }
    if (jdk.isTimers(thread)) {
      return "Timer thread";
    }
    boolean isPools = thread instanceof ForkJoinWorkerThread || jdk.poolOf(thread).isPresent();
    return isPools ? "Pool thread" : "Thread";
  }

  /** Whether a thread of the host's or the common pool's has come into the site's code. */
  private static boolean runs(SiteLoaders site, StackTraceElement[] stack) {
    String name = site.site().getName();
    return name != null
        && Arrays.stream(stack).anyMatch(frame -> name.equals(frame.getClassLoaderName()));
  }

  private static boolean isOf(SiteLoaders site, @Nullable ThreadGroup group, Thread thread) {
    ThreadGroup own = thread.getThreadGroup();
    return (group != null && own != null && group.parentOf(own))
        || site.owns(thread)
        || site.contains(thread.getContextClassLoader());
  }

  /** The innermost frame that is not the JDK's, which is where to look. */
  private static StackTraceElement place(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getModuleName() == null || !frame.getModuleName().startsWith("java.")) {
        return frame;
      }
    }
    return stack[0];
  }
}
