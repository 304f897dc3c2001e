package dev.insula.site.modules;

import java.util.List;
import java.util.function.Predicate;
import org.jboss.modules.LocalLoader;
import org.jboss.modules.Resource;
import org.jspecify.annotations.Nullable;

/** Those classes of the host that a site may see; no resources. */
final class HostLoader implements LocalLoader {
  private final ClassLoader host;
  private final Predicate<String> shared;

  /** Shows the classes whose binary name the predicate accepts. */
  HostLoader(ClassLoader host, Predicate<String> shared) {
    this.host = host;
    this.shared = shared;
  }

  @Override
  public @Nullable Class<?> loadClassLocal(String name, boolean resolve) {
    if (!shared.test(name)) {
      return null;
    }
    try {
      return Class.forName(name, false, host);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Override
  public @Nullable Package loadPackageLocal(String name) {
    return null;
  }

  @Override
  public List<Resource> loadResourceLocal(String name) {
    return List.of();
  }
}
