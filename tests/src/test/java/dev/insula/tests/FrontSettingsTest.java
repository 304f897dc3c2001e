package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says about the front itself: certificates, proxies to believe, bodies' sizes. */
class FrontSettingsTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Certificates.make(folder, "one", "one.test");
    Certificates.make(folder, "two", "two.test");
    Files.writeString(
        folder.resolve("app.py"),
        """
        def application(environ, start_response):
            length = len(environ["wsgi.input"].read())
            text = f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']} {length}".encode()
            start_response("200 OK", [("Content-Length", str(len(text)))])
            return [text]
        """);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        trusted-proxies: [127.0.0.1]
        sites:
          one:
            hosts: one.test
            wsgi: app
            path: .
            limits: {body: 20MiB}
            tls: {certificate: one.pem, key: one.key}
          two:
            hosts: two.test
            wsgi: app
            path: .
            tls: {certificate: two.pem, key: two.key}
        """);
    insula = Insula.runWithTls(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @Test
  void eachSiteShowsItsOwnCertificate() throws IOException {
    for (String host : new String[] {"one.test", "two.test"}) {
      TlsClient.Answer answer = TlsClient.get(insula.tlsPort(), host, host);
      assertEquals("CN=" + host, answer.subject());
      assertTrue(answer.text().startsWith("HTTP/1.1 200 "), answer.text());
      assertTrue(answer.text().endsWith("127.0.0.1 https 0"), answer.text());
    }
  }

  @Test
  void aRequestForAnotherSiteThanTheHandshakesIsMisdirected() throws IOException {
    TlsClient.Answer answer = TlsClient.get(insula.tlsPort(), "one.test", "two.test");
    assertTrue(answer.text().startsWith("HTTP/1.1 421 "), answer.text());
  }

  @Test
  void aReloadShowsTheNewCertificate() throws IOException {
    Certificates.make(folder, "two", "renewed.test");
    assertEquals(0, insula.command("reload").status());
    TlsClient.Answer answer = TlsClient.get(insula.tlsPort(), "two.test", "two.test");
    assertEquals("CN=renewed.test", answer.subject());
    Certificates.make(folder, "two", "two.test");
    assertEquals(0, insula.command("reload").status());
  }

  @Test
  void aTrustedProxysWordAboutTheClientIsBelieved() throws IOException {
    Http.Reply reply =
        insula.get("one.test", "/", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https");
    assertEquals("203.0.113.9 https 0", reply.text());
  }

  @Test
  void aSiteTakesBodiesUpToItsOwnLimit() throws IOException {
    try (Http http = new Http(insula.port())) {
      Http.Reply taken = http.exchange("POST", "one.test", "/", new byte[17 * MEBIBYTE]);
      assertEquals("127.0.0.1 http " + 17 * MEBIBYTE, taken.text());
    }
    assertEquals(413, refused("one.test", 21 * MEBIBYTE));
    assertEquals(413, refused("two.test", 17 * MEBIBYTE));
  }

  /** A site of eight threads; slowhttptest -B with more than these used to stop it. */
  @Test
  void slowUploadsHoldNoThreadOfTheSite() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int n = 0; n < 40; n++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), insula.port());
        slow.add(socket);
        String head = "POST / HTTP/1.1\r\nHost: two.test\r\nContent-Length: 10\r\n\r\n1";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      }
      for (int n = 0; n < 10; n++) {
        assertEquals(200, insula.get("two.test", "/").status());
      }
      Socket last = slow.getLast();
      last.getOutputStream().write("234567890".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = last.getInputStream().readNBytes("HTTP/1.1 200".length());
      assertEquals("HTTP/1.1 200", new String(answer, StandardCharsets.US_ASCII));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** The length alone is enough to refuse it. */
  private static int refused(String host, int length) throws IOException {
    try (Http http = new Http(insula.port())) {
      return http.exchange("PATCH", host, "/", new byte[0], "Content-Length: " + length).status();
    }
  }
}
