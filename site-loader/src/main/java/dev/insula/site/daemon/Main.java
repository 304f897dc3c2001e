package dev.insula.site.daemon;

import java.io.IOException;

/**
 * The main class of a Java daemon process. Its {@link DaemonPlan} comes on standard input, so that
 * nothing of the site shows in the process list; {@link DaemonEvent}s go out on standard output;
 * all other output is the site's log on standard error. Exit status: 0 when told to stop, 1 when
 * the site cannot start, 2 when the plan cannot be read, else the site's own.
 */
public final class Main {
  private static final int FAILED = 1;
  static final int BAD_PLAN = 2;

  private Main() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    StatusOutput status = StatusOutput.take();
    DaemonPlan plan;
    try {
      plan = DaemonPlan.read(System.in);
    } catch (IOException | IllegalArgumentException e) {
      status.tell(new DaemonEvent.Failed("The plan cannot be read: " + e.getMessage(), ""));
      System.exit(BAD_PLAN);
      return;
    }
    Daemon daemon = new Daemon(plan, status);
    if (!daemon.serve()) {
      System.exit(FAILED);
    }
    daemon.awaitHostsEnd(System.in);
  }
}
