package dev.insula.host.command;

import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.importer.Imports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description =
        "Prints a manifest made from another server's configuration, and behind it, as comments,"
            + " what could not be carried over and which traps were found.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ImportCommand.Apache.class,
      ImportCommand.Uwsgi.class,
      ImportCommand.Gunicorn.class,
      ImportCommand.NginxUnit.class
    })
final class ImportCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "the kind of configuration is missing");
  }

  /** A kind of configuration. */
  abstract static class Kind implements Callable<Integer> {
    abstract String text() throws IOException;

    @Override
    public Integer call() {
      try {
        System.out.print(text());
        System.out.flush();
        return ExitCode.FINE.status();
      } catch (NoSuchFileException e) {
        throw new Fault(ExitCode.FAILED, e.getFile() + " does not exist");
      } catch (IOException e) {
        throw new Fault(ExitCode.FAILED, "the configuration cannot be read: " + e.getMessage());
      }
    }
  }

  @Command(
      name = "apache",
      description = "Apache's httpd with mod_wsgi; what the files include is read, too.",
      mixinStandardHelpOptions = true)
  static final class Apache extends Kind {
    @Parameters(
        arity = "1..*",
        paramLabel = "FILE",
        description = "Such as a file of sites-enabled.")
    private List<Path> files = List.of();

    @Override
    String text() throws IOException {
      return Imports.apache(files);
    }
  }

  @Command(
      name = "uwsgi",
      description = "uWSGI's ini, XML or YAML files; each is a site.",
      mixinStandardHelpOptions = true)
  static final class Uwsgi extends Kind {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Such as an Emperor's vassals.")
    private List<Path> files = List.of();

    @Override
    String text() throws IOException {
      return Imports.uwsgi(files);
    }
  }

  @Command(
      name = "gunicorn",
      description = "A unit file or gunicorn.conf.py, or a command line behind \"--\".",
      mixinStandardHelpOptions = true)
  static final class Gunicorn extends Kind {
    @Parameters(
        arity = "1..*",
        paramLabel = "FILE-OR-COMMAND",
        description = "Such as gunicorn.service, or -- gunicorn -w 3 shop.wsgi.")
    private List<String> words = List.of();

    @Override
    String text() throws IOException {
      Path first = Path.of(words.getFirst());
      return words.size() == 1 && Files.isRegularFile(first)
          ? Imports.gunicorn(first)
          : Imports.gunicornCommand(words, Path.of(""));
    }
  }

  @Command(
      name = "nginx-unit",
      description = "NGINX Unit's configuration, as its control API gives it.",
      mixinStandardHelpOptions = true)
  static final class NginxUnit extends Kind {
    @Parameters(paramLabel = "FILE", description = "Such as conf.json.")
    private Path file = Path.of("conf.json");

    @Override
    String text() throws IOException {
      return Imports.nginxUnit(file);
    }
  }
}
