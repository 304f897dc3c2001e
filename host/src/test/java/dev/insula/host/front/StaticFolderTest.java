package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.front.StaticSite.Reply;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFolderTest {
  private static final HttpHandler APPLICATION =
      exchange ->
          exchange
              .getResponseSender()
              .send("application " + exchange.isInIoThread() + " " + exchange.getRequestURI());

  @TempDir private Path folder;

  private static StaticOptions before(HttpHandler next) {
    return new StaticOptions(Optional.of(next), Optional.empty(), false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.html | text/html; charset=utf-8",
        "a.CSS | text/css; charset=utf-8",
        "a.js | text/javascript; charset=utf-8",
        "a.mjs | text/javascript; charset=utf-8",
        "a.json | application/json",
        "a.js.map | application/json",
        "a.svg | image/svg+xml",
        "a.webp | image/webp",
        "a.avif | image/avif",
        "a.woff2 | font/woff2",
        "a.wasm | application/wasm",
        "a.tar.gz | application/gzip",
        "a.unheard-of | application/octet-stream",
        "html | application/octet-stream",
        "a b.txt | text/plain; charset=utf-8",
        "bücher.txt | text/plain; charset=utf-8"
      })
  void contentTypeFollowsTheName(String name, String type) throws Exception {
    try (StaticSite site = StaticSite.below("/s/", folder)) {
      site.write(name, "x");
      String path = new java.net.URI(null, null, "/s/" + name, null).toASCIIString();
      Reply reply = site.get(path);
      assertEquals(type, reply.field("Content-Type"));
      assertEquals("nosniff", reply.field("X-Content-Type-Options"));
      assertEquals("Thu, 29 Feb 2024 12:34:56 GMT", reply.field("Last-Modified"));
      assertEquals("x", reply.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.txt", "x");
      Reply reply = site.ask(method, "/a.txt");
      assertEquals(405, reply.status());
      assertEquals("GET, HEAD", reply.field("Allow"));
    }
  }

  @Test
  void headSaysWhatGetWouldSay() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("small.txt", "x".repeat(10));
      site.write("large.txt", "x".repeat(100_000));
      for (String name : List.of("/small.txt", "/large.txt")) {
        try (RawHttp1 client = new RawHttp1(site.address())) {
          String head = StaticSite.ask(client, "HEAD", name).head();
          String get = StaticSite.ask(client, "GET", name).head();
          assertEquals(withoutDate(get), withoutDate(head));
        }
      }
    }
  }

  private static String withoutDate(String head) {
    int at = head.indexOf("\r\nDate: ");
    return head.substring(0, at) + head.substring(head.indexOf("\r\n", at + 2));
  }

  @Test
  void folderIsItsIndexBehindASlash() throws Exception {
    try (StaticSite site = StaticSite.below("/static", folder)) {
      site.write("index.html", "top");
      site.write("docs/index.html", "docs");
      site.write("bare/x.txt", "x");
      assertEquals("top", site.get("/static/").body());
      assertEquals("docs", site.get("/static/docs/").body());
      assertEquals("text/html; charset=utf-8", site.get("/static/docs/").field("Content-Type"));
      assertEquals("/static/", site.get("/static").field("Location"));
      Reply redirect = site.get("/static/docs?a=b/c");
      assertEquals(301, redirect.status());
      assertEquals("/static/docs/?a=b/c", redirect.field("Location"));
      for (String none : List.of("/static/bare", "/static/bare/", "/static/docs/index.html/")) {
        assertEquals(404, site.get(none).status(), none);
      }
    }
  }

  @Test
  void redirectToAFolderNeverNamesAnotherHost() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("evil.test/index.html", "x");
      assertEquals("/evil.test/", site.get("//evil.test").field("Location"));
      assertEquals("/evil.test/", site.get("///evil.test").field("Location"));
    }
  }

  @Test
  void singleFileIsServedAtItsPathOnly() throws Exception {
    Path robots = StaticSite.write(folder, "r.txt", "robots", StaticSite.LONG_AGO);
    StaticFolder handler = StaticFolder.of("/robots.txt", robots, StaticOptions.DEFAULT);
    try (StaticSite site = StaticSite.of(folder, handler)) {
      assertEquals("robots", site.get("/robots.txt").body());
      assertEquals("robots", site.get("/robots.txt?x").body());
      for (String none :
          List.of("/robots.txt/", "/robots.txt/x", "/robots.txt/../r.txt", "/r.txt")) {
        assertTrue(site.get(none).status() >= 400, none);
      }
    }
  }

  @Test
  void folderThatAppearsLaterIsServed() throws Exception {
    Path later = folder.resolve("later");
    try (StaticSite site = StaticSite.below("/", later)) {
      assertEquals(404, site.get("/a.txt").status());
      site.write("a.txt", "here");
      assertEquals("here", site.get("/a.txt").body());
    }
  }

  @Test
  void whatIsNoFileIsTheApplicationsWhenItStandsBehind() throws Exception {
    StaticFolder handler = StaticFolder.of("/", folder, before(APPLICATION));
    try (StaticSite site = StaticSite.of(folder, handler)) {
      site.write("a.txt", "file");
      site.write("dir/x.txt", "x");
      assertEquals("file", site.get("/a.txt").body());
      for (String path : List.of("/b.txt", "/dir", "/dir/", "/.env", "/a.txt/", "/a%0ab")) {
        Reply reply = site.get(path);
        boolean refused = reply.status() == 400;
        assertTrue(refused || reply.body().equals("application true " + path), path);
      }
      assertEquals("application true /a.txt", site.ask("POST", "/a.txt").body());
    }
  }

  @Test
  void hiddenFilesDoNotExistExceptWellKnownOnes() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write(".env", "secret");
      site.write(".git/config", "secret");
      site.write("a/.htpasswd", "secret");
      site.write(".well-known/security.txt", "known");
      site.write(".well-known/.x", "secret");
      for (String path : List.of("/.env", "/.git/config", "/a/.htpasswd", "/.well-known/.x")) {
        assertEquals(404, site.get(path).status(), path);
      }
      assertEquals("known", site.get("/.well-known/security.txt").body());
    }
  }

  @Test
  void pipeOrSocketIsNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe.txt");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path socket = folder.resolve("socket.txt");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        StaticSite site = StaticSite.below("/", folder)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      Files.createSymbolicLink(folder.resolve("null.txt"), Path.of("/dev/null"));
      for (String path : List.of("/pipe.txt", "/socket.txt", "/null.txt")) {
        assertEquals(404, site.get(path).status(), path);
      }
    }
  }

  @Test
  void hashedNamesMayBeKeptForeverWhenAskedFor() throws Exception {
    StaticOptions options =
        new StaticOptions(Optional.empty(), Optional.of(Duration.ofMinutes(1)), true);
    try (StaticSite site = StaticSite.of(folder, StaticFolder.of("/", folder, options))) {
      for (String hashed : List.of("base.55e7cbb9ba48.css", "index-BfXk29aQ.js", "a.3f2a1b4c.js")) {
        site.write(hashed, "x");
        String control = site.get("/" + hashed).field("Cache-Control");
        assertEquals("public, max-age=31536000, immutable", control);
      }
      for (String plain :
          List.of("base.css", "report-20240229.pdf", "jquery-datatables.js", "55e7cbb9ba48.css")) {
        site.write(plain, "x");
        assertEquals("public, max-age=60", site.get("/" + plain).field("Cache-Control"), plain);
      }
    }
  }

  @Test
  void nothingIsSaidAboutCachingUnlessAskedFor() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("base.55e7cbb9ba48.css", "x");
      assertEquals("", site.get("/base.55e7cbb9ba48.css").field("Cache-Control"));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new StaticOptions(Optional.empty(), Optional.of(Duration.ofSeconds(-1)), false));
  }

  @Test
  void fileThatIsAskedForNowAndThenIsNeverStale() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      for (int n = 0; n < 5; n++) {
        String content = "content " + n;
        site.write("a.txt", content, StaticSite.LONG_AGO.plusSeconds(n));
        assertEquals(content, site.get("/a.txt").body());
      }
      Files.delete(folder.resolve("a.txt"));
      assertEquals(404, site.get("/a.txt").status());
    }
  }

  @Test
  void neighbourThatAppearsAndLinkThatTurnsAreNoticedAtOnce() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("v1/a.css", "one");
      site.write("v2/a.css", "two");
      Path current = folder.resolve("current");
      Files.createSymbolicLink(current, Path.of("v1"));
      assertEquals("one", site.get("/current/a.css").body());
      assertEquals("one", site.get("/v1/a.css", "Accept-Encoding: gzip").body());
      Files.delete(current);
      Files.createSymbolicLink(current, Path.of("v2"));
      site.write("v1/a.css.gz", "small");
      assertEquals("two", site.get("/current/a.css").body());
      assertEquals("small", site.get("/v1/a.css", "Accept-Encoding: gzip").body());
    }
  }

  @Test
  void fileUnderLoadIsFreshAgainSoon() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("a.txt", "old");
      for (int n = 0; n < 50; n++) {
        assertEquals("old", site.get("/a.txt").body());
      }
      Path next = site.write("next.txt", "new");
      Files.move(next, folder.resolve("a.txt"), StandardCopyOption.ATOMIC_MOVE);
      long deadline = System.nanoTime() + 5_000_000_000L;
      while (!site.get("/a.txt").body().equals("new")) {
        assertTrue(System.nanoTime() < deadline, "The file is stale after 5 s.");
      }
    }
  }

  @Test
  void twoFoldersWithTheSamePathsNeverMixUp() throws IOException {
    try (StaticSite one = StaticSite.below("/", folder.resolve("one"));
        StaticSite two = StaticSite.below("/", folder.resolve("two"))) {
      one.write("a.txt", "one");
      two.write("a.txt", "two");
      for (int n = 0; n < 50; n++) {
        assertEquals("one", one.get("/a.txt").body());
        assertEquals("two", two.get("/a.txt").body());
      }
    }
  }

  @Test
  void unreadableFileIsForbidden() throws Exception {
    try (StaticSite site = StaticSite.below("/", folder)) {
      Path file = site.write("a.txt", "x");
      Files.setPosixFilePermissions(file, java.util.Set.of());
      boolean superuser = Files.isReadable(file);
      assertEquals(superuser ? 200 : 403, site.get("/a.txt").status());
      assertFalse(site.get("/a.txt").head().contains(folder.toString()));
    }
  }
}
