package dev.insula.host.importer;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code Alias} and {@code DocumentRoot}: files that the front serves. */
final class ApacheFolders {
  private final ApacheHost host;

  ApacheFolders(ApacheHost host) {
    this.host = host;
  }

  void alias(ApacheDirective alias) {
    Path place = host.file(alias.argument(1));
    String url = alias.argument(0);
    String key = StaticPaths.key(url, place);
    host.serves(url, place);
    if (host.site().isProgram() || host.site().hasApplication()) {
      if (!host.site().has("static", key)) {
        host.site().put("static", key, place);
      }
    } else if (url.equals("/") && Files.isDirectory(place)) {
      host.site().set("static", place.toString());
    } else {
      host.notes().lost(alias.at(), "Alias " + url + ": no application object has this host");
    }
  }

  void documentRoot(ApacheDirective root) {
    Path folder = host.file(root.argument(0));
    if (!host.site().hasApplication()) {
      host.serves("/", folder);
      host.site().set("static", folder.toString());
    } else if (host.urlsOf(Path.of("/")).noneMatch("/"::equals)) {
      host.notes()
          .lost(
              root.at(),
              "DocumentRoot "
                  + folder
                  + ": the application answers what no other path does; serve the folder as a site of its own, or its files under static:");
    }
  }
}
