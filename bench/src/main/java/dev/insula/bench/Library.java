package dev.insula.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The classes of some jars.
 *
 * @param jarOfClass the path of the jar, by binary class name; the first jar wins
 */
record Library(Map<String, String> jarOfClass) {
  Library {
    jarOfClass = Map.copyOf(jarOfClass);
  }

  static Library ofClassPath() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar") && !entry.contains("insula")) {
        jars.add(entry);
      }
    }
    return ofJars(jars);
  }

  static Library ofJars(List<String> jars) throws IOException {
    Map<String, String> classes = new LinkedHashMap<>();
    for (String jar : jars) {
      try (JarFile file = new JarFile(jar)) {
        file.stream()
            .map(JarEntry::getName)
            .filter(name -> name.endsWith(".class"))
            .filter(name -> !name.startsWith("META-INF/") && !name.endsWith("-info.class"))
            .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
            .forEach(name -> classes.putIfAbsent(name, jar));
      }
    }
    return new Library(classes);
  }

  List<byte[]> contents() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String jar : jarOfClass.values().stream().distinct().toList()) {
      try (JarFile file = new JarFile(jar)) {
        for (JarEntry entry : file.stream().toList()) {
          if (entry.getName().endsWith(".class")) {
            try (InputStream in = file.getInputStream(entry)) {
              contents.add(in.readAllBytes());
            }
          }
        }
      }
    }
    return contents;
  }
}
