package dev.insula.site;

import java.io.Serial;

/**
 * A site could not be started; nothing of it is left. The message is a sentence for the person who
 * wrote the manifest. It has no cause: an exception of the site's own would keep its classes alive.
 */
public final class SiteStartException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String siteTrace;

  /**
   * A start that failed.
   *
   * @param siteTrace the stack trace of the site's own exception, as text; empty if there is none
   */
  public SiteStartException(String message, String siteTrace) {
    super(message);
    this.siteTrace = siteTrace;
  }

  /** The stack trace of the site's own exception; empty if the site's code has thrown none. */
  public String siteTrace() {
    return siteTrace;
  }
}
