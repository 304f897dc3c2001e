package dev.insula.site.clean;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what keeps a stopped site in memory, among the things of a JVM that outlive a site:
 * threads, their thread-local values, shutdown hooks, defaults of the whole JVM.
 */
final class Holders {
  private final JdkInternals jdk;

  Holders(JdkInternals jdk) {
    this.jdk = jdk;
  }

  /** One sentence for each that was found; empty when it is something else, or nothing any more. */
  List<String> of(SiteLoaders site, @Nullable ThreadGroup group) {
    List<String> found = new ArrayList<>();
    for (Thread thread : PlatformThreads.all()) {
      thread(site, group, thread, found);
      int locals = jdk.countLocals(thread, (key, value) -> HostThreads.isOf(site, key, value));
      if (locals > 0) {
        found.add(locals + " thread-local values of thread \"" + thread.getName() + "\" hold it.");
      }
    }
    jdk.virtualThreads().forEach(thread -> thread(site, group, thread, found));
    for (Thread hook : jdk.shutdownHooks()) {
      if (site.owns(hook) || site.contains(hook.getContextClassLoader())) {
        found.add("The shutdown hook \"" + hook.getName() + "\" of the JVM holds it.");
      }
    }
    for (Provider provider : Security.getProviders()) {
      if (site.owns(provider)) {
        found.add("The security provider " + provider.getName() + " holds it.");
      }
    }
    return found;
  }

  private static void thread(
      SiteLoaders site, @Nullable ThreadGroup group, Thread thread, List<String> found) {
    if (isOf(site, group, thread)) {
      StackTraceElement[] stack = thread.getStackTrace();
      String kind = thread.isVirtual() ? "Virtual thread \"" : "Thread \"";
      String where = stack.length == 0 ? "" : ", now in " + place(stack);
      found.add(kind + thread.getName() + "\" still runs" + where + ".");
    }
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
