package dev.insula.host.hop;

import java.nio.charset.StandardCharsets;

/** What holds for any bytes that a daemon may send as the head of an answer. */
public final class AnswerHeadFuzz {
  private AnswerHeadFuzz() {}

  /** Called by Jazzer, and by the test that replays the kept inputs. */
  public static void fuzzerTestOneInput(byte[] input) {
    for (boolean toHead : new boolean[] {false, true}) {
      AnswerHead head = new AnswerHead();
      int length = parse(head, input, input.length, toHead);
      if (length > 0) {
        shortened(input, length, toHead);
        copy(head, toHead);
      }
    }
  }

  /** The length of the head, -1 when it is not whole, -2 when it is refused. */
  private static int parse(AnswerHead head, byte[] input, int end, boolean toHead) {
    try {
      return head.parse(input, end, toHead);
    } catch (BadAnswerException refused) {
      return -2;
    }
  }

  /** A part of a good head is neither good nor bad. */
  private static void shortened(byte[] input, int length, boolean toHead) {
    for (int end = 0; end < length; end += 1 + length / 64) {
      int found = parse(new AnswerHead(), input, end, toHead);
      require(found == -1, "the first " + end + " bytes give " + found);
    }
  }

  /** What the client gets is a good head itself, with the same status, and holds nothing twice. */
  private static void copy(AnswerHead head, boolean toHead) {
    String lines = new String(head.copy(), 0, head.copied(), StandardCharsets.ISO_8859_1);
    byte[] whole = (lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    AnswerHead again = new AnswerHead();
    int length = parse(again, whole, whole.length, toHead);
    require(length == whole.length, "the copy gives " + length + ": " + lines);
    require(again.status() == head.status(), "the copy's status differs: " + lines);
    require(lines.startsWith("HTTP/1.1 "), "another version: " + lines);
    String second = new String(again.copy(), 0, again.copied(), StandardCharsets.ISO_8859_1);
    require(second.equals(lines), "a copy of the copy differs: " + lines);
    require(
        again.fields().framing() == head.fields().framing()
            && again.fields().length() == announced(head),
        "the copy is framed otherwise: " + lines);
  }

  private static long announced(AnswerHead head) {
    boolean bodiless = head.status() < 200 || head.status() == 204 || head.status() == 304;
    return bodiless ? -1 : head.fields().length();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
