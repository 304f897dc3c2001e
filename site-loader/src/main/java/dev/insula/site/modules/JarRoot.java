package dev.insula.site.modules;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jboss.modules.AbstractResourceLoader;
import org.jboss.modules.ClassSpec;
import org.jboss.modules.IterableResourceLoader;
import org.jboss.modules.PackageSpec;
import org.jboss.modules.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A jar, or a folder inside one. Classes are read as JBoss Modules does; resources are not, as it
 * opens the jar once more for each and leaves that to the garbage collector. In a multi-release jar
 * the packages that only newer versions have are added, and URLs are read in this Java's version.
 */
final class JarRoot extends AbstractResourceLoader implements IterableResourceLoader {
  private static final String VERSIONS = "META-INF/versions/";

  /** The fragment by which the JDK's own loader asks a jar URL for this Java's version. */
  private static final String THIS_VERSION = "runtime";

  private final IterableResourceLoader classes;
  private final JarFile file;
  private final String place;
  private final String inside;

  /** The jar at a path, opened. */
  JarRoot(IterableResourceLoader classes, JarFile file, Path path, String inside) {
    this.classes = classes;
    this.file = file;
    this.place = "jar:" + path.toUri() + "!";
    this.inside = inside;
  }

  @Override
  public @Nullable ClassSpec getClassSpec(String fileName) throws IOException {
    return classes.getClassSpec(fileName);
  }

  @Override
  public @Nullable PackageSpec getPackageSpec(String name) throws IOException {
    return classes.getPackageSpec(name);
  }

  @Override
  public @Nullable Resource getResource(String name) {
    JarEntry entry = file.getJarEntry(inside + name);
    return entry == null ? null : new JarResource(name, url(inside + name), file, entry);
  }

  private URL url(String name) {
    try {
      String fragment = file.isMultiRelease() ? THIS_VERSION : null;
      return URI.create(place + new URI(null, null, "/" + name, fragment).toASCIIString()).toURL();
    } catch (URISyntaxException | MalformedURLException e) {
      throw new IllegalStateException("Every name can be part of a jar URL.", e);
    }
  }

  @Override
  public Collection<String> getPaths() {
    return file.isMultiRelease() && inside.isEmpty() ? pathsOfAllVersions() : classes.getPaths();
  }

  private Set<String> pathsOfAllVersions() {
    Set<String> newer =
        file.versionedStream()
            .map(JarEntry::getName)
            .filter(it -> it.lastIndexOf('/') > 0 && !it.startsWith(VERSIONS))
            .map(it -> it.substring(0, it.lastIndexOf('/')))
            .collect(Collectors.toSet());
    Set<String> all = new HashSet<>(classes.getPaths());
    all.addAll(newer);
    return all;
  }

  @Override
  public URI getLocation() {
    return classes.getLocation();
  }

  @Override
  public Iterator<Resource> iterateResources(String startPath, boolean recursive) {
    return classes.iterateResources(startPath, recursive);
  }
}
