package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 2: a request for one site is never handled by another. */
class VirtualHostTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws IOException {
    Path classes = Sites.teller(folder);
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(
        manifest,
        """
        sites:
          exact: {hosts: [www.a.test, "bücher.test", "[::1]"], java: site.Teller, path: %1$s, env: {MARK: exact}}
          wild: {hosts: ["*.a.test"], java: site.Teller, path: %1$s, env: {MARK: wild}}
          deep: {hosts: ["*.deep.a.test"], java: site.Teller, path: %1$s, env: {MARK: deep}}
        """
            .formatted(classes));
    insula = Insula.run(manifest);
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
  }

  @ParameterizedTest
  @CsvSource({
    "www.a.test, exact",
    "WWW.A.Test, exact",
    "www.a.test., exact",
    "www.a.test:8080, exact",
    "xn--bcher-kva.test, exact",
    "[::1]:80, exact",
    "x.a.test, wild",
    "x.y.a.test, wild",
    "x.deep.a.test, deep",
    "deep.a.test, wild",
  })
  void theHostNameDecides(String host, String mark) throws IOException {
    assertEquals(mark, insula.get(host, "/generation").text());
  }

  @ParameterizedTest
  @CsvSource({"a.test", "unknown.test", "[::2]", "127.0.0.1"})
  void aNameThatNobodyDeclaredGetsNoSite(String host) throws IOException {
    assertEquals(404, insula.get(host, "/generation").status());
  }

  @Test
  void oneConnectionMayAskManySites() throws IOException {
    try (Http http = new Http(insula.port())) {
      for (int i = 0; i < 20; i++) {
        assertEquals("exact", http.get("www.a.test", "/generation").text());
        assertEquals("wild", http.get("x.a.test", "/generation").text());
      }
    }
  }

  @Test
  void forwardedHeadersOfTheClientDoNotRoute() throws IOException {
    Http.Reply reply =
        insula.get(
            "x.a.test",
            "/generation",
            "X-Forwarded-Host: www.a.test",
            "Forwarded: host=www.a.test");
    assertEquals("wild", reply.text());
  }
}
