package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.host.front.StaticSite.Reply;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No spelling of a path leads out of the folder or to a hidden file: behind the gate or alone. */
class StaticEscapeTest {
  private static final int SPELLINGS = 400;
  private static final List<String> UP =
      List.of(
          "..",
          "%2e%2e",
          ".%2e",
          "%2E.",
          "%252e%252e",
          "..;x",
          "..;",
          "%2e%2e;a=b",
          "...",
          "..%00",
          "..%20",
          ".. ",
          "%c0%ae%c0%ae",
          "%e0%80%ae.",
          "%uff0e%uff0e",
          "..%0d",
          "..%09",
          "%2e%2e%2e",
          "..\\",
          "%%32e%%32e",
          "..%c0%af",
          "%ef%bc%8e%ef%bc%8e");
  private static final List<String> SLASH =
      List.of(
          "/",
          "//",
          "%2f",
          "%2F",
          "\\",
          "%5c",
          "%5C",
          "/./",
          "/%2e/",
          "%252f",
          "%c0%af",
          "/;/",
          "%u2215",
          "/.;/",
          "%2f/",
          "%ef%bc%8f",
          "/x/../",
          "%00/");
  private static final List<String> TARGET =
      List.of(
          "secret.txt",
          "secret%2etxt",
          "secret.txt%00",
          "secret.txt%00.css",
          "%73ecret.txt",
          "secret.txt;a",
          "secret.txt/",
          "files/../secret.txt",
          "../secret.txt",
          "files/.hidden",
          "files/.git/config",
          "files/%2egit/config",
          ".git/config",
          "secret.txt?x",
          "secret.txt#x");
  private static final List<String> START =
      List.of(
          "/static/", "/static", "//static/", "/static/css/", "/static/css/deep/", "/%73tatic/");

  @TempDir private Path folder;
  private Path files;

  @BeforeEach
  void lay() throws IOException {
    files = folder.resolve("files");
    for (String name : List.of("secret.txt", "files/.hidden", "files/.git/config")) {
      StaticSite.write(folder, name, "SECRET", StaticSite.LONG_AGO);
    }
    StaticSite.write(files, "css/deep/ok.txt", "fine", StaticSite.LONG_AGO);
  }

  @Test
  void noSpellingEscapesBehindTheGate() throws Exception {
    HttpHandler handler = StaticFolder.of("/static/", files, StaticOptions.DEFAULT);
    GateOptions lax = new GateOptions(GateLimits.DEFAULT, TrustedProxies.NONE, host -> true, false);
    for (GateOptions options : List.of(GateOptions.STRICT, lax)) {
      try (FrontFixture front = FrontFixture.plain(options, handler)) {
        tryAll(front.address());
      }
    }
  }

  // Deprecated for what it allows, and that is what is to be withstood here.
  @SuppressWarnings("deprecation")
  @Test
  void noSpellingEscapesWithoutTheGate() throws Exception {
    HttpHandler handler = StaticFolder.of("/static/", files, StaticOptions.DEFAULT);
    for (boolean decode : List.of(true, false)) {
      Undertow bare =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1")
              .setServerOption(UndertowOptions.DECODE_URL, decode)
              .setServerOption(UndertowOptions.ALLOW_ENCODED_SLASH, true)
              .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
              .setHandler(handler)
              .build();
      bare.start();
      try {
        tryAll((InetSocketAddress) bare.getListenerInfo().getFirst().getAddress());
      } finally {
        bare.stop();
      }
    }
  }

  private static void tryAll(InetSocketAddress address) throws IOException {
    assertEquals("fine", ask(address, "/static/css/deep/ok.txt").body());
    for (String path : spellings()) {
      Reply reply = ask(address, path);
      assertFalse(reply.head().contains(" 200 "), () -> path + " -> " + reply.head());
      assertFalse(reply.body().contains("SECRET"), path);
      assertFalse(reply.status() >= 500, () -> path + " -> " + reply.head());
    }
  }

  private static Reply ask(InetSocketAddress address, String path) throws IOException {
    try (RawHttp1 client = new RawHttp1(address)) {
      return StaticSite.ask(client, "GET", path);
    }
  }

  private static Set<String> spellings() {
    long seed = Long.getLong("insula.test.seed", System.nanoTime());
    System.out.println("StaticEscapeTest: -Dinsula.test.seed=" + seed);
    Random random = new Random(seed);
    Set<String> spellings = new LinkedHashSet<>();
    for (String hidden : List.of(".hidden", "%2ehidden", ".git/config", "css/../.hidden", "")) {
      spellings.add("/static/" + hidden);
    }
    while (spellings.size() < SPELLINGS) {
      StringBuilder path = new StringBuilder(any(START, random));
      int ups = random.nextInt(4);
      for (int n = 0; n < ups; n++) {
        path.append(any(UP, random)).append(any(SLASH, random));
      }
      spellings.add(path.append(ups == 0 ? "../" : "").append(any(TARGET, random)).toString());
    }
    assertTrue(spellings.size() >= 150);
    return spellings;
  }

  private static String any(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Test
  void linkIsFollowedOnlyAsFarAsItStaysInside() throws Exception {
    Files.createSymbolicLink(files.resolve("out.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(files.resolve("up"), folder);
    Files.createSymbolicLink(files.resolve("in.txt"), Path.of("css/deep/ok.txt"));
    Files.createSymbolicLink(files.resolve("absolute.txt"), files.resolve("css/deep/ok.txt"));
    Files.createSymbolicLink(files.resolve("style"), Path.of("css"));
    Files.createSymbolicLink(files.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(files.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(files.resolve("passwd"), Path.of("/etc/passwd"));
    try (StaticSite site = StaticSite.below("/", files)) {
      for (String out : List.of("out.txt", "up/secret.txt", "loop", "dangling", "passwd")) {
        assertEquals(404, site.get("/" + out).status(), out);
      }
      for (String in : List.of("in.txt", "absolute.txt", "style/deep/ok.txt")) {
        assertEquals("fine", site.get("/" + in).body(), in);
      }
    }
  }

  @Test
  void placeThatIsALinkItselfIsFollowedOnce() throws Exception {
    Path link = folder.resolve("current");
    Files.createSymbolicLink(link, Path.of("files"));
    StaticFolder handler = StaticFolder.of("/", link, StaticOptions.DEFAULT);
    Files.delete(link);
    Files.createSymbolicLink(link, folder);
    try (StaticSite site = StaticSite.of(files, handler)) {
      assertEquals("fine", site.get("/css/deep/ok.txt").body());
      assertEquals(404, site.get("/secret.txt").status());
    }
  }
}
