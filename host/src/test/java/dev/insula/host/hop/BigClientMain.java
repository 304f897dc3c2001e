package dev.insula.host.hop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;

/** A client in a process of its own that gets and sends long bodies and says what came of it. */
final class BigClientMain {
  /** What the client speaks. */
  enum Protocol {
    /** Without TLS. */
    HTTP_1_1,
    /** Over TLS, agreed on by ALPN. */
    HTTP_2
  }

  private static final int PIECE = 64 * 1024;

  private BigClientMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println("ready");
    String[] ports = args[1].split(" ", 2);
    boolean plain = Protocol.valueOf(args[0]) == Protocol.HTTP_1_1;
    String base = plain ? "http://localhost:" + ports[0] : "https://localhost:" + ports[1];
    long size = Long.parseLong(args[2]);
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .sslContext(TestTls.client())
            .build()) {
      System.out.println("got with its length " + download(http, base + "/down?" + size));
      System.out.println("got without length " + download(http, base + "/chunks?" + size));
      System.out.println("sent with its length " + upload(http, base, size, true));
      System.out.println("sent without length " + upload(http, base, size, false));
    }
  }

  private static long download(HttpClient http, String uri)
      throws IOException, InterruptedException {
    HttpRequest get = HttpRequest.newBuilder(URI.create(uri)).build();
    try (var in = http.send(get, BodyHandlers.ofInputStream()).body()) {
      long count = 0;
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        count += read;
      }
      return count;
    }
  }

  private static String upload(HttpClient http, String base, long size, boolean withLength)
      throws IOException, InterruptedException {
    Iterable<byte[]> pieces = Collections.nCopies((int) (size / PIECE), new byte[PIECE]);
    var body = BodyPublishers.ofByteArrays(pieces);
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(base + "/"))
            .POST(withLength ? BodyPublishers.fromPublisher(body, size) : body)
            .build();
    return http.send(post, BodyHandlers.ofString()).body();
  }
}
