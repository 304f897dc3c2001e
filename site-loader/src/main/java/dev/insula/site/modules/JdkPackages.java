package dev.insula.site.modules;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The packages of the JDK that a site sees through the platform class loader, as paths. A site's
 * own copy of one (an old xml-apis jar, for instance) must not come first: its classes would not be
 * those that the JDK's own code works with.
 */
final class JdkPackages {
  private final Set<String> paths;

  JdkPackages() {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    paths =
        ModuleLayer.boot().modules().stream()
            .filter(it -> it.getClassLoader() == null || platform.equals(it.getClassLoader()))
            .flatMap(it -> it.getPackages().stream())
            .map(it -> it.replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean contains(String path) {
    return paths.contains(path);
  }
}
