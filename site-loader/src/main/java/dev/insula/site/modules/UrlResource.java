package dev.insula.site.modules;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jboss.modules.Resource;

/** A resource that is read through its URL. */
record UrlResource(String name, URL url) implements Resource {
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
    return url.openStream();
  }

  @Override
  public long getSize() {
    try {
      return Math.max(0, url.openConnection().getContentLengthLong());
    } catch (IOException e) {
      return 0;
    }
  }
}
