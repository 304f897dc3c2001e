package dev.insula.site.state;

import dev.insula.site.patch.RuntimeClassFiles;
import java.lang.reflect.Field;
import java.util.Set;

/** What a site's loader needs to know of the runtime classes that it must define itself. */
public final class SiteRuntimeClasses {
  /** The package of the runtime classes, with dots. */
  public static final String PACKAGE = RuntimeClassFiles.PACKAGE;

  private static final String OWN = PACKAGE + ".Own";
  private static final Set<String> NAMES = Set.copyOf(RuntimeClassFiles.NAMES);

  private SiteRuntimeClasses() {}

  /** The binary names of the classes that the site's loader defines from {@link #bytes}. */
  public static Set<String> names() {
    return NAMES;
  }

  /**
   * The class file of one of {@link #names}. It must be defined as it is, not patched.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static byte[] bytes(String name) {
    return RuntimeClassFiles.bytes(name);
  }

  /**
   * The binary names of the host's classes that the runtime classes refer to. The site's loader
   * must answer these, and no other class of the host's {@code dev.insula} packages, with the
   * host's class.
   */
  public static Set<String> hostClasses() {
    return HostClasses.NAMES;
  }

  /**
   * Hands the state over to the runtime classes of this loader. To be called once per loader,
   * before any class of the site initialises.
   *
   * @throws IllegalArgumentException if the loader does not define the runtime classes itself
   * @throws IllegalStateException if the loader or the state is already bound
   */
  public static void bind(ClassLoader siteLoader, SiteState state) {
    try {
      Class<?> own = Class.forName(OWN, true, siteLoader);
      if (!siteLoader.equals(own.getClassLoader())) {
        throw new IllegalArgumentException(
            "The loader of site " + state.name() + " does not define " + OWN + " itself.");
      }
      Field field = own.getDeclaredField("state");
      field.setAccessible(true);
      if (field.get(null) != null) {
        throw new IllegalStateException(
            "The loader of site " + state.name() + " is already bound to a state.");
      }
      state.bind(siteLoader);
      field.set(null, state);
      SiteLoaders.add(siteLoader);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "The loader of site " + state.name() + " cannot load " + OWN + ".", e);
    }
  }

  private static final class HostClasses {
    static final Set<String> NAMES =
        RuntimeClassFiles.referredTo(SiteRuntimeClasses.class.getPackageName());
  }
}
