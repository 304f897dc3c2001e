package dev.insula.host.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a unit file, a configuration file or a command line of gunicorn to one site. */
final class GunicornImport {
  private static final Whence COMMAND_LINE = new Whence(Path.of("command line"), 0);

  private final ManifestDraft draft;
  private final Notes notes;
  private Path directory;
  private Optional<Path> program = Optional.empty();
  private final Map<String, String> environment = new LinkedHashMap<>();

  private GunicornImport(ManifestDraft draft, Path directory) {
    this.draft = draft;
    this.notes = draft.notes();
    this.directory = directory;
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** A file whose name ends in {@code .py} is a configuration, any other one a unit. */
  static void file(ManifestDraft draft, Path file) throws IOException {
    var run = new GunicornImport(draft, folderOf(file));
    if (file.toString().endsWith(".py")) {
      run.site("", GunicornFile.read(file, draft.notes()));
    } else {
      run.unit(file);
    }
  }

  /** The words of a command line, with or without the program's name in front. */
  static void command(ManifestDraft draft, List<String> words, Path here) throws IOException {
    var run = new GunicornImport(draft, here);
    run.site("", run.options(run.arguments(words), COMMAND_LINE));
  }

  private void unit(Path file) throws IOException {
    SystemdUnit unit = SystemdUnit.read(file);
    environment.putAll(unit.environment(notes));
    unit.last("WorkingDirectory")
        .ifPresent(entry -> directory = Path.of(entry.value().replaceFirst("^-", "")).normalize());
    Optional<SystemdUnit.Entry> start = unit.last("ExecStart");
    if (start.isEmpty()) {
      notes.lost(new Whence(file, 0), "a unit without ExecStart starts nothing");
      return;
    }
    List<String> words =
        ShellWords.of(start.get().value().replaceFirst("^[-@:+!|]+", "")).stream()
            .map(word -> ShellWords.expanded(word, environment))
            .toList();
    List<GunicornOption> options = options(arguments(words), start.get().at());
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.service$", "");
    SiteDraft site = site(name.equals("gunicorn") ? "" : name, options);
    new SystemdSettings(site, notes).carry(unit);
  }

  /** Gunicorn's own arguments; what stands before its name says where it lies. */
  private List<String> arguments(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("gunicorn") || words.get(i).endsWith("/gunicorn")) {
        boolean isModule = i > 1 && words.get(i - 1).equals("-m");
        String path = isModule ? words.get(i - 2) : words.get(i);
        program = path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
        return words.subList(i + 1, words.size());
      }
    }
    return words;
  }

  /** The file's settings first: those of the command line win. */
  private List<GunicornOption> options(List<String> words, Whence at) throws IOException {
    List<GunicornOption> command = GunicornCommand.read(words, at);
    Path start = last(command, "chdir").map(o -> directory.resolve(o.value())).orElse(directory);
    Path config =
        start.resolve(
            last(command, "config")
                .map(GunicornOption::value)
                .orElse("gunicorn.conf.py")
                .replaceFirst("^file:", ""));
    List<GunicornOption> all = new ArrayList<>();
    if (Files.isRegularFile(config)) {
      all.addAll(GunicornFile.read(config.normalize(), notes));
    } else {
      last(command, "config")
          .ifPresent(o -> notes.lost(o.at(), "the configuration " + config + " is not there"));
    }
    all.addAll(
        GunicornCommand.read(ShellWords.of(environment.getOrDefault("GUNICORN_CMD_ARGS", "")), at));
    all.addAll(command);
    return all;
  }

  static Optional<GunicornOption> last(List<GunicornOption> options, String name) {
    return options.stream().filter(o -> o.name().equals(name)).reduce((_, later) -> later);
  }

  private SiteDraft site(String suggested, List<GunicornOption> options) {
    String application = last(options, "wsgi_app").map(GunicornOption::value).orElse("");
    String module = application.replaceFirst("[.:].*", "");
    SiteDraft site = draft.site(suggested.isEmpty() ? module : suggested);
    new GunicornSettings(site, draft, options).carry(directory, environment);
    program
        .map(path -> folderOf(folderOf(path)))
        .filter(venv ->
            Files.exists(venv.resolve("pyvenv.cfg")) || Files.exists(venv.resolve("bin/activate")))
        .ifPresent(venv -> site.put("python", "venv", venv));
    if (!site.hasApplication()) {
      notes.lost(COMMAND_LINE, "no application is named, so there is nothing to run");
      draft.remove(site);
    }
    return site;
  }
}
