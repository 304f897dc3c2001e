package dev.insula.spawner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The front, where no service manager starts it: as its own user, with the one privilege of
 * listening on ports below 1024. Killed by a signal it is started again, and finds its sites
 * running.
 */
final class FrontProcess {
  private static final long DRAIN_SECONDS = 40;
  private static final long PAUSE_MILLIS = 200;
  private static final int KILLED = 128;

  private final List<String> command;
  private Process process;
  private boolean ending;

  private FrontProcess(List<String> command, Process process) {
    this.command = command;
    this.process = process;
  }

  /** Starts it. The calling thread is to wait for it: the front ends with that thread. */
  static FrontProcess start(Options options, Tools tools) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                tools.setpriv().toString(),
                "--reuid=" + options.frontUid(),
                "--regid=" + options.frontGid(),
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all,+net_bind_service",
                "--ambient-caps=-all,+net_bind_service",
                "--bounding-set=-all,+net_bind_service",
                "--pdeathsig=TERM"));
    line.addAll(options.front());
    return new FrontProcess(line, begin(line));
  }

  private static Process begin(List<String> line) throws IOException {
    return new ProcessBuilder(line).inheritIO().start();
  }

  /** Waits until it has ended by itself; its exit status. */
  int awaitEnd() throws IOException, InterruptedException {
    int status = current().waitFor();
    while (status > KILLED && again()) {
      status = current().waitFor();
    }
    return status;
  }

  private synchronized Process current() {
    return process;
  }

  private boolean again() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    synchronized (this) {
      if (!ending) {
        System.err.println("insula-spawner: the front was killed and is started again");
        process = begin(command);
      }
      return !ending;
    }
  }

  /** Sends it a signal by name. */
  void signal(String name) {
    try {
      String pid = Long.toString(current().pid());
      new ProcessBuilder("/bin/sh", "-c", "kill -\"$0\" \"$1\"", name, pid).inheritIO().start();
    } catch (IOException e) {
      System.err.println("insula-spawner: the front gets no " + name + ": " + e.getMessage());
    }
  }

  /** Asks it to end, waits while it drains, and goes on. */
  void closeThen(Runnable next) {
    synchronized (this) {
      ending = true;
    }
    current().destroy();
    try {
      if (!current().waitFor(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        current().destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    next.run();
  }
}
