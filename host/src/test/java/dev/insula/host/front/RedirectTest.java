package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.front.StaticSite.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
  private static final Path NOWHERE = Path.of("nowhere");

  @ParameterizedTest
  @CsvSource({
    "https://www.alpha.test/, /, https://www.alpha.test/",
    "https://www.alpha.test/, /a/b?c=d&e=/, https://www.alpha.test/a/b?c=d&e=/",
    "https://www.alpha.test/, //evil.test/x, https://www.alpha.test/evil.test/x",
    "https://www.alpha.test/new/, /a%20b;c, https://www.alpha.test/new/a%20b;c",
    "https://www.alpha.test/only, /a/b?c, https://www.alpha.test/only",
    "https://www.alpha.test/?q=/, /a, https://www.alpha.test/?q=/a",
    "/new/, /a?b, /new/a?b",
    "/, //evil.test, /evil.test",
    "/, ///evil.test/?x, /evil.test/?x",
    "/new, /a, /new"
  })
  void targetWithASlashKeepsPathAndQuery(String target, String path, String location)
      throws Exception {
    try (StaticSite site = StaticSite.of(NOWHERE, Redirect.to(target, 302))) {
      Reply reply = site.get(path);
      assertEquals(302, reply.status());
      assertEquals(location, reply.field("Location"));
      assertEquals("0", reply.field("Content-Length"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void statusIsTheOneThatWasAskedFor(int status) throws Exception {
    try (StaticSite site = StaticSite.of(NOWHERE, Redirect.to("/x", status))) {
      assertEquals(status, site.ask("POST", "/a").status());
      assertEquals(status, site.ask("HEAD", "/a").status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%0d%0aX-Evil:%20yes",
        "/a?b=%0d%0aX-Evil:%20yes",
        "/a%0aX-Evil:%20yes",
        "/a?b%0d%0a%0d%0a<script>",
        "/a?%00"
      })
  void nothingInARequestAddsAField(String path) throws Exception {
    try (StaticSite site = StaticSite.of(NOWHERE, Redirect.to("https://b.test/", 302))) {
      Reply reply = site.get(path);
      assertTrue(reply.status() == 302 || reply.status() == 400, reply.head());
      assertEquals("", reply.field("X-Evil"));
    }
  }

  @Test
  void whatIsNoUriCharacterIsEncoded() {
    String text = new LocationText("/").path("/a\r\nb c\"<\u00fc>").query("x\u0000\n").toString();
    assertEquals("/a%0D%0Ab%20c%22%3C%C3%BC%3E?x%00%0A", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "www.alpha.test",
        "//alpha.test/",
        "ftp://alpha.test/",
        "javascript:alert(1)",
        "https://",
        "https://user@alpha.test/",
        "https://alpha.test/\r\nX: y",
        "https://alpha.test/ä",
        "/a b"
      })
  void whatIsNoTargetIsRefused(String target) {
    assertThrows(IllegalArgumentException.class, () -> Redirect.to(target, 301));
  }

  @Test
  void otherStatusIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Redirect.to("/", 200));
    assertThrows(IllegalArgumentException.class, () -> new HttpsRedirect(0));
  }

  @Test
  void clientIsSentToTheSameUrlOverHttps() throws Exception {
    HttpsRedirect usual = new HttpsRedirect(443);
    try (StaticSite site = StaticSite.of(NOWHERE, usual)) {
      Reply reply = site.ask("POST", "/a/b?c");
      assertEquals(308, reply.status());
      assertEquals("https://a.test/a/b?c", reply.field("Location"));
      assertEquals("https://a.test/", site.get("/").field("Location"));
      assertEquals("https://a.test/", site.ask("OPTIONS", "*").field("Location"));
    }
    try (StaticSite site = StaticSite.of(NOWHERE, new HttpsRedirect(8443))) {
      assertEquals("https://a.test:8443/a", site.get("/a").field("Location"));
    }
  }
}
