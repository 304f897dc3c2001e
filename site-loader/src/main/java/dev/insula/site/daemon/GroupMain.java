package dev.insula.site.daemon;

/**
 * The main class of a daemon process of several Java sites of one owner, each in a loader of its
 * own. {@link GroupOrder}s come on standard input; {@link DaemonEvent}s, each with {@code
 * member=NAME}, go out on standard output; what the sites print goes to their own logs. The end of
 * standard input ends all sites and the process.
 */
public final class GroupMain {
  private GroupMain() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    new Group(StatusOutput.take()).follow(System.in);
  }
}
