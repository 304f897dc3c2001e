package dev.insula.host.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * HTTP/2 requests, as lists of names and values in turn, that must be refused (RFC 9113 section 8).
 */
final class Http2Corpus {
  private static final String TOKEN =
      "!#$%&'*+-.^`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final List<String[]> all = new ArrayList<>();

  private Http2Corpus() {}

  static List<String[]> malformed() {
    Http2Corpus corpus = new Http2Corpus();
    corpus.bytesInEveryPosition();
    corpus.authorities();
    corpus.targets();
    corpus.pseudoHeaders();
    corpus.fields();
    return List.copyOf(corpus.all);
  }

  private static String[] request(String method, String scheme, String path, String authority) {
    return new String[] {
      ":method", method, ":scheme", scheme, ":path", path, ":authority", authority
    };
  }

  private static String[] get(String... more) {
    return with(request("GET", "http", "/", "a.test"), more);
  }

  private static String[] with(String[] request, String... more) {
    return Stream.concat(Arrays.stream(request), Arrays.stream(more)).toArray(String[]::new);
  }

  private void bytesInEveryPosition() {
    for (int b = 0; b < 256; b++) {
      String c = String.valueOf((char) b);
      boolean token = TOKEN.contains(c);
      boolean upper = b >= 'A' && b <= 'Z';
      boolean text = b == '\t' || (b >= ' ' && b != 0x7f);
      if (!token && b != '_') {
        all.add(request("G" + c + "T", "http", "/", "a.test"));
        all.add(request(c + "GET", "http", "/", "a.test"));
      }
      if (!token || upper) {
        all.add(get("x" + c + "y", "z"));
        all.add(get(c + "y", "z"));
        all.add(get("y" + c, "z"));
      }
      if (!text) {
        all.add(get("x", "y" + c + "z"));
        all.add(get("x", c + "z"));
        all.add(get("x", "y" + c));
        all.add(get("cookie", "y" + c + "z"));
      }
      if (b != '-' && b != '.' && b != '_' && !(token && Character.isLetterOrDigit(b))) {
        all.add(request("GET", "http", "/", "a" + c + "b.test"));
      }
      if (b != '/') {
        all.add(request("GET", "http", c + "a", "a.test"));
      }
      boolean reserved = "_:/?[]@()$&'*+,;=".indexOf(b) >= 0;
      if (!(token || reserved) || "^`|#%".indexOf(b) >= 0) {
        all.add(request("GET", "http", "/a" + c + "x", "a.test"));
      }
      if (b < ' ' || b >= 0x7f) {
        all.add(request("GET", "http", "/?a=" + c + "b", "a.test"));
      }
      if (b != 's') {
        all.add(request("GET", "http" + c, "/", "a.test"));
      }
      if (b < '0' || b > '9') {
        all.add(with(request("POST", "http", "/", "a.test"), "content-length", "1" + c));
      }
    }
  }

  private void authorities() {
    String[] hosts = {
      "",
      " ",
      "a b",
      "a,b",
      "a.test, b.test",
      "a.test:",
      "a.test:0",
      "a.test:65536",
      "a.test:08",
      "a.test:x",
      "a.test:80:80",
      "user@a.test",
      "user:pw@a.test",
      "a.test/",
      "a.test/x",
      "a.test?x",
      "a.test#x",
      "a..test",
      ".a.test",
      ".",
      "-a.test",
      "a-.test",
      "a%2etest",
      "[",
      "]",
      "[]",
      "[::1",
      "::1",
      "[::1]x",
      "[::g]",
      "[1:2:3:4:5:6:7]",
      "[::1%25eth0]",
      "http://a.test",
      "*",
      "a".repeat(64),
      "a.".repeat(127) + "a",
      "a!b",
      "a~b",
      "\u00e9.test",
      "a.test\r\nx: y",
      "a.test\u0000",
      " a.test",
      "a.test ",
      "a.test\t",
    };
    for (String host : hosts) {
      all.add(request("GET", "http", "/", host));
      all.add(with(request("GET", "http", "/", host), "host", host));
      all.add(get("host", host));
      all.add(new String[] {":method", "GET", ":scheme", "http", ":path", "/", "host", host});
    }
    all.add(get("host", "b.test"));
    all.add(get("host", "a.test:80"));
    all.add(get("host", "a.test", "host", "a.test"));
    all.add(get("host", "a.test", "host", "b.test"));
    all.add(new String[] {":method", "GET", ":scheme", "http", ":path", "/"});
    all.add(new String[] {":method", "GET", ":scheme", "http", ":path", "/", "host", "a.test"});
  }

  private void targets() {
    String[] paths = {
      "",
      "*",
      "a",
      "?x",
      "//a/..",
      "/..",
      "/.",
      "/../a",
      "/a/./b",
      "/a/%2e%2e/b",
      "/a/%2E/b",
      "/a/..;x/b",
      "/a/.;/b",
      "/%",
      "/%2",
      "/%zz",
      "/%00",
      "/%0a",
      "/%0d%0a",
      "/%7f",
      "/%2f",
      "/%2F",
      "/%5c",
      "/%80",
      "/%c0%af",
      "/%c2",
      "/%e0%80%af",
      "/%ed%a0%80",
      "/%f4%90%80%80",
      "/%ff",
      "/a#b",
      "/a b",
      "/\"",
      "/<x>",
      "/\\a",
      "http://a.test/",
      "http://b.test/",
      "/a;%00/b",
      "/" + "a".repeat(9000),
      "/?" + "a".repeat(9000),
    };
    for (String path : paths) {
      all.add(request("GET", "http", path, "a.test"));
      all.add(request("POST", "https", path, "a.test"));
    }
  }

  private void pseudoHeaders() {
    String[] whole = get();
    for (int pair = 0; pair < whole.length; pair += 2) {
      String[] without = new String[whole.length - 2];
      System.arraycopy(whole, 0, without, 0, pair);
      System.arraycopy(whole, pair + 2, without, pair, whole.length - pair - 2);
      all.add(without);
      all.add(with(without, "x", "y", whole[pair], whole[pair + 1]));
      all.add(with(whole, whole[pair], whole[pair + 1]));
      all.add(with(whole, whole[pair], "b"));
      String[] empty = whole.clone();
      empty[pair + 1] = "";
      all.add(empty);
    }
    for (String name :
        new String[] {":status", ":protocol", ":x", ":", "::path", ":Method", ":host"}) {
      all.add(get(name, "200"));
      all.add(with(new String[] {name, "200"}, get()));
    }
    for (String method : new String[] {"CONNECT", "TRACE", "", " GET", "GET ", "G,T", "GET\r\n"}) {
      all.add(request(method, "http", "/", "a.test"));
      all.add(request(method, "https", "*", "a.test"));
    }
    all.add(new String[] {":method", "CONNECT", ":authority", "a.test:443"});
    all.add(with(new String[] {":method", "CONNECT", ":protocol", "websocket"}, get()));
    for (String scheme :
        new String[] {"", "ftp", "file", "ws", "wss", "HTTP", "http:", "javascript"}) {
      all.add(request("GET", scheme, "/", "a.test"));
    }
  }

  private void fields() {
    String[][] fields = {
      {"connection", "close"},
      {"connection", "keep-alive"},
      {"upgrade", "websocket"},
      {"upgrade", "h2c"},
      {"keep-alive", "timeout=5"},
      {"proxy-connection", "close"},
      {"transfer-encoding", "chunked"},
      {"transfer-encoding", ""},
      {"te", "gzip"},
      {"te", "trailers, gzip"},
      {"http2-settings", "AAMAAABkAAQAAP__"},
      {"", "x"},
      {"x y", "z"},
      {"x_y", "z"},
      {"remote_user", "root"},
      {"X-Upper", "y"},
      {"x", " y"},
      {"x", "y "},
      {"x", "\ty"},
      {"x", "y\t"},
      {"x", "y\r\n"},
      {"x", "y\r\nz: w"},
      {"x", "a\nGET / HTTP/1.1"},
      {"x:", "y"},
      {"x: y\r\nz", "w"},
      {"expect", "x"},
      {"expect", ""},
      {"content-length", ""},
      {"content-length", "+1"},
      {"content-length", "1,1"},
      {"content-length", "9".repeat(19)},
      {"content-length", "0x1"},
      {"x", "\u0000"},
      {"content-length", " 1"},
      {"x", "y".repeat(17_000)},
      {"x".repeat(17_000), "y"},
    };
    for (String[] field : fields) {
      all.add(get(field));
      all.add(with(request("POST", "https", "/p?q", "a.test"), field));
      all.add(with(get("accept", "*/*"), field));
    }
    all.add(get("content-length", "1", "content-length", "1"));
    all.add(get("content-length", "1", "content-length", "2"));
    all.add(get("expect", "100-continue", "expect", "100-continue"));
    String[] many = get();
    for (int n = 0; n < 101; n++) {
      many = with(many, "x" + n, "y");
    }
    all.add(many);
    String[] big = get();
    for (int n = 0; n < 10; n++) {
      big = with(big, "x" + n, "y".repeat(4000));
    }
    all.add(big);
  }
}
