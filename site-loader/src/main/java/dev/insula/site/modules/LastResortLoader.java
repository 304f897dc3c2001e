package dev.insula.site.modules;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jboss.modules.LocalLoader;
import org.jboss.modules.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What a site sees when it has nothing of its own by a name: the JDK, then the classes of the host
 * that are shared.
 */
final class LastResortLoader implements LocalLoader {
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final HostLoader host;

  LastResortLoader(HostLoader host) {
    this.host = host;
  }

  @Override
  public @Nullable Class<?> loadClassLocal(String name, boolean resolve) {
    Class<?> shared = host.loadClassLocal(name, resolve);
    if (shared != null) {
      return shared;
    }
    try {
      return Class.forName(name, false, platform);
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
    try {
      return Collections.list(platform.getResources(name)).stream()
          .<Resource>map(url -> new UrlResource(name, url))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
