package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.NativeLibraries;
import java.io.File;

/**
 * Stands in for the loading of native libraries. The JVM binds a library to the loader of the class
 * that calls; that is this one, which is the site's.
 */
// Loading is what the site asked for; whether native code is allowed is the host's decision.
@SuppressWarnings("restricted")
public final class SiteLibraries {
  private static final NativeLibraries LIBRARIES = Own.state().nativeLibraries();

  private SiteLibraries() {}

  @Replaces(System.class)
  public static void load(String file) {
    File copy = LIBRARIES.copy(file);
    try {
      System.load(copy.getPath());
    } finally {
      if (!copy.getPath().equals(file)) {
        copy.delete(); // the mapping keeps what it needs
      }
    }
  }

  @Replaces(System.class)
  public static void loadLibrary(String name) {
    String found = LIBRARIES.find(name);
    if (found.isEmpty()) {
      System.loadLibrary(name);
    } else {
      load(found);
    }
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL)
  public static void load(Runtime runtime, String file) {
    load(file);
  }

  @Replaces(value = Runtime.class, kind = Kind.VIRTUAL)
  public static void loadLibrary(Runtime runtime, String name) {
    loadLibrary(name);
  }
}
