package dev.insula.site.patch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The class files of the runtime classes, as the host's own jar holds them. */
public final class RuntimeClassFiles {
  /** The package of the runtime classes, with dots. */
  public static final String PACKAGE = "dev.insula.site.rt";

  /** The binary names of the runtime classes. */
  public static final List<String> NAMES =
      List.of(
              "Own",
              "SiteBundles",
              "SiteCalendars",
              "SiteDates",
              "SiteFile",
              "SiteFileChanges",
              "SiteFileStreams",
              "SiteFileTargets",
              "SiteFileTrees",
              "SiteFiles",
              "SiteFormatters",
              "SiteHandles",
              "SiteJdbc",
              "SiteJmx",
              "SiteJul",
              "SiteLibraries",
              "SiteLocale",
              "SiteNet",
              "SiteNumbers",
              "SitePaths",
              "SitePlatform",
              "SitePreferences",
              "SiteProcesses",
              "SiteReflect",
              "SiteRuntime",
              "SiteScanners",
              "SiteSecurity",
              "SiteSockets",
              "SiteSqlDates",
              "SiteStreams",
              "SiteSystem",
              "SiteText",
              "SiteThreads",
              "SiteTime",
              "SiteUrls")
          .stream()
          .map(name -> PACKAGE + "." + name)
          .toList();

  private RuntimeClassFiles() {}

  /**
   * The class file of one of {@link #NAMES}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static byte[] bytes(String name) {
    byte[] file = Files.BY_NAME.get(name);
    if (file == null) {
      throw new IllegalArgumentException(name + " is not a runtime class of a site.");
    }
    return file.clone();
  }

  /** Read once: every site's loader asks for them. */
  private static final class Files {
    static final Map<String, byte[]> BY_NAME =
        NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, Files::read));

    private static byte[] read(String name) {
      String resource = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = RuntimeClassFiles.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("The host's own jar has no " + resource + ".");
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("The host's own class " + name + " cannot be read.", e);
      }
    }
  }

  /** The binary names of the classes of a package that the runtime classes name. */
  public static Set<String> referredTo(String packageName) {
    String internal = packageName.replace('.', '/') + "/";
    Set<String> names = new TreeSet<>();
    for (byte[] file : Files.BY_NAME.values()) {
      ConstantPool pool = new ConstantPool(file);
      for (int i = 1; i < pool.count(); i++) {
        String name = pool.tag(i) == ConstantPool.CLASS ? pool.text(pool.className(i)) : "";
        if (name.startsWith(internal)) {
          names.add(name.replace('/', '.'));
        }
      }
    }
    return Collections.unmodifiableSet(names);
  }
}
