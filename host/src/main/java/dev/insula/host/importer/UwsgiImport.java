package dev.insula.host.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** From one configuration of uWSGI to one site. */
final class UwsgiImport {
  private final Path file;
  private final List<UwsgiOption> options;
  private final ManifestDraft draft;
  private final SiteDraft site;
  private final Notes notes;

  private UwsgiImport(Path file, List<UwsgiOption> options, ManifestDraft draft) {
    this.file = file;
    this.options = options;
    this.draft = draft;
    this.notes = draft.notes();
    this.site = draft.site(siteName());
  }

  static void into(ManifestDraft draft, Path file) throws IOException {
    new UwsgiImport(file, UwsgiReader.read(file, draft.notes()), draft).run();
  }

  private String siteName() {
    String name = new UwsgiMagic(file).fill("%n");
    return name.equals("uwsgi") ? new UwsgiMagic(file).fill("%c") : name;
  }

  private void run() {
    Path directory = last("chdir", "chdir2").map(option -> path(option.value())).orElse(folder());
    site.set("directory", directory);
    site.path(directory);
    all("pythonpath", "python-path", "pp")
        .forEach(option -> site.path(directory.resolve(option.value()).normalize()));
    site.set("processes", count("processes", "workers", "p").orElse(1));
    site.set("threads", count("threads").orElse(1));
    application(directory);
    options.forEach(this::carry);
    tellOfThreads();
    if (!site.hasApplication()) {
      notes.lost(
          new Whence(file, 0), "neither module nor wsgi-file is set, so there is nothing to run");
      draft.remove(site);
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private Path path(String value) {
    return folder().resolve(value).normalize();
  }

  private List<UwsgiOption> all(String... keys) {
    List<String> wanted = List.of(keys);
    return options.stream().filter(option -> wanted.contains(option.key())).toList();
  }

  private Optional<UwsgiOption> last(String... keys) {
    List<UwsgiOption> found = all(keys);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  private OptionalInt count(String... keys) {
    OptionalInt found =
        last(keys).map(option -> Amounts.count(option.value())).orElse(OptionalInt.empty());
    return found.isPresent() && found.getAsInt() == 0 ? OptionalInt.empty() : found;
  }

  private List<Path> searchPath() {
    List<Path> folders = new ArrayList<>();
    if (site.tree().get("path") instanceof List<?> named) {
      named.forEach(folder -> folders.add(Path.of(folder.toString())));
    }
    return folders;
  }

  private void application(Path directory) {
    String callable = last("callable").map(UwsgiOption::value).orElse("application");
    last("module", "wsgi", "w").ifPresent(module -> module(module.value(), callable));
    last("wsgi-file", "file")
        .ifPresent(script -> script(directory.resolve(script.value()).normalize(), callable));
    all("mount").stream()
        .map(UwsgiOption::entry)
        .sorted(Comparator.comparing(mount -> !mount.key().equals("/")))
        .forEach(mount -> mount(mount, directory, callable));
  }

  private void module(String value, String callable) {
    site.set("wsgi", value.contains(":") ? value : value + ":" + callable);
    String module = value.replaceFirst(":.*", "");
    PythonFiles.fileOf(module, searchPath()).ifPresent(this::inspect);
  }

  private void script(Path script, String callable) {
    site.set("wsgi", PythonFiles.reference(script, searchPath(), callable));
    inspect(script);
  }

  private void inspect(Path script) {
    PythonFiles.inspect(script, notes);
    if (!site.has("settings")) {
      PythonFiles.defaultSettings(script).ifPresent(settings -> site.set("settings", settings));
    }
  }

  /** {@code /path=FILE.py}, {@code /path=MODULE} or {@code /path=MODULE:CALLABLE}. */
  private void mount(UwsgiOption mount, Path directory, String callable) {
    String target = mount.value();
    boolean isFile = target.contains("/") || target.endsWith(".py") || target.endsWith(".wsgi");
    String wsgi =
        isFile
            ? PythonFiles.reference(directory.resolve(target).normalize(), searchPath(), callable)
            : target.contains(":") ? target : target + ":" + callable;
    String url = "/" + mount.key().replaceAll("^/+|/+$", "");
    if (!site.has("wsgi")) {
      site.set("wsgi", wsgi);
      if (!url.equals("/")) {
        site.onlyBelow(url, mount.at());
      }
    }
    if (!url.equals("/")) {
      site.put("mounts", url, Map.of("wsgi", wsgi));
    }
  }

  private void carry(UwsgiOption option) {
    switch (option.key()) {
      case "env" -> environment(option.entry());
      case "uid" -> site.set("user", option.value());
      case "gid" -> group(option);
      case "home", "virtualenv", "venv", "h", "pyhome" ->
          site.put("python", "venv", path(option.value()));
      case "static-map", "static-map2" -> staticMap(option.entry());
      case "harakiri" -> harakiri(option);
      case "limit-as" -> notes.trap(option.at(), Amounts.ADDRESS_SPACE.formatted("limit-as"));
      case "max-requests" -> put("recycle", "requests", option);
      case "max-worker-lifetime" -> seconds("recycle", "after", option);
      case "reload-on-rss", "evil-reload-on-rss" ->
          Amounts.bytes(option.value(), 1 << 20)
              .ifPresent(size -> site.put("recycle", "memory", size));
      case "limit-post" ->
          Amounts.bytes(option.value(), 1).ifPresent(size -> site.put("limits", "body", size));
      case "worker-reload-mercy", "reload-mercy" -> seconds("timeouts", "drain", option);
      case "http", "http-socket", "https", "socket", "uwsgi-socket", "http11-socket", "s" ->
          UwsgiSockets.carry(option, draft);
      default -> UwsgiLeftovers.tell(option, notes);
    }
  }

  private void environment(UwsgiOption variable) {
    if (variable.key().equals("DJANGO_SETTINGS_MODULE")) {
      site.set("settings", variable.value());
    } else {
      site.put("env", variable.key(), variable.value());
    }
  }

  private void group(UwsgiOption option) {
    if (last("uid").filter(user -> user.value().equals(option.value())).isEmpty()) {
      notes.lost(option.at(), "gid = " + option.value() + ": a site has the groups of its user");
    }
  }

  private void staticMap(UwsgiOption map) {
    Path place = path(map.value());
    site.put("static", StaticPaths.key(map.key(), place), place);
  }

  private void harakiri(UwsgiOption option) {
    seconds("timeouts", "request", option);
    notes.trap(
        option.at(),
        "harakiri killed the worker without any answer to the client, and every other request of its threads with it; timeouts.request answers 504 and replaces the process after the others have ended");
  }

  private void seconds(String map, String entry, UwsgiOption option) {
    Amounts.count(option.value())
        .ifPresentOrElse(
            seconds -> site.put(map, entry, seconds + "s"),
            () -> notes.lost(option.at(), option.key() + " = " + option.value() + " is no number"));
  }

  private void put(String map, String entry, UwsgiOption option) {
    Amounts.count(option.value()).ifPresent(count -> site.put(map, entry, count));
  }

  private void tellOfThreads() {
    boolean hasThreads =
        last("enable-threads").filter(UwsgiOption::isOn).isPresent()
            || count("threads").orElse(1) > 1;
    if (!hasThreads) {
      notes.trap(
          new Whence(file, 0),
          "without enable-threads and threads, threads that the application starts never ran; here they do");
    }
  }
}
