package dev.insula.spawner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs that stand between the spawner and a site, in the order in which they run. */
record Tools(Path shell, Path setsid, Path prlimit, Path setpriv, Path bubblewrap) {
  /** Where they may lie; only root can change what is there. */
  static final List<Path> SYSTEM = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  /**
   * Finds them.
   *
   * @throws IllegalStateException a sentence that says which package to install
   */
  static Tools find(List<Path> folders) {
    return new Tools(
        find(folders, "sh", "dash"),
        find(folders, "setsid", "util-linux"),
        find(folders, "prlimit", "util-linux"),
        find(folders, "setpriv", "util-linux"),
        find(folders, "bwrap", "bubblewrap"));
  }

  private static Path find(List<Path> folders, String program, String fromPackage) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "the program %s is missing. Type: sudo apt-get install %s"
                    .formatted(program, fromPackage)));
  }
}
