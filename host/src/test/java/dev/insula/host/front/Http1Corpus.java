package dev.insula.host.front;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Requests that must be refused, made from the grammar of RFC 9112 and its known ambiguities. */
final class Http1Corpus {
  private static final String HOST = "Host: a.test\r\n";
  private static final String POST = "POST /p HTTP/1.1\r\nHost: a.test\r\n";
  private static final String TOKEN =
      "!#$%&'*+-.^`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final List<String> all = new ArrayList<>();

  private Http1Corpus() {}

  static List<String> malformed() {
    Http1Corpus corpus = new Http1Corpus();
    corpus.bytesInEveryPosition();
    corpus.hosts();
    corpus.targets();
    corpus.versionsAndMethods();
    corpus.all.addAll(Http1FramingCorpus.malformed());
    return List.copyOf(corpus.all);
  }

  private void everyByte(String before, String after, IntPredicate allowed) {
    for (int b = 0; b < 256; b++) {
      if (!allowed.test(b)) {
        all.add(before + (char) b + after);
      }
    }
  }

  private static boolean token(int b) {
    return TOKEN.indexOf(b) >= 0;
  }

  private static boolean target(int b) {
    return (TOKEN + "_:/?[]@()$&'*+,;=").indexOf(b) >= 0 && "#^`|%".indexOf(b) < 0;
  }

  private static boolean text(int b) {
    return b == '\t' || (b >= ' ' && b != 0x7f);
  }

  private void bytesInEveryPosition() {
    String rest = "/ HTTP/1.1\r\n" + HOST + "\r\n";
    everyByte("", "ET " + rest, b -> token(b) || b == '_');
    everyByte("G", "T " + rest, b -> token(b) || b == '_');
    everyByte("GET", " " + rest, b -> token(b) || b == '_');
    everyByte("GET ", " HTTP/1.1\r\n" + HOST + "\r\n", b -> b == '/');
    everyByte("GET /a", "b HTTP/1.1\r\n" + HOST + "\r\n", Http1Corpus::target);
    everyByte("GET /?a=", "b HTTP/1.1\r\n" + HOST + "\r\n", Http1Corpus::target);
    everyByte("GET / HTTP/1.1", "\r\n" + HOST + "\r\n", b -> false);
    everyByte("GET / HTTP/", ".1\r\n" + HOST + "\r\n", b -> b == '1');
    everyByte("GET / HTTP/1.", "\r\n" + HOST + "\r\n", b -> b == '1' || b == '0');
    everyByte("GET / HTTP/1.1\r", HOST + "\r\n", b -> b == '\n');
    everyByte("GET / HTTP/1.1\r\n" + HOST + "X", "Y: z\r\n\r\n", b -> token(b) || b == ':');
    everyByte("GET / HTTP/1.1\r\n" + HOST, "Y: z\r\n\r\n", Http1Corpus::token);
    everyByte("GET / HTTP/1.1\r\n" + HOST + "X: y", "z\r\n\r\n", Http1Corpus::text);
    everyByte(
        "GET / HTTP/1.1\r\nHost: a", "b.test\r\n\r\n", b -> b == '_' || (token(b) && hostByte(b)));
    everyByte(POST + "Content-Length: 1", "\r\n\r\nabcdefghijk", b -> b >= '0' && b <= '9');
    everyByte(POST + "Transfer-Encoding: chunked", "\r\n\r\n0\r\n\r\n", b -> false);
    String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
    everyByte(chunked + "1", "\r\na\r\n0\r\n\r\n", b -> b == ';' || Character.digit(b, 16) >= 0);
    everyByte(chunked + "1\r", "a\r\n0\r\n\r\n", b -> b == '\n');
    everyByte(chunked + "1\r\na", "\n0\r\n\r\n", b -> b == '\r');
    everyByte(chunked + "0\r\n", "T: v\r\n\r\n", Http1Corpus::token);
  }

  private static boolean hostByte(int b) {
    return b == '-' || b == '.' || Character.isLetterOrDigit(b);
  }

  private void hosts() {
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
      "a.test:99999999999999999999",
      "a.test:80:80",
      "a.test:8a",
      "user@a.test",
      "user:pw@a.test",
      "a.test/",
      "a.test/x",
      "a.test?x",
      "a.test#x",
      "a..test",
      ".a.test",
      "..",
      ".",
      "-a.test",
      "a-.test",
      "a%2etest",
      "a.test%00",
      "a\\b",
      "[",
      "]",
      "[]",
      "[::1",
      "::1",
      "[::1]x",
      "[::1]:",
      "[::1]:0",
      "[::g]",
      "[1:2:3:4:5:6:7]",
      "[1:2:3:4:5:6:7:8:9]",
      "[::1%25eth0]",
      "[:1]",
      "[1:]",
      "[1::2::3]",
      "[v1.a]",
      "[::1.2.3]",
      "[::256.1.1.1]",
      "[::1.2.3.4:1]",
      "http://a.test",
      "a.test;b",
      "a_.test:x",
      "\u00e9.test",
      "a\u0080.test",
      "*",
      "*.a.test",
      "a".repeat(64),
      "a.".repeat(127) + "a",
      "\"a.test\"",
      "(a)",
      "a!b",
      "a~b",
      "a'b",
      "a$b",
      "a&b",
      "a+b",
      "a=b",
    };
    for (String host : hosts) {
      all.add("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      all.add("GET / HTTP/1.0\r\nHost:" + host + "\r\n\r\n");
      boolean path = host.startsWith("a.test/") || host.startsWith("a.test?");
      if (!path) {
        all.add("GET http://" + host + "/ HTTP/1.1\r\nHost: a.test\r\n\r\n");
      }
    }
    for (String name : new String[] {"Host", "host", "HOST", "hOsT"}) {
      all.add("GET / HTTP/1.1\r\nHost: a.test\r\n" + name + ": a.test\r\n\r\n");
      all.add("GET / HTTP/1.1\r\nHost: a.test\r\nX: y\r\n" + name + ": b.test\r\n\r\n");
      all.add("GET / HTTP/1.1\r\n" + name + " : a.test\r\n\r\n");
      all.add("GET / HTTP/1.1\r\n " + name + ": a.test\r\n\r\n");
      all.add("GET / HTTP/1.1\r\nX: y\r\n " + name + ": a.test\r\n\r\n");
    }
    all.add("GET / HTTP/1.1\r\n\r\n");
    all.add("GET / HTTP/1.0\r\n\r\n");
    all.add("GET / HTTP/1.1\r\nX: y\r\n\r\n");
    all.add("GET http://b.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n");
    all.add("GET http://a.test:81/ HTTP/1.1\r\nHost: a.test\r\n\r\n");
    all.add("GET http://a.test@b.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n");
    all.add("GET http://a.test@b.test/ HTTP/1.1\r\nHost: b.test\r\n\r\n");
  }

  private void targets() {
    String[] dots = {
      ".", "..", "%2e", "%2E.", ".%2e", "%2e%2e", "..;", "..;x=y", ".;x", "%2e%2e;a"
    };
    for (String dot : dots) {
      for (String around : new String[] {"/@", "/@/", "/a/@", "/a/@/b", "//@/", "/a/b/@/@/c"}) {
        all.add(get(around.replace("@", dot)));
        all.add(get(around.replace("@", dot) + "?q=1"));
        all.add(get("http://a.test" + around.replace("@", dot)));
      }
    }
    String[] escapes = {
      "%",
      "%2",
      "%zz",
      "%2g",
      "%u0041",
      "%00",
      "%01",
      "%0a",
      "%0d",
      "%0d%0a",
      "%1f",
      "%7f",
      "%2f",
      "%2F",
      "%5c",
      "%5C",
      "%80",
      "%bf",
      "%c0%af",
      "%c1%9c",
      "%c2",
      "%c2%41",
      "%e0%80%af",
      "%e0%9f%bf",
      "%ed%a0%80",
      "%f0%8f%bf%bf",
      "%f4%90%80%80",
      "%f5%80%80%80",
      "%ff",
      "%fe%ff",
    };
    for (String escape : escapes) {
      all.add(get("/" + escape));
      all.add(get("/a" + escape + "x"));
      all.add(get("/a;" + escape + "/b"));
      all.add(get("/a/" + escape + "?x=y"));
    }
    String[] forms = {
      "*",
      "a",
      "a/b",
      "?x",
      "a.test:80",
      "a.test",
      "ftp://a.test/",
      "file:///etc",
      "http:/a.test/",
      "http:a.test",
      "http//a.test",
      "://a.test/",
      "javascript:1",
      "http://",
      "https://",
      "http:///x",
      "ws://a.test/",
      "gopher://a.test",
      "/a#b",
      "/a b",
      "\\a",
      "/a\\b",
      "/<x>",
      "/\"",
      "/{x}",
      "/|",
      "/^",
      "/`",
      "/a\tb",
      "//a.test/ /b",
    };
    for (String form : forms) {
      all.add(get(form));
      all.add("POST " + form + " HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n");
    }
    all.add(get("/" + "a".repeat(9000)));
    all.add(get("/?" + "a".repeat(9000)));
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n";
  }

  private void versionsAndMethods() {
    String[] versions = {
      "HTTP/1.2",
      "HTTP/1.9",
      "HTTP/2.0",
      "HTTP/3.0",
      "HTTP/0.9",
      "HTTP/9.9",
      "HTTP/1.10",
      "HTTP/01.1",
      "HTTP/1.01",
      "HTTP/11",
      "HTTP/1",
      "HTTP/1.",
      "HTTP/.1",
      "HTTP/",
      "HTTP",
      "http/1.1",
      "Http/1.1",
      "HTTPS/1.1",
      "HTTP /1.1",
      "HTTP/1.1 ",
      " HTTP/1.1",
      "HTTP/1,1",
      "HTTP/1.1x",
      "HTTP/x.1",
      "HTCPCP/1.0",
      "",
      "1.1",
      "HTTP/+1.1",
      "HTTP/1.-1",
      "HTTP\\1.1",
    };
    for (String version : versions) {
      all.add("GET / " + version + "\r\n" + HOST + "\r\n");
      all.add("POST /x " + version + "\r\n" + HOST + "Content-Length: 1\r\n\r\na");
    }
    all.add("GET /\r\n" + HOST + "\r\n");
    all.add("GET /\r\n\r\n");
    all.add("GET\r\n\r\n");
    all.add("GET  / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("GET /  HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("\nGET / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add(" GET / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("CONNECT a.test:443 HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("CONNECT / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("TRACE / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("TRACE * HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    all.add("A".repeat(33) + " / HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("OPTIONS *x HTTP/1.1\r\n" + HOST + "\r\n");
    all.add("OPTIONS ** HTTP/1.1\r\n" + HOST + "\r\n");
  }
}
