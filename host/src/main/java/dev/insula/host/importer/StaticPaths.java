package dev.insula.host.importer;

import java.nio.file.Files;
import java.nio.file.Path;

/** How the manifest writes the path of static files. */
final class StaticPaths {
  private StaticPaths() {}

  /** With a slash at its end for a folder, without one for a single file. */
  static String key(String url, Path place) {
    String bare = "/" + url.replaceAll("^/+|/+$", "");
    boolean isFile =
        Files.isRegularFile(place)
            || (!Files.exists(place) && !url.endsWith("/") && hasExtension(place));
    return isFile || bare.equals("/") ? bare : bare + "/";
  }

  private static boolean hasExtension(Path place) {
    String name = String.valueOf(place.getFileName());
    return name.lastIndexOf('.') > 0;
  }
}
