package dev.insula.host.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A folder with a Django project and foreign configurations, and what was made of one of them. */
final class Imported {
  private final Path folder;
  private String text = "";

  Imported(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("mysite/mysite"));
    Files.createDirectories(folder.resolve("mysite/static"));
    Files.createDirectories(folder.resolve("venv/bin"));
    for (String file :
        new String[] {
          "venv/bin/python3",
          "mysite/static/robots.txt",
          "my site.wsgi",
          "mysite/mysite/__init__.py"
        }) {
      Files.writeString(folder.resolve(file), "");
    }
    Files.writeString(
        folder.resolve("mysite/mysite/wsgi.py"),
        """
        import os
        os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')
        os.environ['TZ'] = 'Asia/Tokyo'
        """);
  }

  /** Puts a fixture into the folder. */
  Path fixture(String resource, String name) throws IOException {
    try (InputStream in = Imported.class.getResourceAsStream(resource)) {
      String read =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      Path file = folder.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      return Files.writeString(file, read.replace("@FOLDER@", folder.toString()));
    }
  }

  Path fixture(String resource) throws IOException {
    return fixture(resource, resource);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Imported made(String manifest) {
    text = manifest;
    return this;
  }

  String text() {
    return text;
  }

  /** The manifest as its own reader understands it; fails with the problems if it is faulty. */
  Manifest manifest() throws IOException {
    Path file = Files.writeString(folder.resolve("imported.yaml"), text);
    return switch (ManifestReader.read(file)) {
      case Reading.Valid(Manifest manifest) -> manifest;
      case Reading.Invalid(var problems) -> throw new AssertionError(problems + "\n" + text);
    };
  }

  Site site(String name) throws IOException {
    return manifest().site(new SiteName(name)).orElseThrow(() -> new AssertionError(text));
  }

  /** A comment with this text, at this place, under this heading. */
  void tells(Note.Kind kind, String place, String part) {
    String heading = "";
    boolean found = false;
    for (String line : text.lines().toList()) {
      heading =
          line.startsWith("# ") && !line.startsWith("# - ") && line.endsWith(":")
              ? line.substring(2, line.length() - 1)
              : heading;
      found |= heading.equals(kind.heading()) && line.contains(place + ": ") && line.contains(part);
    }
    assertTrue(found, () -> "\"%s\" at %s in:\n%s".formatted(part, place, text));
  }

  void doesNotTell(String part) {
    assertFalse(
        text.lines().filter(line -> line.startsWith("#")).anyMatch(line -> line.contains(part)),
        text);
  }

  void has(String part) {
    assertTrue(text.contains(part), () -> part + " in:\n" + text);
  }

  void isWhole(String expected) {
    String manifest =
        String.join("\n", text.lines().filter(line -> !line.startsWith("#")).toList()) + "\n";
    assertEquals(expected.replace("@FOLDER@", folder.toString()), manifest);
  }
}
