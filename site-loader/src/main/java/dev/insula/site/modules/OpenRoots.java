package dev.insula.site.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jboss.modules.ClassSpec;
import org.jboss.modules.IterableResourceLoader;
import org.jboss.modules.ResourceLoader;
import org.jboss.modules.ResourceLoaders;

/**
 * A site's class path, its jars open. Sites that bring the same file share its descriptor and
 * index, as the JDK keeps one per file.
 */
final class OpenRoots implements AutoCloseable {
  private final List<ResourceLoader> loaders = new ArrayList<>();
  private final List<JarFile> jars = new ArrayList<>();

  private OpenRoots() {}

  /** Opens all roots or none. */
  static OpenRoots open(List<ClassPathRoot> roots) throws ClassPathException {
    OpenRoots opened = new OpenRoots();
    try {
      for (ClassPathRoot root : roots) {
        opened.loaders.add(
            switch (root) {
              case ClassPathRoot.Folder(Path path) ->
                  ResourceLoaders.createPathResourceLoader(path);
              case ClassPathRoot.Jar(Path path, String inside) -> opened.jar(path, inside);
            });
      }
      return opened;
    } catch (ClassPathException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private ResourceLoader jar(Path path, String inside) throws ClassPathException {
    try {
      JarFile file = new JarFile(path.toFile(), true, ZipFile.OPEN_READ, Runtime.version());
      jars.add(file);
      IterableResourceLoader classes =
          inside.isEmpty()
              ? ResourceLoaders.createJarResourceLoader(file)
              : ResourceLoaders.createJarResourceLoader(file, inside);
      return new JarRoot(classes, file, path, inside);
    } catch (IOException e) {
      throw new ClassPathException(path + " cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  List<ResourceLoader> loaders() {
    return List.copyOf(loaders);
  }

  /** The class file of a class by its internal name, such as {@code com/acme/Shop}. */
  Optional<byte[]> classFile(String internalName) {
    for (ResourceLoader loader : loaders) {
      try {
        ClassSpec found = loader.getClassSpec(internalName + ".class");
        if (found != null) {
          return Optional.of(found.getBytes());
        }
      } catch (IOException unreadable) {
        // the same error is told when the class is loaded
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    for (JarFile jar : jars) {
      try {
        jar.close();
      } catch (IOException e) {
        // a jar that was only read has nothing to lose
      }
    }
  }
}
