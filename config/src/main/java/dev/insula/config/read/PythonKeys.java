package dev.insula.config.read;

import dev.insula.config.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of {@code python}. */
final class PythonKeys {
  static final Key<Python.Server> SERVER = Key.of("server", Scalars.choice(Python.Server.class));
  static final Key<Path> EXECUTABLE = Key.of("executable", Paths.file());
  static final Key<Path> VENV = Key.of("venv", virtualEnvironment());

  static final KeyTable TABLE =
      new KeyTable("sites.*.python", "python", List.of(SERVER, EXECUTABLE, VENV));

  private PythonKeys() {}

  static Python read(Section python) {
    Optional<Path> executable = python.find(EXECUTABLE);
    Optional<Path> venv = python.find(VENV);
    if (executable.isEmpty() && venv.isEmpty()) {
      python.get(EXECUTABLE, Python.SYSTEM);
    }
    return new Python(python.get(SERVER, Python.defaults().server()), executable, venv);
  }

  private static Type<Path> virtualEnvironment() {
    Type<Path> folder = Paths.folder();
    return (node, report) ->
        folder.read(node, report).filter(path -> hasInterpreter(node, path, report));
  }

  private static boolean hasInterpreter(Node node, Path folder, Report report) {
    boolean isMissing = Files.notExists(folder.resolve("bin/python3"));
    if (isMissing) {
      report.add(
          node.spot(),
          (" is " + Shown.value(node) + ", which has no bin/python3")
              + "; make it a virtual environment: python3 -m venv "
              + Shown.path(folder.toString()));
    }
    return !isMissing;
  }
}
