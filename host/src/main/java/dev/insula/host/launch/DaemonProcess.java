package dev.insula.host.launch;

import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One child process that runs one site. Its standard output is the status channel, its standard
 * error the site's log, its standard input the plan and then the lifeline: when this JVM dies, the
 * child reads its end and leaves.
 */
final class DaemonProcess implements Launcher.Launched {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private final Process process;
  private final DaemonCommand command;
  private final Launcher.Listener listener;

  private DaemonProcess(Process process, DaemonCommand command, Launcher.Listener listener) {
    this.process = process;
    this.command = command;
    this.listener = listener;
  }

  /**
   * Starts the child. Returns at once; the plan is written and the status read on virtual threads.
   *
   * @throws IOException if the program cannot be started at all
   */
  static DaemonProcess start(DaemonCommand command, Launcher.Listener listener) throws IOException {
    var builder = new ProcessBuilder(command.program());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.directory(command.directory().toFile());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    var daemon = new DaemonProcess(builder.start(), command, listener);
    Thread.ofVirtual().name("insula-plan").start(daemon::sendPlan);
    Thread.ofVirtual().name("insula-status").start(daemon::readStatus);
    return daemon;
  }

  private void sendPlan() {
    // Not closed: the open pipe is what tells the child that its host is alive.
    OutputStream stdin = process.getOutputStream();
    try {
      stdin.write(command.plan().getBytes(StandardCharsets.UTF_8));
      stdin.flush();
    } catch (IOException e) {
      LOG.debugf(e, "The plan could not be written; the exit of the process says why.");
    }
  }

  private void readStatus() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StatusLine.parse(line).ifPresent(this::tell);
      }
    } catch (IOException e) {
      LOG.debugf(e, "The status channel of process %d broke.", process.pid());
    }
    tellExit();
  }

  private void tellExit() {
    try {
      int status = process.waitFor();
      Files.deleteIfExists(command.socket());
      listener.exited(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warnf("The socket %s of a gone process stays: %s", command.socket(), e.getMessage());
      listener.exited(process.exitValue());
    }
  }

  private void tell(StatusLine line) {
    switch (line.word()) {
      case "ready" -> {
        DaemonWords.application(line).ifPresent(listener::noted);
        listener.ready(
            new Endpoint.OnSocket(command.socket(), Optional.empty(), DaemonWords.takesLinks(line)),
            vitals(line));
      }
      case "failed" -> listener.failed(DaemonWords.failure(line));
      case "drift" -> listener.noted(DaemonWords.drift(line));
      case "shared" -> listener.noted(DaemonWords.shared(line));
      case "worker" -> workersChanged(line);
      default -> LOG.debugf("Process %d says: %s", process.pid(), line);
    }
  }

  private Launcher.Vitals vitals(StatusLine line) {
    return new Launcher.Vitals(line.value("server").orElse("unknown"), pids());
  }

  private void workersChanged(StatusLine line) {
    LOG.debugf("Process %d: worker %s %s", process.pid(), line.value("pid"), line.value("state"));
    if (line.number("pid", 0) == process.pid()) {
      DaemonWords.worn(line).ifPresent(listener::worn);
    }
    DaemonWords.notReplaced(line).ifPresent(listener::noted);
    listener.workers(pids());
  }

  /** The process and all its descendants, as they are now. */
  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    pids.add(process.pid());
    process.descendants().map(ProcessHandle::pid).forEach(pids::add);
    return pids;
  }

  @Override
  public void terminate() {
    process.destroy();
  }

  @Override
  public void kill() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    Thread.ofVirtual().start(this::waitForTheEnd);
  }

  private void waitForTheEnd() {
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        LOG.warnf("Process %d does not end although it was killed.", process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
