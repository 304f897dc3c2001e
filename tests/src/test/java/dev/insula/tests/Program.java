package dev.insula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small server for tests that knows nothing of Insula and is told what to do on its way. */
final class Program {
  /**
   * Listens on the port or the socket that its first argument names. What it is asked decides what
   * it tells; {@code HEALTH} in its environment names a file that holds the status of /healthz.
   */
  private static final String SOURCE =
      """
      import http.server, os, socket, socketserver, subprocess, sys, time
      where = sys.argv[1]
      children = []
      class Handler(http.server.BaseHTTPRequestHandler):
          protocol_version = "HTTP/1.1"
          def address_string(self): return "client"
          def do_GET(self):
              status, path = 200, self.path
              if path == "/env": text = "\\n".join(sorted(k + "=" + v for k, v in os.environ.items()))
              elif path == "/where": text = where
              elif path == "/pid": text = str(os.getpid())
              elif path == "/fork":
                  child = subprocess.Popen(["setsid", "sleep", "1000"])
                  time.sleep(0.2)
                  text = str(child.pid)
              elif path == "/slow": time.sleep(1); text = "slow"
              elif path == "/healthz":
                  status = int(open(os.environ["HEALTH"]).read() or "503"); text = "health"
              elif path == "/mark": text = os.environ.get("MARK", "")
              else: text = path + " " + self.headers.get("Host", "")
              data = text.encode()
              self.send_response(status)
              self.send_header("Content-Length", str(len(data)))
              self.end_headers()
              self.wfile.write(data)
      class Tcp(http.server.ThreadingHTTPServer):
          request_queue_size = 128
      class Unix(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
          daemon_threads = True
          request_queue_size = 128
      print("program starts on", where, flush=True)
      if os.environ.get("BEFORE"): time.sleep(float(os.environ["BEFORE"]))
      if where == "never": time.sleep(1000)
      server = Unix(where, Handler) if "/" in where else Tcp(("127.0.0.1", int(where)), Handler)
      server.serve_forever()
      """;

  private Program() {}

  /** Writes the program; returns its file. */
  static Path write(Path folder) throws IOException {
    Path file = folder.resolve("program.py");
    Files.writeString(file, SOURCE);
    return file;
  }
}
