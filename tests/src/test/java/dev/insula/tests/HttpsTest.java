package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates for development, the way from HTTP to HTTPS, and encoded slashes. */
class HttpsTest {
  private static final String MANIFEST =
      """
      trusted-proxies: [127.0.0.1]
      sites:
        secure:
          hosts: secure.test
          static: pages
          tls: {self-signed: true}
          https-redirect: %s
        open:
          hosts: open.test
          wsgi: app
          path: .
          tls: {self-signed: true}
          encoded-slashes: %s
        strict:
          hosts: strict.test
          wsgi: app
          path: .
      """;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("pages")).resolve("a.txt"), "page");
    Files.writeString(
        folder.resolve("app.py"),
        """
        import os

        def application(environ, start_response):
            text = f"{environ['RAW_URI']} {os.getpid()}".encode()
            start_response("200 OK", [("Content-Length", str(len(text)))])
            return [text]
        """);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, MANIFEST.formatted("true", "true"));
    insula = Insula.runWithTls(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  private static void reload(String redirect, String slashes) throws IOException {
    insula.rewrite(MANIFEST.formatted(redirect, slashes));
    Insula.Result result = insula.command("reload");
    assertEquals(0, result.status(), result.output());
  }

  private static Optional<String> location(String path, String... headers) throws IOException {
    Http.Reply reply = insula.get("secure.test", path, headers);
    assertEquals(308, reply.status());
    return reply.header("Location");
  }

  @Test
  void aSelfSignedCertificateNamesItsSiteAndOutlivesTheReload() throws IOException {
    TlsClient.Answer first = TlsClient.get(insula.tlsPort(), "secure.test", "secure.test");
    assertEquals("secure.test", first.names());
    assertTrue(first.text().startsWith("HTTP/1.1 404 "), first.text());
    TlsClient.Answer other = TlsClient.get(insula.tlsPort(), "open.test", "open.test");
    assertEquals("open.test", other.names());
    assertNotEquals(first.serial(), other.serial());
    reload("true", "true");
    TlsClient.Answer again = TlsClient.get(insula.tlsPort(), "secure.test", "secure.test");
    assertEquals(first.serial(), again.serial());
    Path kept = folder.resolve(".insula/tls/secure.pem");
    assertEquals("rw-------", mode(kept));
  }

  private static String mode(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }

  @Test
  void aClientWithoutTlsIsSentToTheSameUrlOverHttps() throws IOException {
    String port = ":" + insula.tlsPort();
    assertEquals(Optional.of("https://secure.test" + port + "/a%20b?c=d"), location("/a%20b?c=d"));
    assertEquals(200, insula.get("secure.test", "/a.txt", "X-Forwarded-Proto: https").status());
    assertEquals(200, insula.get("open.test", "/").status());
  }

  @Test
  void theRedirectChangesWithAReloadAndRestartsNothing() throws IOException {
    String before = insula.get("open.test", "/x").text();
    reload("8443", "true");
    assertEquals(Optional.of("https://secure.test:8443/"), location("/"));
    reload("false", "true");
    assertEquals("page", insula.get("secure.test", "/a.txt").text());
    reload("443", "true");
    assertEquals(Optional.of("https://secure.test/"), location("/"));
    reload("true", "true");
    assertEquals(before, insula.get("open.test", "/x").text());
  }

  @Test
  void anEncodedSlashReachesTheSiteThatAcceptsItOnly() throws IOException {
    String answer = insula.get("open.test", "/a%2Fb%5cc").text();
    assertTrue(answer.startsWith("/a%2Fb%5cc "), answer);
    assertEquals(400, insula.get("strict.test", "/a%2Fb").status());
    assertEquals(400, insula.get("open.test", "/a%2F..%2Fb").status());
    reload("true", "false");
    assertEquals(400, insula.get("open.test", "/a%2Fb").status());
    reload("true", "true");
    assertEquals(answer, insula.get("open.test", "/a%2Fb%5cc").text());
  }
}
