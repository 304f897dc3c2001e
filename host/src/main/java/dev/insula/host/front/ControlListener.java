package dev.insula.host.front;

import dev.insula.host.control.Answer;
import dev.insula.host.control.ControlApi;
import dev.insula.host.control.Request;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xnio.OptionMap;
import org.xnio.XnioWorker;
import org.xnio.nio.Uds;
import org.xnio.nio.UdsListener;
import org.xnio.nio.UnixPeer;

/** Carries the control API over HTTP on a Unix domain socket that only its owner may use. */
public final class ControlListener implements Closeable {
  private static final int BACKLOG = 16;
  private static final int RADIX = 36;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final HttpString CONTENT_TYPE = Headers.CONTENT_TYPE;

  private final Path socket;
  private final UdsListener listener;

  private ControlListener(Path socket, UdsListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  /**
   * Listens. The socket gets its name only after its mode was set, so there is no moment at which
   * another user could connect.
   */
  public static ControlListener open(XnioWorker worker, Path socket, ControlApi api)
      throws IOException {
    var http =
        new HttpOpenListener(
            new DefaultByteBufferPool(false, 16 * 1024),
            OptionMap.create(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024));
    http.setRootHandler(new BlockingHandler(exchange -> answer(exchange, api)));
    Path unnamed = privateFolder(socket).resolve("s");
    UdsListener listener = Uds.listen(worker, unnamed, BACKLOG, UnixPeer.anybody(), http);
    try {
      Files.setPosixFilePermissions(unnamed, PosixFilePermissions.fromString("rw-------"));
      Files.move(unnamed, socket, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(unnamed.getParent());
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    return new ControlListener(socket, listener);
  }

  /** Beside the socket, because a file cannot get a name on another file system; a short path. */
  private static Path privateFolder(Path socket) throws IOException {
    Path folder = socket.resolveSibling(".c" + Long.toString(ProcessHandle.current().pid(), RADIX));
    Files.deleteIfExists(folder.resolve("s"));
    Files.deleteIfExists(folder);
    return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  private static void answer(HttpServerExchange exchange, ControlApi api) throws IOException {
    Answer answer = api.answer(request(exchange));
    switch (answer) {
      case Answer.Whole(int status, String type, String body) -> {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(CONTENT_TYPE, type);
        exchange.getResponseSender().send(body);
      }
      case Answer.Lines(Path file, boolean follow) -> {
        exchange.getResponseHeaders().put(CONTENT_TYPE, "text/plain; charset=utf-8");
        try (OutputStream out = exchange.getOutputStream()) {
          LogTail.copy(file, out, follow);
        }
      }
    }
  }

  private static Request request(HttpServerExchange exchange) {
    List<String> path =
        Arrays.stream(exchange.getRelativePath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
            .toList();
    Map<String, String> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
    return new Request(exchange.getRequestMethod().toString(), path, query);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
  }
}
