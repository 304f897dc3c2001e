package dev.insula.site;

import dev.insula.site.state.ExitListener;

/** Shuts a site's door when the site ends itself, and tells the host from a thread of the host. */
final class ExitWatch implements ExitListener {
  private final String site;
  private final SiteEntry entry;
  private final SiteListener listener;
  private final ThreadGroup host = Thread.currentThread().getThreadGroup();
  private final ClassLoader loader = ExitWatch.class.getClassLoader();

  /** Guarded by this: an exit during the start is the start's failure, not an exit. */
  private boolean started;

  private boolean exited;
  private int status;

  ExitWatch(String site, SiteEntry entry, SiteListener listener) {
    this.site = site;
    this.entry = entry;
    this.listener = listener;
  }

  @Override
  public synchronized void onExit(int given) {
    exited = true;
    status = given;
    entry.shut();
    if (started) {
      tell();
    }
  }

  /** The start has succeeded; tells of an exit that another thread of the site made meanwhile. */
  synchronized void started() {
    started = true;
    if (exited) {
      tell();
    }
  }

  private void tell() {
    Thread teller =
        new Thread(host, () -> listener.exited(status), "exit of site " + site, 0, false);
    teller.setContextClassLoader(loader);
    teller.setDaemon(true);
    teller.start();
  }
}
