package dev.insula.site.modules;

import java.nio.file.Path;

/** One place that classes and resources are loaded from. */
sealed interface ClassPathRoot {
  /** A folder of class files and resources. */
  record Folder(Path path) implements ClassPathRoot {}

  /**
   * A jar.
   *
   * @param inside the folder inside the jar that classes are in; empty for the jar's top
   */
  record Jar(Path path, String inside) implements ClassPathRoot {}
}
