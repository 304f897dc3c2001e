package dev.insula.host.systemd;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The service manager's end of the notification socket. The JDK has no datagrams over Unix sockets,
 * which is why Python has it; each message arrives here as one line, its line ends as {@code |}.
 */
final class Receiver implements Closeable {
  private static final String PROGRAM =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace("@", chr(0), 1) if sys.argv[1][0] == "@" else sys.argv[1])
      print("bound", flush=True)
      while True:
          print(s.recv(4096).decode().replace(chr(10), "|"), flush=True)
      """;

  private final Process process;
  private final BufferedReader lines;

  Receiver(Path socket) throws IOException {
    process = new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM, socket.toString()).start();
    lines = process.inputReader();
    next();
  }

  /** Waits for the next message. */
  String next() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the receiver ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
