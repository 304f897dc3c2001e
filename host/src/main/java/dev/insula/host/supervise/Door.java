package dev.insula.host.supervise;

import dev.insula.config.Site;

/**
 * What a site shows to requests. Implemented by the front; called on the {@link EventLoop}, read by
 * I/O threads without a lock.
 */
public interface Door {
  /**
   * Requests of this version of the site go to this endpoint from now on, those that waited first.
   */
  void admit(Site site, Endpoint endpoint);

  /** New requests wait in the site's bounded queue until {@link #admit} or {@link #refuse}. */
  void hold();

  /**
   * New requests wait as after {@link #hold}, and the first of them is told: it calls {@code wake}
   * on any thread, perhaps more than once.
   */
  void doze(Runnable wake);

  /** New requests, and those that wait, are answered 503. */
  void refuse();

  /**
   * Calls back, on any thread, when no request is in flight on this endpoint any more; at once if
   * none is. The endpoint must no longer be admitted.
   */
  void whenDrained(Endpoint endpoint, Runnable drained);

  /** The figures of this site since the host started. */
  Traffic traffic();

  /**
   * What went through the door.
   *
   * @param requests answered so far
   * @param failures of those, answered with 5xx or cut
   * @param inFlight being answered now
   * @param waiting held in the queue now
   */
  record Traffic(long requests, long failures, long inFlight, long waiting) {}
}
