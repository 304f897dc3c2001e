package dev.insula.host.front;

/** Something that must not last: looked at about twice a second. */
interface GateWatched {
  /** Ends it if it has lasted too long; true if so. */
  boolean cutIfOverdue(long now);
}
