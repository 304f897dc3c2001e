package dev.insula.config.read;

import dev.insula.config.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with everything that the manifests of these tests name. */
final class ManifestFolder {
  private final Path folder;

  /** The folder that the tests run in, as long as there is no better one. */
  ManifestFolder() {
    this.folder = Path.of("");
  }

  ManifestFolder(Path folder) throws IOException {
    this.folder = folder;
    for (String directory : List.of("app/static", "venv/bin", "tls", "secrets", "sites.d/app")) {
      Files.createDirectories(folder.resolve(directory));
    }
    Files.delete(folder.resolve("sites.d/app"));
    for (String file :
        List.of("app.jar", "venv/bin/python3", "tls/site.pem", "tls/site.key", "secrets/db")) {
      Files.writeString(folder.resolve(file), "");
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path write(String name, String content) throws IOException {
    return Files.writeString(file(name), content);
  }

  /** What comes of a manifest in this folder, every feature taken as built in. */
  Reading readAllFeatures(String manifest) {
    byte[] content = manifest.getBytes(StandardCharsets.UTF_8);
    return new Session(file("insula.yaml")).readContent(content);
  }

  Reading read(String manifest) {
    byte[] content = manifest.getBytes(StandardCharsets.UTF_8);
    return ManifestReader.read(file("insula.yaml"), content);
  }

  Manifest valid(String manifest) {
    return valid(readAllFeatures(manifest));
  }

  static Manifest valid(Reading reading) {
    return switch (reading) {
      case Reading.Valid(Manifest manifest) -> manifest;
      case Reading.Invalid invalid -> throw new AssertionError(invalid.problems().toString());
    };
  }

  /** The problems as they are printed, with the folder's own name left out. */
  List<String> problems(Reading reading) {
    return switch (reading) {
      case Reading.Valid valid -> List.of();
      case Reading.Invalid invalid ->
          invalid.problems().list().stream()
              .map(problem -> problem.toString().replace(folder.toString(), "FOLDER"))
              .toList();
    };
  }
}
