package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files over TLS, with HTTP/1.1 and HTTP/2. */
class StaticHttp2Test {
  private static final int MEGABYTE = 1024 * 1024;

  @TempDir private Path folder;
  private FrontFixture front;
  private SSLContext trusting;

  @BeforeEach
  void open() throws Exception {
    TlsIdentity identity = TlsDevelopmentCertificate.create(List.of("localhost"));
    TlsKeys keys = new TlsKeys();
    keys.publish(new TlsTable(Map.of("localhost", identity), Optional.empty()));
    StaticFolder handler = StaticFolder.of("/", folder, StaticOptions.DEFAULT);
    front = FrontFixture.open(List.of("https://127.0.0.1:0"), GateOptions.STRICT, keys, handler);
    trusting = trusting(identity);
  }

  @AfterEach
  void close() {
    front.close();
  }

  private static SSLContext trusting(TlsIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("site", identity.chain().getFirst());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private HttpRequest request(String path) {
    String url = "https://localhost:" + front.address().getPort() + path;
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void smallAndLargeFilesArriveByteForByte(HttpClient.Version version) throws Exception {
    String large = "0123456789abcdef".repeat(200_000);
    StaticSite.write(folder, "large.txt", large, StaticSite.LONG_AGO);
    StaticSite.write(folder, "small.txt", "small", StaticSite.LONG_AGO);
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(trusting).version(version).build()) {
      for (int n = 0; n < 3; n++) {
        HttpResponse<String> small =
            client.send(request("/small.txt"), HttpResponse.BodyHandlers.ofString());
        assertEquals("small", small.body());
        assertEquals(expected(version), small.version());
        HttpResponse<String> all =
            client.send(
                request("/large.txt"),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        assertTrue(large.equals(all.body()), "other bytes");
      }
    }
  }

  private static HttpClient.Version expected(HttpClient.Version asked) {
    return asked == HttpClient.Version.HTTP_1_1 ? asked : HttpClient.Version.HTTP_2;
  }

  @Test
  void fileThatShrinksBreaksOffItsStreamOnly() throws Exception {
    Path file = folder.resolve("big.bin");
    try (RandomAccessFile created = new RandomAccessFile(file.toFile(), "rw")) {
      created.setLength(64 * MEGABYTE);
    }
    StaticSite.write(folder, "small.txt", "small", StaticSite.LONG_AGO);
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      HttpResponse<InputStream> big =
          client.send(request("/big.bin"), HttpResponse.BodyHandlers.ofInputStream());
      assertEquals(200, big.statusCode());
      try (RandomAccessFile shrunk = new RandomAccessFile(file.toFile(), "rw")) {
        shrunk.setLength(1);
      }
      try (InputStream body = big.body()) {
        assertThrows(
            IOException.class, () -> body.transferTo(java.io.OutputStream.nullOutputStream()));
      }
      assertEquals(
          "small", client.send(request("/small.txt"), HttpResponse.BodyHandlers.ofString()).body());
    }
  }
}
