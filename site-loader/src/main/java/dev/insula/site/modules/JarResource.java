package dev.insula.site.modules;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jboss.modules.Resource;

/** A resource that is read from the site's own open jar. */
record JarResource(String name, URL url, JarFile file, JarEntry entry) implements Resource {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public InputStream openStream() throws IOException {
    return file.getInputStream(entry);
  }

  @Override
  public long getSize() {
    return Math.max(0, entry.getSize());
  }
}
