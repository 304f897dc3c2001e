package dev.insula.site.modules;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes jars for test sites. */
final class JarMaker {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  JarMaker() {
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
  }

  JarMaker manifest(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  JarMaker entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Adds all files of a folder below a path inside the jar. */
  JarMaker folder(String below, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = below + folder.relativize(file);
        if (Files.isDirectory(file)) {
          if (!name.isEmpty()) {
            entries.putIfAbsent(name.endsWith("/") ? name : name + "/", new byte[0]);
          }
        } else {
          entries.put(name, Files.readAllBytes(file));
        }
      }
    }
    return this;
  }

  Path to(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return file;
  }
}
