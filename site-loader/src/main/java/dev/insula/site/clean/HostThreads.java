package dev.insula.site.clean;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a site has left in threads that are not its own: thread-local values of the site's
 * classes and the site's loader as context class loader.
 */
final class HostThreads {
  /** How deep holders of the JDK's in each other are looked through. */
  private static final int LEVELS = 4;

  private final JdkInternals jdk;

  HostThreads(JdkInternals jdk) {
    this.jdk = jdk;
  }

  void clean(SiteLoaders site, Findings findings) {
    for (Thread thread : PlatformThreads.all()) {
      Set<String> types = new TreeSet<>();
      int emptied =
          jdk.emptyLocals(
              thread,
              (key, value) -> {
                boolean found = isOf(site, key, value);
                if (found) {
                  types.add(value.getClass().getName());
                }
                return found;
              });
      if (emptied > 0) {
        findings.cleaned(
            emptied
                + " thread-local values were removed from thread \""
                + thread.getName()
                + "\": "
                + String.join(", ", types)
                + ".");
      }
      if (site.contains(thread.getContextClassLoader())) {
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        findings.cleaned("Thread \"" + thread.getName() + "\" had the site's class loader.");
      }
    }
  }

  /** Whether an entry of a thread's table is the site's. */
  static boolean isOf(SiteLoaders site, @Nullable Object key, Object value) {
    return site.owns(key) || holds(site, value, LEVELS);
  }

  /** Whether it is the site's, or a holder of the JDK's with such an object in it. */
  private static boolean holds(SiteLoaders site, @Nullable Object value, int levels) {
    if (value == null || levels == 0) {
      return false;
    }
    try {
      return site.owns(value)
          || switch (value) {
            case Reference<?> it -> holds(site, it.get(), levels - 1);
            case AtomicReference<?> it -> holds(site, it.get(), levels - 1);
            case Optional<?> it -> holds(site, it.orElse(null), levels - 1);
            case Map.Entry<?, ?> it ->
                anyOf(site, Arrays.asList(it.getKey(), it.getValue()), levels);
            case Object[] it -> anyOf(site, Arrays.asList(it), levels);
            case Map<?, ?> it ->
                anyOf(site, it.keySet(), levels) || anyOf(site, it.values(), levels);
            case Collection<?> it -> anyOf(site, it, levels);
            default -> false;
          };
    } catch (RuntimeException changedMeanwhile) {
      return false;
    }
  }

  private static boolean anyOf(SiteLoaders site, Collection<?> objects, int levels) {
    for (Object object : objects) {
      if (holds(site, object, levels - 1)) {
        return true;
      }
    }
    return false;
  }
}
