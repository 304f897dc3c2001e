package dev.insula.host.front;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly the bytes it is given. */
final class RawHttp1 implements AutoCloseable {
  private static final int MILLIS = 10_000;

  private final Socket socket;

  RawHttp1(InetSocketAddress address) throws IOException {
    this(new Socket(address.getAddress(), address.getPort()));
  }

  RawHttp1(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(MILLIS);
  }

  static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  RawHttp1 send(String latin1) throws IOException {
    return send(bytes(latin1));
  }

  RawHttp1 send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** The next answer's status; 0 if the server closed without one. */
  int status() throws IOException {
    String head = head();
    return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
  }

  /** The next answer's head up to the empty line; consumes a body of a declared length. */
  String head() throws IOException {
    String head = upTo("\r\n\r\n");
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (at >= 0) {
      int length = Integer.parseInt(head, at + 16, head.indexOf('\r', at), 10);
      body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }
    return head;
  }

  /** So many of the bytes that come next. */
  String text(int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  private String body = "";

  /** The body that came with the latest {@link #head}. */
  String body() {
    return body;
  }

  String upTo(String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        read.write(b);
      }
    } catch (SocketException reset) {
      return "";
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** True once the server has closed the connection, without any further byte. */
  boolean isClosedByServer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
