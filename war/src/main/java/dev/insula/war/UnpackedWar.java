package dev.insula.war;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A web archive as a folder, which each start of a site has for itself. */
final class UnpackedWar {
  private UnpackedWar() {}

  /**
   * Unpacks an archive; a folder is taken as it is.
   *
   * @throws IOException if it cannot be read, or holds a name that leads out of the folder
   */
  static Path of(Path war, Path folder) throws IOException {
    if (Files.isDirectory(war)) {
      return war;
    }
    Files.createDirectories(folder);
    try (ZipFile archive = new ZipFile(war.toFile())) {
      Enumeration<? extends ZipEntry> entries = archive.entries();
      while (entries.hasMoreElements()) {
        unpack(archive, entries.nextElement(), folder);
      }
    }
    return folder;
  }

  private static void unpack(ZipFile archive, ZipEntry entry, Path folder) throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException(
          archive.getName() + " holds \"" + entry.getName() + "\", which leads out of it");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    try (InputStream in = archive.getInputStream(entry)) {
      Files.copy(in, target);
    }
    if (entry.getLastModifiedTime() != null) {
      Files.setLastModifiedTime(target, entry.getLastModifiedTime());
    }
  }
}
