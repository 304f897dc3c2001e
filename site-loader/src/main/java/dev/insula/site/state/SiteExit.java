package dev.insula.site.state;

/**
 * Thrown by {@code System.exit} and {@code Runtime.halt} in a site's code: unwinds the calling
 * thread, as nothing after the call may run. The site is already marked as exited when this is
 * thrown, so code that swallows it changes nothing.
 */
public final class SiteExit extends Error {
  private static final long serialVersionUID = 1L;

  private final int status;

  SiteExit(String site, int status) {
    super("Site " + site + " ended itself with status " + status + ".", null, false, false);
    this.status = status;
  }

  /** The status that the site's code gave. */
  public int status() {
    return status;
  }
}
