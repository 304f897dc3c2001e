package dev.insula.host.hop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which of a request's times is running, and whether it is over. */
final class Lateness {
  private Lateness() {}

  /**
   * Compares the time that runs with its limit.
   *
   * @param idleNanos since something moved
   * @return null while there is time left
   */
  static @Nullable HopFailure of(
      HopTarget target, RequestFlow request, AnswerFlow answer, long idleNanos) {
    HopTimes times = target.times();
    String site = target.site();
    if (answer.isBlocked()) {
      return isOver(times.client(), idleNanos)
          ? new HopFailure.ClientTooSlow("the client takes nothing of the answer")
          : null;
    }
    if (request.waitsForClient()) {
      Duration time = answer.hasBegun() ? longer(times.client(), times.idle()) : times.client();
      return isOver(time, idleNanos)
          ? new HopFailure.ClientTooSlow("the client sends nothing of its request's body")
          : null;
    }
    if (!request.isSent()) {
      return isOver(times.idle(), idleNanos)
          ? new HopFailure.TooSlow(site + " takes nothing of the request")
          : null;
    }
    return isOver(answer.hasBegun() ? times.idle() : times.answer(), idleNanos)
        ? new HopFailure.TooSlow(site + " sends nothing of an answer")
        : null;
  }

  private static boolean isOver(Duration time, long idleNanos) {
    // progress is noted with the time of the tick before it
    return idleNanos > time.toNanos() + Lane.TICK_NANOS;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
