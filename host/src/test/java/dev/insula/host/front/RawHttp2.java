package dev.insula.host.front;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly the HTTP/2 frames it is given; header blocks are plain literals. */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** One frame as it came; the payload's bytes as the characters of a text. */
  record Frame(int type, int flags, int stream, String payload) {
    int error() {
      return payload.charAt(type == GOAWAY ? 7 : 3);
    }
  }

  /** What became of a request: a status, or 0 and the error code it was reset with, or -1. */
  record Outcome(int status, int error, String body) {
    boolean isRefused() {
      return status == 0 || status >= 400;
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final ByteArrayOutputStream queued = new ByteArrayOutputStream();

  RawHttp2(InetSocketAddress address) throws IOException {
    this(new Socket(address.getAddress(), address.getPort()));
  }

  RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    queued.writeBytes(RawHttp1.bytes(PREFACE));
    frame(SETTINGS, 0, 0);
    frame(WINDOW_UPDATE, 0, 0, (byte) 0x3f, (byte) 0, (byte) 0, (byte) 0);
  }

  RawHttp2 frame(int type, int flags, int stream, byte... payload) {
    int length = payload.length;
    byte[] head = {
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length,
      (byte) type,
      (byte) flags,
      (byte) (stream >> 24),
      (byte) (stream >> 16),
      (byte) (stream >> 8),
      (byte) stream
    };
    queued.writeBytes(head);
    queued.writeBytes(payload);
    return this;
  }

  /** A header block of names and values in turn. */
  static byte[] block(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      block.write(0);
      literal(block, namesAndValues[at]);
      literal(block, namesAndValues[at + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = RawHttp1.bytes(text);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  static String[] get(String authority, String path) {
    return new String[] {
      ":method", "GET", ":scheme", "http", ":path", path, ":authority", authority
    };
  }

  RawHttp2 request(int stream, String... namesAndValues) {
    return frame(HEADERS, END_STREAM | END_HEADERS, stream, block(namesAndValues));
  }

  /** Sends what was queued; a connection the server has closed is no error here. */
  RawHttp2 flush() {
    try {
      socket.getOutputStream().write(queued.toByteArray());
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // The reader sees what happened.
    }
    queued.reset();
    return this;
  }

  /** The same, one byte a packet. */
  void flushByteByByte() throws IOException {
    for (byte one : queued.toByteArray()) {
      socket.getOutputStream().write(one);
    }
    queued.reset();
  }

  /** The next frame; GOAWAY with code 255 stands for a connection that ended without one. */
  Frame next() throws IOException {
    try {
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      return new Frame(type, flags, stream, latin1(in.readNBytes(length)));
    } catch (EOFException | SocketException closed) {
      return new Frame(GOAWAY, 0, 0, "\0\0\0\0\0\0\0\u00ff");
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Waits for the end of the request on {@code stream}, or of the connection. */
  Outcome outcome(int stream) throws IOException {
    int status = 0;
    StringBuilder body = new StringBuilder();
    while (true) {
      Frame frame = next();
      if (frame.type() == GOAWAY) {
        return new Outcome(status, frame.error(), body.toString());
      }
      if (frame.stream() != stream || frame.type() == WINDOW_UPDATE) {
        continue;
      }
      if (frame.type() == RST_STREAM) {
        return new Outcome(status, frame.error(), body.toString());
      }
      if (frame.type() == HEADERS && status < 200) {
        status = Http2Status.of(RawHttp1.bytes(frame.payload()));
      }
      if (frame.type() == DATA) {
        body.append(frame.payload());
      }
      if ((frame.flags() & END_STREAM) != 0) {
        return new Outcome(status, 0, body.toString());
      }
    }
  }

  /** Reads up to the end of the connection and returns its error code, 255 if there was none. */
  int goAway() throws IOException {
    while (true) {
      Frame frame = next();
      if (frame.type() == GOAWAY) {
        return frame.error();
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
