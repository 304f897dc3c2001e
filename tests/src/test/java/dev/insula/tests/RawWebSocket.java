package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client for short texts that may name any host (RFC 6455, section 5.2). */
final class RawWebSocket implements Closeable {
  private static final int FINAL_TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawWebSocket open(int port, String host, String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    RawWebSocket opened = new RawWebSocket(socket);
    String head =
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: " + host,
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    String answer = opened.head();
    assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    assertTrue(answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), answer);
    return opened;
  }

  private String head() throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      assertTrue(next >= 0, () -> "ended in the head: " + head);
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /** Sends a text of at most 125 bytes and waits for one that is as short. */
  String ask(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(FINAL_TEXT);
    frame.write(MASKED | payload.length);
    frame.write(new byte[4]); // a mask of zeros
    frame.write(payload);
    socket.getOutputStream().write(frame.toByteArray());
    assertEquals(FINAL_TEXT, in.read());
    return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
