package dev.insula.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one end of a link writes, the other reads. */
class FramesTest {
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private int accepted = Integer.MAX_VALUE;
  private final Outbox out = new Outbox(new BufferShelf(1), this::take);

  /** A socket that takes at most so many bytes at once. */
  private int take(ByteBuffer source) {
    int count = Math.min(accepted, source.remaining());
    for (int i = 0; i < count; i++) {
      wire.write(source.get());
    }
    return count;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> read(int piece) throws LinkException {
    Recorded recorded = new Recorded();
    FrameReader reader = new FrameReader();
    byte[] all = wire.toByteArray();
    for (int at = 0; at < all.length; at += piece) {
      reader.read(ByteBuffer.wrap(all, at, Math.min(piece, all.length - at)), recorded);
    }
    return recorded.frames();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "7", "8", "9", "10000"})
  void framesAreTheSameInWhateverPiecesTheyCome(int piece) throws IOException {
    out.data(1, bytes("GET /"), 5);
    out.credit(2, 70_000);
    out.data(Integer.MAX_VALUE, new ByteBuffer[] {bytes("no"), bytes("one"), bytes("two!")}, 1, 5);
    out.end(1);
    out.reset(3);
    assertTrue(out.flush());
    assertEquals(
        List.of("1: GET /", "2 credit 70000", Integer.MAX_VALUE + ": onetw", "1 end", "3 reset"),
        read(piece));
  }

  @Test
  void whatTheSocketDoesNotTakeComesWithTheNextWrite() throws IOException {
    accepted = 3;
    out.data(5, bytes("hello"), 5);
    int writes = 0;
    while (!out.flush()) {
      writes++;
    }
    assertEquals(4, writes);
    assertEquals(List.of("5: hello"), read(100));
    assertTrue(out.isEmpty());
  }

  @Test
  void dataIsTakenAsFarAsThereIsRoomAndShortFramesAlways() throws IOException {
    int room = out.room();
    out.data(1, ByteBuffer.allocate(room), room);
    assertEquals(0, out.room());
    for (int i = 1; i <= 10_000; i++) {
      out.end(i);
    }
    assertEquals(0, out.room());
    assertTrue(out.flush());
    assertEquals(10_001, read(1000).size());
    assertEquals(room, out.room());
  }

  @Test
  void aBufferIsHeldOnlyWhileThereIsSomethingToSend() throws IOException {
    BufferShelf shelf = new BufferShelf(1);
    ByteBuffer only = shelf.take();
    shelf.giveBack(only);
    Outbox first = new Outbox(shelf, this::take);
    first.end(1);
    assertTrue(first.flush());
    assertSame(only, shelf.take());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, type 0",
    "5, 0, 1, type 5",
    "1, 0, 1, 0 bytes of data",
    "1, 131073, 1, 131073 bytes of data",
    "2, 0, 1, 0 bytes of credit",
    "2, 131073, 1, 131073 bytes of credit",
    "1, 1, 0, stream 0",
    "3, 0, -1, stream -1"
  })
  void whatIsNoFrameEndsTheLink(int type, int number, int stream, String reason) {
    ByteBuffer in = ByteBuffer.allocate(8).putInt((type << 24) | number).putInt(stream).flip();
    LinkException refused =
        assertThrows(LinkException.class, () -> new FrameReader().read(in, new Recorded()));
    assertTrue(refused.reason().contains(reason), refused.reason());
  }

  @Test
  void anInboxGivesBackWhatItGotHoweverItIsRead() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Inbox inbox = new Inbox();
    StringBuilder put = new StringBuilder();
    StringBuilder got = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      String part = ("" + i).repeat(1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
      inbox.offer(bytes(part));
      put.append(part);
      read(inbox, random.nextInt(1 + part.length()), got);
      inbox.settle();
      read(inbox, random.nextInt(2 * part.length()), got);
    }
    while (!inbox.isEmpty()) {
      read(inbox, 64 * 1024, got);
    }
    assertEquals(put.toString(), got.toString(), "seed " + seed);
  }

  private static void read(Inbox inbox, int most, StringBuilder got) {
    ByteBuffer target = ByteBuffer.allocate(most);
    int count = inbox.read(target);
    assertEquals(count, target.position());
    got.append(StandardCharsets.ISO_8859_1.decode(target.flip()));
  }

  @Test
  void manyShortFramesCostNoMoreThanTwiceWhatTheyBring() {
    Inbox inbox = new Inbox();
    for (int i = 0; i < Frame.WINDOW; i++) {
      inbox.offer(bytes("x"));
      inbox.settle();
    }
    assertTrue(inbox.held() <= 2 * Frame.WINDOW, inbox.held() + " bytes");
  }

  @Test
  void noMoreIsSentThanCreditWasGivenFor() throws LinkException {
    SendWindow send = new SendWindow();
    ReceiveWindow receive = new ReceiveWindow();
    send.sent(Frame.WINDOW);
    receive.received(Frame.WINDOW);
    assertEquals(0, send.open());
    assertThrows(LinkException.class, () -> receive.received(1));
    assertEquals(0, receive.used(Frame.WINDOW / 2 - 1));
    int credit = receive.used(1);
    assertEquals(Frame.WINDOW / 2, credit);
    send.credit(credit);
    assertEquals(credit, send.open());
    receive.received(credit);
    assertThrows(LinkException.class, () -> send.credit(Frame.WINDOW));
  }

  @Test
  void aTableFindsTheStreamsThatWereNotRemoved() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StreamTable<String> table = new StreamTable<>();
    List<Integer> known = new ArrayList<>();
    for (int next = 1; next < 5000; next++) {
      table.put(next, "s" + next);
      known.add(next);
      while (known.size() > 1 && random.nextInt(100) < 49) {
        int at = random.nextInt(known.size());
        int gone = known.get(at);
        known.set(at, known.getLast());
        known.removeLast();
        table.remove(gone);
        assertNull(table.get(gone), "seed " + seed);
      }
    }
    table.remove(1_000_000);
    assertEquals(known.size(), table.size(), "seed " + seed);
    for (int number : known) {
      assertEquals("s" + number, table.get(number), "seed " + seed);
    }
    assertEquals(known.size(), table.clear().size());
    assertFalse(known.isEmpty());
    assertNull(table.get(known.getFirst()));
  }
}
