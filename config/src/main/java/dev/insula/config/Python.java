package dev.insula.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What runs a WSGI site.
 *
 * @param executable the interpreter; by default the virtual environment's, else the system's
 * @param venv a virtual environment's folder
 */
public record Python(Server server, Optional<Path> executable, Optional<Path> venv) {
  /** The system's interpreter. */
  public static final Path SYSTEM = Path.of("/usr/bin/python3");

  /** The WSGI server whose protocol code serves the site. */
  public enum Server {
    /** Gunicorn's protocol code without its arbiter, with a thread per connection. */
    LEAN,
    /** Gunicorn with its arbiter and workers. */
    GUNICORN,
    /** The uWSGI program. */
    UWSGI;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Python defaults() {
    return new Python(Server.LEAN, Optional.empty(), Optional.empty());
  }

  /** The interpreter to start. */
  public Path interpreter() {
    return executable.or(() -> venv.map(folder -> folder.resolve("bin/python3"))).orElse(SYSTEM);
  }
}
