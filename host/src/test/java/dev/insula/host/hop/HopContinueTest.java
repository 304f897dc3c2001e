package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask before they send a body. */
class HopContinueTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String ASK =
      "POST / HTTP/1.1\r\nHost: shop.test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
  @TempDir Path directory;
  private final Rig rig = new Rig();

  private void start(ScriptedSite.Script script) throws IOException {
    rig.start(directory, script, target -> target);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void theSitesHundredIsPassedOn() throws Exception {
    start(connection -> {
      for (var head = connection.head(); head.isPresent(); head = connection.head()) {
        assertEquals("100-continue", Wire.header(head.get(), "Expect").orElseThrow());
        connection.write("HTTP/1.1 100 Continue\r\n\r\n");
        connection.bytes(4);
        connection.write(OK);
      }
    });
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 3; i++) {
        client.write(ASK);
        assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 100 "));
        client.write("body");
        assertEquals("ok", client.body(client.head().orElseThrow()));
      }
    }
    assertEquals(1, rig.site().connections().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"417 Expectation Failed", "200 OK", "401 Unauthorized"})
  void aFinalAnswerInsteadIsPassedOnAndTheConnectionsEnd(String status) throws Exception {
    start(connection -> {
      connection.head();
      connection.write("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nno");
      connection.rest();
    });
    try (Wire client = rig.front().connect()) {
      client.write(ASK);
      String head = client.head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 " + status.substring(0, 3)), head);
      assertEquals("no", client.body(head));
      assertEquals("close", Wire.header(head, "Connection").orElseThrow());
    }
    String received = rig.site().receivedAtEnd(0);
    assertTrue(received.endsWith("\r\n\r\n"), received);
  }

  @Test
  void aSiteThatSaysNothingGetsTheBodyAfterAWhile() throws Exception {
    start(connection -> {
      connection.head();
      connection.bytes(4);
      connection.write(OK);
    });
    try (Wire client = rig.front().connect()) {
      client.write(ASK);
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 100 "));
      client.write("body");
      assertEquals("ok", client.body(client.head().orElseThrow()));
    }
  }

  @Test
  void aHundredThatNobodyAskedForIsSwallowed() throws Exception {
    start(ScriptedSite.always("HTTP/1.1 100 Continue\r\n\r\n" + OK));
    try (Wire client = rig.front().connect()) {
      client.write("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(client.head().orElseThrow().startsWith("HTTP/1.1 200 "));
    }
  }
}
