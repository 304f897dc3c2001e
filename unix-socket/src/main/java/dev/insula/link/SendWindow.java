package dev.insula.link;

/** How much of one stream this end may still send. */
public final class SendWindow {
  private int open = Frame.WINDOW;

  /** Bytes that may be sent now. */
  public int open() {
    return open;
  }

  /** So many are sent, at most {@link #open}. */
  public void sent(int bytes) {
    open -= bytes;
  }

  /** The other end takes more. */
  public void credit(int bytes) throws LinkException {
    if (bytes > Frame.WINDOW - open) {
      throw new LinkException("it gives credit for more than it got");
    }
    open += bytes;
  }
}
