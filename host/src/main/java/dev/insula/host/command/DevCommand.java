package dev.insula.host.command;

import dev.insula.config.Listen;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.dev.Development;
import dev.insula.host.dev.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "dev",
    description =
        "Runs one site while you work on it: starts it anew when a file is saved, shows tracebacks"
            + " in the browser and its output here.",
    mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8000;

  /** Between two looks at the files; with the quiet time after a change far below two seconds. */
  private static final long SWEEP_MILLIS = 150;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH-OR-SITE",
      description =
          "A Django project's folder, a WSGI module's file, a WAR, a folder or jar of classes"
              + " with --java, or a site of the manifest. Default: the folder you are in.")
  private String what = ".";

  @Option(names = "--java", paramLabel = "CLASS", description = "The application object's class.")
  private @Nullable String java;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Where the site is declared. Default: insula.yaml.")
  private @Nullable Path manifest;

  @Option(
      names = "--listen",
      paramLabel = "URL",
      description = "Default: http://127.0.0.1:8000, or a free port if that one is taken.")
  private @Nullable String listen;

  @Override
  public Integer call() throws InterruptedException {
    HostLog.configure();
    var stop = new CountDownLatch(1);
    Signals.on("TERM", stop::countDown);
    Signals.on("INT", stop::countDown);
    try (Development development = Development.start(site(), address(), this::say)) {
      say("insula: " + development.url());
      while (!stop.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
        print(development.output());
        development.sweep();
      }
    } catch (IOException e) {
      throw new Fault(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    return ExitCode.FINE.status();
  }

  private Site site() throws IOException {
    if (manifest == null && Files.exists(Path.of(what))) {
      return Project.at(Path.of(what), Optional.ofNullable(java));
    }
    Path file = ManifestFile.choose(manifest);
    if (!Files.exists(file)) {
      throw new Fault(
          ExitCode.USAGE, what + " is no file or folder, and there is no manifest " + file);
    }
    Optional<Manifest> read = ManifestFile.read(file, spec.commandLine().getErr());
    if (read.isEmpty()) {
      throw new Fault(ExitCode.FAULTY_MANIFEST, file + " is faulty");
    }
    return read.filter(_ -> SiteName.isValid(what))
        .flatMap(valid -> valid.site(new SiteName(what)))
        .orElseThrow(() -> new Fault(ExitCode.USAGE, file + " declares no site \"" + what + "\""));
  }

  private Listen address() throws IOException {
    if (listen == null) {
      return Listen.parse("http://127.0.0.1:" + (isFree(USUAL_PORT) ? USUAL_PORT : 0));
    }
    try {
      return Listen.parse(listen);
    } catch (IllegalArgumentException e) {
      throw new Fault(ExitCode.USAGE, "--listen: " + e.getMessage());
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      // Somebody else listens there.
      return false;
    }
  }

  private void say(String line) {
    print(line + "\n");
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
