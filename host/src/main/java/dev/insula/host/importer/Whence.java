package dev.insula.host.importer;

import java.nio.file.Path;

/**
 * Where something was written.
 *
 * @param line from 1; 0 for the file as a whole
 */
record Whence(Path file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line;
  }
}
