package dev.insula.site.clean;

import org.jspecify.annotations.Nullable;

/** Tells whether something belongs to a site: to its loader, or to one that the site has made. */
record SiteLoaders(ClassLoader site) {
  boolean contains(@Nullable ClassLoader loader) {
    for (ClassLoader it = loader; it != null; it = it.getParent()) {
      if (it.equals(site)) {
        return true;
      }
    }
    return false;
  }

  boolean owns(@Nullable Object object) {
    if (object == null) {
      return false;
    }
    if (object instanceof Class<?> type) {
      return contains(type.getClassLoader());
    }
    return (object instanceof ClassLoader loader && contains(loader))
        || contains(object.getClass().getClassLoader());
  }
}
