package dev.insula.host.hop;

/**
 * Whether to look for an answer right after its request was written, on one I/O thread. Where the
 * daemon answers within the write this saves a turn of the selector; where it does not, the look is
 * a system call for nothing. So each failure doubles the number of requests that do without, and a
 * success makes the next ones try again.
 */
final class EagerRead {
  /** With more requests than this on the thread the selector has other work anyway. */
  private static final int FEW = 4;

  private static final int LONGEST_PAUSE = 256;
  private int pause = 1;
  private int left;

  /** Whether to look now, with this many requests on the thread. */
  boolean isWorthIt(int inFlight) {
    if (inFlight > FEW) {
      return false;
    }
    if (left > 0) {
      left--;
      return false;
    }
    return true;
  }

  /** Learns from a look. */
  void looked(boolean found) {
    pause = found ? 1 : Math.min(pause * 2, LONGEST_PAUSE);
    left = found ? 0 : pause;
  }
}
