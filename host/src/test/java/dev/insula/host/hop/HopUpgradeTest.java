package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that become WebSockets. */
@ParameterizedClass
@EnumSource(Way.class)
class HopUpgradeTest {
  private static final String UPGRADE =
      """
      GET /chat HTTP/1.1
      Host: shop.test
      Connection: keep-alive, Upgrade
      Upgrade: websocket
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");
  private static final String SWITCHED =
      """
      HTTP/1.1 101 Switching Protocols
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

      """
          .replace("\n", "\r\n");
  @TempDir Path directory;
  private final Rig rig;

  HopUpgradeTest(Way way) {
    rig = new Rig(way);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  /** Switches, says hello at once, and then sends back each line it gets. */
  private static void echo(Wire connection) throws IOException {
    connection.head();
    connection.write(SWITCHED + "hello\n");
    for (String line = connection.line(); !line.equals("bye"); line = connection.line()) {
      connection.write(line + "\n");
    }
  }

  @Test
  void bytesPassBothWaysAfterTheSwitch() throws Exception {
    rig.start(directory, HopUpgradeTest::echo, target -> target);
    try (Wire client = rig.front().connect()) {
      String head = client.write(UPGRADE).head().orElseThrow();
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertEquals("websocket", Wire.header(head, "Upgrade").orElseThrow());
      assertEquals("Upgrade", Wire.header(head, "Connection").orElseThrow());
      assertEquals(
          "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", Wire.header(head, "Sec-WebSocket-Accept").orElseThrow());
      assertEquals("hello", client.line());
      String big = "x".repeat(3_000_000);
      for (String line : new String[] {"one", big, "two"}) {
        client.write(line + "\n");
        assertEquals(line, client.line());
      }
      client.write("bye\n");
      assertEquals(-1, client.read());
      client.endOutput();
    }
    String asked = rig.site().received(0);
    assertEquals("websocket", Wire.header(asked.split("\r\n\r\n", 2)[0], "Upgrade").orElseThrow());
    Front.Finished finished = rig.front().finished(0);
    assertEquals(101, finished.status());
    assertTrue(finished.answerBytes() > 3_000_000, finished.toString());
    Await.until("the place is free", () -> rig.front().hop().connections() == 0);
  }

  @Test
  void bytesPassBothWaysOverTls() throws Exception {
    rig.start(directory, HopUpgradeTest::echo, target -> target);
    int port = rig.front().tlsPort();
    try (Socket client = TestTls.client().getSocketFactory().createSocket("localhost", port)) {
      client.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
      String big = "x".repeat(1_000_000);
      client.getOutputStream().write((big + "\nbye\n").getBytes(StandardCharsets.US_ASCII));
      String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(all.startsWith("HTTP/1.1 101 "), all.substring(0, Math.min(200, all.length())));
      assertTrue(all.endsWith("\r\n\r\nhello\n" + big + "\n"), "length " + all.length());
    }
  }

  @Test
  void theEndOfOneSideLeavesTheOtherOpen() throws Exception {
    rig.start(
        directory,
        connection -> {
          connection.head();
          connection.write(SWITCHED);
          String all = connection.rest();
          connection.write("got " + all.length());
        },
        target -> target);
    try (Wire client = rig.front().connect()) {
      assertTrue(client.write(UPGRADE).head().isPresent());
      client.write("12345");
      client.endOutput();
      assertEquals("got 5", client.rest());
    }
  }

  @Test
  void aDeadSiteEndsTheClientAndAGoneClientTheSite() throws Exception {
    rig.start(directory, HopUpgradeTest::echo, target -> target);
    Wire client = rig.front().connect();
    assertTrue(client.write(UPGRADE).head().isPresent());
    assertEquals("hello", client.line());
    client.reset();
    rig.site().receivedAtEnd(0);
    Await.until("the place is free", () -> rig.front().hop().connections() == 0);
  }

  @Test
  void aSilentTunnelEndsAfterItsTime() throws Exception {
    rig.start(
        directory,
        HopUpgradeTest::echo,
        target -> target.withTimes(target.times().withTunnel(Duration.ofMillis(300))));
    try (Wire client = rig.front().connect()) {
      assertTrue(client.write(UPGRADE).head().isPresent());
      assertEquals("hello\n", client.rest());
    }
  }

  @Test
  void aRefusedUpgradeIsAnOrdinaryAnswer() throws Exception {
    rig.start(
        directory,
        ScriptedSite.always("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"),
        target -> target);
    try (Wire client = rig.front().connect()) {
      for (int i = 0; i < 3; i++) {
        String head = client.write(UPGRADE).head().orElseThrow();
        assertTrue(head.startsWith("HTTP/1.1 403 "), head);
        assertEquals("no", client.body(head));
      }
    }
    assertEquals(1, rig.site().connections().size());
  }
}
