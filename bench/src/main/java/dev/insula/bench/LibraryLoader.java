package dev.insula.bench;

import dev.insula.site.state.SiteRuntimeClasses;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;

/** A loader of a library's classes whose bytes go through a function, as a site's loader does. */
final class LibraryLoader extends ClassLoader implements Closeable {
  private final Library library;
  private final UnaryOperator<byte[]> way;
  private final Map<String, JarFile> open = new HashMap<>();
  private final List<Class<?>> loaded = new ArrayList<>();

  LibraryLoader(Library library, UnaryOperator<byte[]> way) throws IOException {
    super(ClassLoader.getPlatformClassLoader());
    this.library = library;
    this.way = way;
    for (String jar : library.jarOfClass().values()) {
      if (!open.containsKey(jar)) {
        open.put(jar, new JarFile(jar));
      }
    }
  }

  /** Loads every class, without linking; the number of those whose superclasses are there. */
  int loadAll() {
    int missing = 0;
    for (String name : library.jarOfClass().keySet()) {
      try {
        loaded.add(Class.forName(name, false, this));
      } catch (ClassNotFoundException | LinkageError e) {
        missing++; // a superclass is from a library that is not there
      }
    }
    return library.jarOfClass().size() - missing;
  }

  /** Links the loaded classes; the number that the JVM's verifier refuses. */
  int countVerifyErrors() {
    int errors = 0;
    int methods = 0;
    for (Class<?> type : loaded) {
      try {
        methods += type.getDeclaredMethods().length; // links
      } catch (VerifyError e) {
        errors++;
      } catch (LinkageError e) {
        methods++; // a parameter's type is from a library that is not there
      }
    }
    return methods == 0 ? loaded.size() : errors;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SiteRuntimeClasses.names().contains(name)) {
      byte[] bytes = SiteRuntimeClasses.bytes(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
    if (SiteRuntimeClasses.hostClasses().contains(name)) {
      return Class.forName(name, false, LibraryLoader.class.getClassLoader());
    }
    String jar = library.jarOfClass().get(name);
    JarFile file = jar == null ? null : open.get(jar);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in =
        file.getInputStream(file.getJarEntry(name.replace('.', '/') + ".class"))) {
      byte[] bytes = way.apply(in.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public void close() throws IOException {
    for (JarFile file : open.values()) {
      file.close();
    }
  }
}
