package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's gunicorn on a Unix domain socket, serving a small WSGI application. */
final class Gunicorn implements Closeable {
  private static final Path PROGRAM = Path.of("/usr/bin/gunicorn");
  private static final String APPLICATION =
      """
      import os

      def application(environ, start_response):
          path = environ["PATH_INFO"]
          if path == "/die":
              os.kill(os.getpid(), 9)
          if path == "/big":
              start_response("200 OK", [("Content-Type", "application/octet-stream")])
              return (b"x" * 65536 for _ in range(160))
          if path == "/empty":
              start_response("304 Not Modified", [("ETag", "x")])
              return []
          body = environ["wsgi.input"].read()
          text = "%s %s length=%s read=%d from=%s" % (
              environ["REQUEST_METHOD"], path, environ.get("CONTENT_LENGTH"), len(body),
              environ.get("HTTP_X_FORWARDED_FOR"))
          start_response("200 OK", [("Content-Length", str(len(text)))])
          return [text.encode()]
      """;

  private final Process process;

  Gunicorn(Path directory, Path socket, String... options) throws IOException {
    assertTrue(
        Files.isExecutable(PROGRAM), "gunicorn is missing. Type: sudo apt-get install -y gunicorn");
    Files.writeString(directory.resolve("app.py"), APPLICATION);
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "--bind", "unix:" + socket));
    command.addAll(List.of("--chdir", directory.toString(), "--log-level", "critical"));
    command.addAll(List.of(options));
    command.add("app:application");
    process = new ProcessBuilder(command).inheritIO().start();
    Await.until("gunicorn listens", () -> isListening(socket));
  }

  private static boolean isListening(Path socket) {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    // the arbiter first, so that it starts no new worker in place of a killed one
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
