package dev.insula.host.launch;

import dev.insula.host.supervise.Launcher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A program that serves HTTP and knows nothing of Insula, in a session of its own. It is ready when
 * it listens where it was told; when it ends, all that came of it ends with it.
 */
final class ProgramProcess implements Launcher.Launched {
  private static final Logger LOG = Logger.getLogger("insula.launch");
  private static final long PAUSE = Duration.ofMillis(20).toNanos();

  private final Process process;
  private final ProgramStart start;
  private final ProcessFamily family;
  private final Launcher.Listener listener;

  private ProgramProcess(
      Process process, ProgramStart start, ProcessFamily family, Launcher.Listener listener) {
    this.process = process;
    this.start = start;
    this.family = family;
    this.listener = listener;
  }

  /**
   * Starts the program; returns at once.
   *
   * @param ended runs when nothing of it is left
   * @throws IOException if it cannot be started at all
   */
  static ProgramProcess start(
      ProgramStart start, Lifeline lifeline, Launcher.Listener listener, Runnable ended)
      throws IOException {
    String mark = lifeline.mark();
    Process process = builder(start, mark).start();
    lifeline.add(process.pid());
    var program =
        new ProgramProcess(process, start, new ProcessFamily(process.pid(), mark), listener);
    Thread.ofVirtual()
        .name("insula-exit")
        .start(() -> {
          program.awaitExit(() -> {
            lifeline.remove(process.pid());
            ended.run();
          });
        });
    Thread.ofVirtual().name("insula-readiness").start(program::awaitReadiness);
    return program;
  }

  private static ProcessBuilder builder(ProgramStart start, String mark) {
    List<String> program = new ArrayList<>(List.of("setsid"));
    program.addAll(start.program());
    var builder = new ProcessBuilder(program);
    builder.environment().clear();
    builder.environment().putAll(start.environment());
    int equals = mark.indexOf('=');
    builder.environment().put(mark.substring(0, equals), mark.substring(equals + 1));
    builder.directory(start.directory().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(start.log().toFile()));
    return builder;
  }

  private void awaitReadiness() {
    listener.waiting("nothing listens on " + start.address() + " yet");
    while (process.isAlive()) {
      if (start.address().accepts()) {
        answers();
        return;
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void answers() {
    List<Long> members = family.members();
    int port = start.address().port();
    if (!start.address().usesSocket() && !Listeners.areAmong(members, port)) {
      listener.failed("port " + port + " was taken by a program that is not this site's");
      kill();
      return;
    }
    listener.ready(start.address().endpoint(), new Launcher.Vitals(start.server(), members));
    if (!start.address().usesSocket() && Listeners.areReachable(port)) {
      listener.noted(Listeners.everywhere(port));
    }
  }

  private void awaitExit(Runnable ended) {
    try {
      int status = process.waitFor();
      family.kill();
      Files.deleteIfExists(start.address().socket());
      ended.run();
      listener.exited(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warnf("The socket %s of a gone program stays: %s", start.address(), e.getMessage());
      ended.run();
      listener.exited(process.exitValue());
    }
  }

  @Override
  public void terminate() {
    Thread.ofVirtual().name("insula-stop").start(family::terminate);
  }

  @Override
  public void kill() {
    Thread.ofVirtual()
        .name("insula-kill")
        .start(() -> {
          process.destroyForcibly();
          family.kill();
        });
  }
}
