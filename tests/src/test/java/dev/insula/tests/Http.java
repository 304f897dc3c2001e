package dev.insula.tests;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client of one keep-alive connection that says exactly what it is told to. */
final class Http implements Closeable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  /** An answer; the headers' names are lower case. */
  static final class Reply {
    private final int status;
    private final List<String> headers;
    private final byte[] body;

    Reply(int status, List<String> headers, byte[] body) {
      this.status = status;
      this.headers = List.copyOf(headers);
      this.body = body.clone();
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body.clone();
    }

    List<String> headers() {
      return headers;
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return headers.stream()
          .filter(header -> header.startsWith(start))
          .map(header -> header.substring(start.length()))
          .findFirst();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Http(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** One request on a connection of its own. */
  static Reply get(int port, String host, String path, String... headers) throws IOException {
    try (Http http = new Http(port)) {
      return http.exchange("GET", host, path, new byte[0], headers);
    }
  }

  Reply get(String host, String path, String... headers) throws IOException {
    return exchange("GET", host, path, new byte[0], headers);
  }

  Reply exchange(String method, String host, String path, byte[] body, String... headers)
      throws IOException {
    var head = new StringBuilder();
    head.append("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, path, host));
    if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    socket.getOutputStream().write(request.toByteArray());
    return reply(!method.equals("HEAD"));
  }

  /** A POST whose length only its last chunk tells. */
  Reply postInChunks(String host, String path, String... chunks) throws IOException {
    var request = new StringBuilder();
    request.append(
        "POST %s HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\n".formatted(path, host));
    for (String chunk : chunks) {
      request.append("%x\r\n%s\r\n".formatted(chunk.length(), chunk));
    }
    request.append("0\r\n\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    return reply(true);
  }

  private Reply reply(boolean withBody) throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.add(
          line.substring(0, colon).toLowerCase(Locale.ROOT)
              + ": "
              + line.substring(colon + 1).strip());
    }
    var bare = new Reply(status, headers, new byte[0]);
    boolean bodyless = !withBody || status == 204 || status == 304;
    return bodyless ? bare : new Reply(status, headers, body(bare));
  }

  private byte[] body(Reply head) throws IOException {
    if (head.header("transfer-encoding").filter("chunked"::equals).isPresent()) {
      return chunks();
    }
    Optional<String> length = head.header("content-length");
    return length.isPresent() ? exactly(Integer.parseInt(length.get())) : in.readAllBytes();
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.writeBytes(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "the answer ended after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
