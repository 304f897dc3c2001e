package dev.insula.host.front;

/** What holds for any bytes that a client may send to the gate. */
public final class RequestHeadFuzz {
  private RequestHeadFuzz() {}

  /** Called by Jazzer, and by the test that replays the kept inputs. */
  public static void fuzzerTestOneInput(byte[] input) {
    Http1Framing whole = new Http1Framing(GateLimits.DEFAULT);
    int passed = whole.scan(input, 0, input.length);
    require(passed >= 0 && passed <= input.length, "passed " + passed);
    require(whole.refusal() != 0 || passed == input.length, "stopped without a refusal");
    require(isStatus(whole.refusal()), "refused with " + whole.refusal());
    for (int step : new int[] {1, 7}) {
      inPieces(input, step, whole, passed);
    }
  }

  /** It may not matter how the network cuts the bytes. */
  private static void inPieces(byte[] input, int step, Http1Framing whole, int passed) {
    Http1Framing pieces = new Http1Framing(GateLimits.DEFAULT);
    int at = 0;
    while (at < input.length && pieces.refusal() == 0) {
      int end = Math.min(at + step, input.length);
      int next = pieces.scan(input, at, end);
      require(next == end || pieces.refusal() != 0, "stopped at " + next + " without a reason");
      at = next;
    }
    require(pieces.refusal() == whole.refusal(), "in pieces it is " + pieces.refusal());
    require(pieces.heads() == whole.heads(), "in pieces there are " + pieces.heads() + " heads");
    require(pieces.inBody() == whole.inBody(), "in pieces it is elsewhere");
    require(at <= passed + step, "in pieces it passes " + at + " of " + passed);
  }

  private static boolean isStatus(int refusal) {
    return switch (refusal) {
      case 0, 400, 405, 413, 414, 417, 431, 501, 505 -> true;
      default -> false;
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
