package dev.insula.host.hop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a site saw of its requests, in a file that outlives it and its successors add to. */
record SiteView(Path file) {
  static SiteView beside(Path socket) {
    return new SiteView(socket.resolveSibling("seen"));
  }

  void note(String what, String path) throws IOException {
    Files.writeString(
        file, what + " " + path + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read what the site saw", e);
    }
  }

  void await(String line) {
    Await.until("the site notes " + line, () -> lines().contains(line));
  }
}
