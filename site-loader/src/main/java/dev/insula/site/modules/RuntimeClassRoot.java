package dev.insula.site.modules;

import dev.insula.site.state.SiteRuntimeClasses;
import java.util.Collection;
import java.util.List;
import org.jboss.modules.AbstractResourceLoader;
import org.jboss.modules.ClassSpec;
import org.jspecify.annotations.Nullable;

/** The runtime classes, which each site's loader defines for itself. */
final class RuntimeClassRoot extends AbstractResourceLoader {
  static final String PATH = SiteRuntimeClasses.PACKAGE.replace('.', '/');

  private static final String SUFFIX = ".class";

  @Override
  public @Nullable ClassSpec getClassSpec(String fileName) {
    String name = fileName.substring(0, fileName.length() - SUFFIX.length()).replace('/', '.');
    if (!SiteRuntimeClasses.names().contains(name)) {
      return null;
    }
    ClassSpec spec = new ClassSpec();
    spec.setBytes(SiteRuntimeClasses.bytes(name));
    return spec;
  }

  @Override
  public Collection<String> getPaths() {
    return List.of(PATH);
  }
}
