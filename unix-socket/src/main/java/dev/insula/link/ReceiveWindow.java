package dev.insula.link;

/** How much of one stream the other end may still send. */
public final class ReceiveWindow {
  /** Credit is given in large pieces, so that it costs no frame for each request. */
  private static final int LEAST_CREDIT = Frame.WINDOW / 2;

  private int open = Frame.WINDOW;
  private int used;

  /** So many have come. */
  public void received(int bytes) throws LinkException {
    if (bytes > open) {
      throw new LinkException("it sends more than it may");
    }
    open -= bytes;
  }

  /** So many were read and need no room any more; returns the credit to give now, 0 for none. */
  public int used(int bytes) {
    used += bytes;
    if (used < LEAST_CREDIT) {
      return 0;
    }
    int credit = used;
    used = 0;
    open += credit;
    return credit;
  }
}
