package dev.insula.host.dev;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Python;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.importer.PythonFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a site of what lies at a path: a Django project, a WSGI module's file, Java classes, a WAR.
 */
public final class Project {
  private static final Pattern CALLABLE =
      Pattern.compile("^(?:def |class )?(application|app)\\b\\s*[=(:]", Pattern.MULTILINE);

  private Project() {}

  /**
   * The site.
   *
   * @param java the class, {@code CLASS} or {@code CLASS::METHOD}, of a folder or jar of classes
   * @throws IOException with a sentence, if nothing there can be run
   */
  public static Site at(Path path, Optional<String> java) throws IOException {
    Path place = path.toAbsolutePath().normalize();
    if (!Files.exists(place)) {
      throw new IOException(path + " does not exist");
    }
    if (java.isPresent()) {
      return java(place, java.get());
    }
    if (Files.isDirectory(place)) {
      return django(place);
    }
    return place.toString().endsWith(".war") ? war(place) : wsgi(place);
  }

  private static SiteName name(Path place) {
    String text =
        String.valueOf(place.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceFirst("\\.[a-z]+$", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return new SiteName(SiteName.isValid(text) ? text : "site");
  }

  private static Site django(Path folder) throws IOException {
    Path manage = folder.resolve("manage.py");
    if (!Files.isRegularFile(manage)) {
      throw new IOException(
          folder
              + " holds no manage.py; name a Django project, a WSGI module's file, a .war, or classes with --java CLASS");
    }
    String settings =
        PythonFiles.defaultSettings(manage)
            .orElseThrow(() -> new IOException(manage + " does not say DJANGO_SETTINGS_MODULE"));
    return Site.builder(name(folder), new Application.WsgiDjango(), folder)
        .path(List.of(folder))
        .settings(settings)
        .python(python(folder))
        .build();
  }

  private static Site wsgi(Path file) throws IOException {
    Path folder = folderOf(file);
    Matcher found = CALLABLE.matcher(Files.readString(file, StandardCharsets.UTF_8));
    String attribute = found.find() ? found.group(1) : "application";
    return Site.builder(name(file), new Application.Wsgi(file.toString(), attribute, false), folder)
        .path(List.of(folder))
        .python(python(folder))
        .build();
  }

  private static Site war(Path file) {
    return Site.builder(name(file), new Application.War(file, false), folderOf(file))
        .isolation(Isolation.CLASSLOADER)
        .build();
  }

  private static Site java(Path classes, String text) {
    int colons = text.indexOf("::");
    var application =
        new Application.JavaObject(
            colons < 0 ? text : text.substring(0, colons),
            colons < 0 ? Optional.empty() : Optional.of(text.substring(colons + 2)));
    String simple = application.className().substring(application.className().lastIndexOf('.') + 1);
    return Site.builder(name(Path.of(simple)), application, folderOf(classes))
        .path(List.of(classes))
        .isolation(Isolation.CLASSLOADER)
        .build();
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** The virtual environment that lies in the project, if one does. */
  private static Python python(Path folder) {
    for (String name : List.of(".venv", "venv")) {
      Path venv = folder.resolve(name);
      if (Files.exists(venv.resolve("bin/python3"))) {
        return new Python(Python.Server.LEAN, Optional.empty(), Optional.of(venv));
      }
    }
    return Python.defaults();
  }
}
