package dev.insula.spawner;

import dev.insula.spawner.Request.Start.Name;
import dev.insula.spawner.cgroup.Usage;
import java.nio.file.Path;

/** One start of one generation, with a process of its own or one that it shares. */
abstract class Generation {
  /** What the keeper is told; on threads of the process's own. */
  interface Listener {
    void says(Generation generation, String line);

    void ended(Generation generation, int status, Usage usage);
  }

  /** What identifies a start and what the front needs in order to talk to it. */
  record Facts(Name name, Path socket, int port, int uid, String mark) {}

  private final Facts facts;

  // Confined to the keeper's thread.
  private String ready = "";
  private long oomKills;

  /** Written by the keeper's thread, read by those of shared processes, too. */
  private volatile boolean stopping;

  Generation(Facts facts) {
    this.facts = facts;
  }

  Facts facts() {
    return facts;
  }

  /** The outermost process. */
  abstract long pid();

  abstract Usage usage();

  /**
   * Asks the program to end.
   *
   * @return false if there is no program yet
   */
  abstract boolean terminate();

  /** Ends it now, as far as nobody else's life depends on it; what follows is told the listener. */
  abstract void kill();

  /** Whether all of it is gone within so many milliseconds. */
  abstract boolean awaitEnd(long millis) throws InterruptedException;

  void stopping() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  void remember(String line) {
    if (line.startsWith("ready")) {
      ready = line;
    }
  }

  /** Its last line that began with "ready", or nothing. */
  String ready() {
    return ready;
  }

  /** Kills for lack of memory since the last call. */
  long newOomKills() {
    long before = oomKills;
    oomKills = usage().oomKills();
    return oomKills - before;
  }

  /** The answer to a start. */
  Line identity(String word) {
    Line line =
        Line.of(word, facts.name())
            .with("pid", pid())
            .with("socket", facts.socket())
            .with("uid", facts.uid())
            .with("plan", facts.mark());
    return facts.port() == 0 ? line : line.with("port", facts.port());
  }

  /** What the list says of it. */
  Line state() {
    Usage usage = usage();
    return identity("site")
        .with("state", stopping ? "stopping" : ready.isEmpty() ? "starting" : "ready")
        .with("memory", usage.memory())
        .with("resident", usage.resident())
        .with("tasks", usage.tasks())
        .with("oom-kills", usage.oomKills())
        .with("refused-forks", usage.refusedForks());
  }
}
