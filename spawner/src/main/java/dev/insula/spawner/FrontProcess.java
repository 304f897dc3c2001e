package dev.insula.spawner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The front, where no service manager starts it: as its own user, with the one privilege of
 * listening on ports below 1024.
 */
record FrontProcess(Process process) {
  private static final long DRAIN_SECONDS = 40;

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
                "--bounding-set=-all,+net_bind_service"));
    line.addAll(options.front());
    return new FrontProcess(new ProcessBuilder(line).inheritIO().start());
  }

  /** Asks it to end, waits while it drains, and goes on. */
  void closeThen(Runnable next) {
    process.destroy();
    try {
      if (!process.waitFor(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    next.run();
  }
}
