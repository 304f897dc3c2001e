package dev.insula.host.command;

import dev.insula.host.command.FaultHandler.Fault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Speaks HTTP/1.0 with the control socket: one request a connection, the answer ends with it. */
final class ControlClient {
  private final Path socket;

  ControlClient(Path socket) {
    this.socket = socket;
  }

  /**
   * Sends a request and copies the answer's body.
   *
   * @param target path and query, percent-encoded
   * @return the status of the answer
   * @throws Fault if no host listens there
   */
  int send(String method, String target, OutputStream body) throws IOException {
    try (SocketChannel channel = connect()) {
      String head = method + " " + target + " HTTP/1.0\r\nHost: insula\r\n\r\n";
      channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      int status = statusOf(line(in));
      skipHeaders(in);
      copy(in, body);
      return status;
    }
  }

  /** They say nothing that matters here: the body ends with the connection. */
  private static void skipHeaders(InputStream in) throws IOException {
    String header;
    do {
      header = line(in);
    } while (!header.isEmpty());
  }

  private static void copy(InputStream in, OutputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      body.write(buffer, 0, n);
      body.flush();
    }
  }

  private SocketChannel connect() {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault(
          ExitCode.NOT_RUNNING,
          "no host answers on %s (%s). Start one with \"insula run\", or name its control socket with --control."
              .formatted(socket, e.getMessage()));
    }
  }

  private static int statusOf(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
      throw new IOException("the control socket does not speak HTTP");
    }
    return Integer.parseInt(parts[1]);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
