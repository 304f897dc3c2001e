package dev.insula.site.state;

import dev.insula.site.patch.ClassPatcher;
import dev.insula.site.patch.ProcessWideTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;

/**
 * The least that a site's loader has to do: define the runtime classes itself, hand the host's
 * state classes through, patch every other class. With the patch off it is the collision's twin.
 */
final class BareSiteLoader extends URLClassLoader {
  private static final ClassPatcher PATCHER = new ClassPatcher(ProcessWideTable.standard());
  private static final Set<String> OWN = SiteRuntimeClasses.names();
  private static final Set<String> HOST = SiteRuntimeClasses.hostClasses();

  private final boolean patching;

  BareSiteLoader(URL[] roots, boolean patching) {
    super(roots, ClassLoader.getPlatformClassLoader());
    this.patching = patching;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (HOST.contains(name)) {
      return Class.forName(name, false, BareSiteLoader.class.getClassLoader());
    }
    byte[] bytes = OWN.contains(name) ? SiteRuntimeClasses.bytes(name) : bytes(name);
    if (patching) {
      bytes = PATCHER.patch(name, bytes);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    URL resource = findResource(name.replace('.', '/') + ".class");
    if (resource == null || name.startsWith("dev.insula.site.")) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = resource.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
