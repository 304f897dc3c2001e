package dev.insula.host.supervise;

/** The deadlines of a generation; at most one is armed at a time. */
public enum Timer {
  /** The start took longer than {@code timeouts.start}. */
  START,
  /** The pause before the next attempt is over. */
  BACK_OFF,
  /** Requests in flight took longer than {@code timeouts.drain}. */
  DRAIN,
  /** It was told to end and did not. */
  KILL
}
