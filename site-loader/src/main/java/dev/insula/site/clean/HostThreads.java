package dev.insula.site.clean;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a site has left in threads that are not its own: thread-local values of the site's
 * classes and the site's loader as context class loader.
 */
final class HostThreads {
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
    return site.owns(key) || site.owns(value) || holdsOneOf(site, value);
  }

  /** One level deep: a list, map, array or reference of the JDK's with objects of the site. */
  private static boolean holdsOneOf(SiteLoaders site, Object value) {
    try {
      return switch (value) {
        case Reference<?> reference -> site.owns(reference.get());
        case Object[] array -> anyOf(site, java.util.Arrays.asList(array));
        case Map<?, ?> map -> anyOf(site, map.keySet()) || anyOf(site, map.values());
        case Collection<?> collection -> anyOf(site, collection);
        default -> false;
      };
    } catch (RuntimeException changedMeanwhile) {
      return false;
    }
  }

  private static boolean anyOf(SiteLoaders site, Collection<?> objects) {
    for (Object object : objects) {
      if (site.owns(object)) {
        return true;
      }
    }
    return false;
  }
}
