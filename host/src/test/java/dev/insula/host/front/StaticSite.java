package dev.insula.host.front;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A folder with files behind a real listener, and a client that sends what it is told. */
final class StaticSite implements AutoCloseable {
  /** Long ago, so that entity tags are strong from the beginning. */
  static final Instant LONG_AGO = Instant.parse("2024-02-29T12:34:56.789Z");

  private final Path folder;
  private final FrontFixture front;

  private StaticSite(Path folder, FrontFixture front) {
    this.folder = folder;
    this.front = front;
  }

  static StaticSite below(String prefix, Path folder) throws IOException {
    return of(folder, StaticFolder.of(prefix, folder, StaticOptions.DEFAULT));
  }

  static StaticSite of(Path folder, HttpHandler handler) throws IOException {
    return new StaticSite(folder, FrontFixture.plain(GateOptions.STRICT, handler));
  }

  InetSocketAddress address() {
    return front.address();
  }

  Path write(String name, String content) throws IOException {
    return write(name, content, LONG_AGO);
  }

  Path write(String name, String content, Instant modified) throws IOException {
    return write(folder, name, content, modified);
  }

  static Path write(Path folder, String name, String content, Instant modified) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  Reply get(String path, String... fields) throws IOException {
    return ask("GET", path, fields);
  }

  Reply ask(String method, String path, String... fields) throws IOException {
    try (RawHttp1 client = new RawHttp1(address())) {
      return ask(client, method, path, fields);
    }
  }

  static Reply ask(RawHttp1 client, String method, String path, String... fields)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: a.test\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    client.send(request.append("\r\n").toString());
    boolean head = method.equals("HEAD");
    String answer = head ? client.upTo("\r\n\r\n") : client.head();
    return new Reply(answer, head || answer.contains(" 304 ") ? "" : client.body());
  }

  @Override
  public void close() {
    front.listeners().close(Duration.ofSeconds(1));
    front.close();
  }

  /** An answer: the head as it came, and the body. */
  record Reply(String head, String body) {
    int status() {
      return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    /** The field's value, empty if it is not there. */
    String field(String name) {
      String start = "\r\n" + name.toLowerCase(Locale.ROOT) + ": ";
      int at = head.toLowerCase(Locale.ROOT).indexOf(start);
      return at < 0
          ? ""
          : head.substring(at + start.length(), head.indexOf('\r', at + start.length()));
    }
  }
}
