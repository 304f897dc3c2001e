package dev.insula.site.state;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loaders of all sites of this JVM, held weakly: threads that sites share may still carry the
 * context loader that another site left there.
 */
final class SiteLoaders {
  // One for the JVM, because it is the JVM's threads that are shared.
  private static final Set<ClassLoader> BOUND =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private SiteLoaders() {}

  static void add(ClassLoader loader) {
    BOUND.add(loader);
  }

  /** Whether the loader, or one that it descends from, is that of a site other than this one's. */
  static boolean isOfAnother(ClassLoader own, ClassLoader loader) {
    for (@Nullable ClassLoader l = loader; l != null; l = l.getParent()) {
      if (BOUND.contains(l)) {
        return !l.equals(own);
      }
    }
    return false;
  }
}
