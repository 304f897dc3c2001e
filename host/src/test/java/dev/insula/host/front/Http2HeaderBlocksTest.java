package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Header blocks that come in several frames. */
class Http2HeaderBlocksTest {
  private static final byte[] BLOCK =
      RawHttp2.block(concat(RawHttp2.get("a.test", "/path"), "x-word", "value"));
  private static final int PADDED = 8;
  private static final int PRIORITY_FIELDS = 0x20;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private FrontFixture front;

  private static String[] concat(String[] first, String... more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  @BeforeEach
  void open() throws Exception {
    front =
        FrontFixture.plain(
            FrontFixture.priorKnowledge(GateLimits.DEFAULT),
            exchange -> {
              String word = exchange.getRequestHeaders().getFirst("x-word");
              exchange.getResponseSender().send(exchange.getRequestPath() + " " + word);
            });
  }

  @AfterEach
  void close() {
    front.close();
  }

  private static void split(RawHttp2 client, int stream, byte[] block, int... ends) {
    int from = 0;
    for (int end : ends) {
      int type = from == 0 ? RawHttp2.HEADERS : RawHttp2.CONTINUATION;
      client.frame(
          type, from == 0 ? RawHttp2.END_STREAM : 0, stream, Arrays.copyOfRange(block, from, end));
      from = Math.max(end, 1);
    }
    client.frame(
        RawHttp2.CONTINUATION,
        RawHttp2.END_HEADERS,
        stream,
        Arrays.copyOfRange(block, ends[ends.length - 1], block.length));
  }

  private static void assertAnswered(RawHttp2 client, int stream) throws Exception {
    RawHttp2.Outcome outcome = client.outcome(stream);
    assertEquals(200, outcome.status(), outcome.toString());
    assertEquals("/path value", outcome.body());
  }

  @Test
  void aBlockMayBeSplitAnywhere() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      int stream = 1;
      for (int at = 1; at < BLOCK.length; at++, stream += 2) {
        split(client, stream, BLOCK, at);
        client.flush();
        assertAnswered(client, stream);
      }
    }
  }

  @Test
  void theRestOfWhatComesAtOnceIsNotForgotten() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      split(client, 1, BLOCK, 5, 6, 20);
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      split(client, 3, BLOCK, 7);
      client.request(5, concat(RawHttp2.get("a.test", "/path"), "x-word", "value"));
      client.flush();
      int answered = 0;
      while (answered < 3) {
        RawHttp2.Frame frame = client.next();
        assertEquals(false, frame.type() == RawHttp2.GOAWAY, frame.toString());
        boolean ended = frame.type() == RawHttp2.DATA && (frame.flags() & 1) != 0;
        answered += ended ? 1 : 0;
      }
    }
  }

  @Test
  void aBlockMayComeByteByByte() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.flush();
      int[] ends = new int[60];
      Arrays.setAll(ends, n -> n + 1);
      split(client, 1, BLOCK, ends);
      client.flushByteByByte();
      assertAnswered(client, 1);
      split(client, 3, BLOCK, 9);
      client.flush();
      assertAnswered(client, 3);
    }
  }

  @Test
  void paddingAndPriorityOfTheFirstFrameAreNoPartOfTheBlock() throws Exception {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.write(3);
    first.writeBytes(new byte[] {0, 0, 0, 0, 15});
    first.write(BLOCK, 0, 11);
    first.writeBytes(new byte[3]);
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(
          RawHttp2.HEADERS, RawHttp2.END_STREAM | PADDED | PRIORITY_FIELDS, 1, first.toByteArray());
      client.frame(
          RawHttp2.CONTINUATION,
          RawHttp2.END_HEADERS,
          1,
          Arrays.copyOfRange(BLOCK, 11, BLOCK.length));
      client.flush();
      assertAnswered(client, 1);
    }
  }

  @Test
  void aFullFramesWorthOfFieldsIsTakenInPieces() throws Exception {
    String[] fields =
        concat(
            RawHttp2.get("a.test", "/path"),
            "x-word",
            "value",
            "cookie",
            "c".repeat(9_000),
            "x-more",
            "m".repeat(7_000));
    byte[] block = RawHttp2.block(fields);
    try (RawHttp2 client = new RawHttp2(front.address())) {
      split(client, 1, block, 4_000, 8_000, 12_000);
      client.flush();
      assertAnswered(client, 1);
    }
  }

  @Test
  void moreThanThatIsTooMuch() throws Exception {
    int calm = 11;
    byte[] block =
        RawHttp2.block(concat(RawHttp2.get("a.test", "/"), "cookie", "c".repeat(15_000)));
    byte[] more = RawHttp2.block("x", "y".repeat(2_000));
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, block);
      client.frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, more);
      client.flush();
      assertEquals(calm, client.goAway());
    }
  }

  @Test
  void anotherFrameInTheMiddleIsAnError() throws Exception {
    int protocolError = 1;
    for (int type : new int[] {RawHttp2.PING, RawHttp2.HEADERS, RawHttp2.SETTINGS}) {
      try (RawHttp2 client = new RawHttp2(front.address())) {
        client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, Arrays.copyOf(BLOCK, 20));
        int stream = type == RawHttp2.HEADERS ? 3 : 0;
        byte[] payload = type == RawHttp2.PING ? new byte[8] : new byte[0];
        client.frame(type, 0, stream, payload);
        client.frame(
            RawHttp2.CONTINUATION,
            RawHttp2.END_HEADERS,
            1,
            Arrays.copyOfRange(BLOCK, 20, BLOCK.length));
        client.flush();
        assertEquals(protocolError, client.goAway(), "type " + type);
      }
    }
  }

  @Test
  void aContinuationOfAnotherStreamIsAnError() throws Exception {
    try (RawHttp2 client = new RawHttp2(front.address())) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, Arrays.copyOf(BLOCK, 20));
      client.frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 3, new byte[0]);
      client.flush();
      assertEquals(1, client.goAway());
    }
  }
}
