package dev.insula.host.supervise;

import java.util.Locale;

/** Where one generation of a site stands. */
public enum State {
  /** Not running, and nothing will start it but {@link Event.Start}. */
  STOPPED,
  /** Launched, not yet answering. */
  STARTING,
  /** Answering requests. */
  READY,
  /** Its process died after it had answered; a new one starts when the back-off has elapsed. */
  BACKING_OFF,
  /** The last start failed; another is tried when the back-off has elapsed. */
  FAILED,
  /** Gets no new request; those in flight are being finished. */
  DRAINING,
  /** Told to end; waiting for its exit. */
  STOPPING;

  /** The word that status output uses, such as {@code backing-off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
