package dev.insula.host.front;

import java.util.ArrayList;
import java.util.List;

/** Requests whose end, or whose fields, two readers could find in different places. */
final class Http1FramingCorpus {
  private static final String HOST = "Host: a.test\r\n";
  private static final String POST = "POST /p HTTP/1.1\r\nHost: a.test\r\n";

  private final List<String> all = new ArrayList<>();

  private Http1FramingCorpus() {}

  static List<String> malformed() {
    Http1FramingCorpus corpus = new Http1FramingCorpus();
    corpus.framing();
    corpus.chunks();
    corpus.lines();
    return corpus.all;
  }

  private void framing() {
    String[] lengths = {
      "+1",
      "-1",
      "-0",
      "0x1",
      "1,1",
      "1, 1",
      "1 1",
      "1e0",
      "1.0",
      "",
      "\t",
      "9".repeat(19),
      "1;",
      "1\"",
      "\"1\"",
      "one",
      "1_0",
      "\u00b9",
      "0b1",
      "1\u0000",
      "1\u000b",
      "1\u000c",
      ",1",
      "1,",
      "00x",
      "NaN",
    };
    String[] codings = {
      "chunked, chunked",
      "chunked,chunked",
      "gzip, chunked",
      "chunked, gzip",
      "identity",
      "xchunked",
      "chunkedx",
      "x",
      "chunked;q=1",
      "\"chunked\"",
      "'chunked'",
      "chunked,",
      ",chunked",
      "",
      "\t",
      "chu nked",
      "chunked\u000b",
      "\u000bchunked",
      "chunked\u0000",
      "chunked identity",
      "identity, chunked",
      "gzip",
      "deflate",
      "compress",
      "trailers",
      "chunked\u00a0",
      "cow, chunked",
      "chunked;x",
      "chunked=1",
      "[chunked]",
      "chunked/1",
      "chunked%20",
      "c hunked",
      "chunke",
      "hunked",
      "chunked\u0085",
    };
    String[] names = {"Transfer-Encoding", "transfer-encoding", "TRANSFER-ENCODING"};
    for (String length : lengths) {
      all.add(POST + "Content-Length: " + length + "\r\n\r\na");
      all.add(POST + "content-length:" + length + "\r\nX: y\r\n\r\na");
      all.add(POST + "Content-Length: 1\r\nContent-Length: " + length + "\r\n\r\na");
      all.add(POST + "Content-Length: " + length + "\r\nContent-Length: 1\r\n\r\na");
    }
    for (String coding : codings) {
      for (String name : names) {
        all.add(POST + name + ": " + coding + "\r\n\r\n0\r\n\r\n");
        all.add(POST + name + ": " + coding + "\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
        all.add(POST + "Content-Length: 5\r\n" + name + ": " + coding + "\r\n\r\n0\r\n\r\n");
        all.add(POST + name + ": chunked\r\n" + name + ": " + coding + "\r\n\r\n0\r\n\r\n");
        all.add(POST + name + ": " + coding + "\r\n" + name + ": chunked\r\n\r\n0\r\n\r\n");
      }
    }
    for (String name : names) {
      all.add(POST + name + ": chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
      all.add(POST + "Content-Length: 0\r\n" + name + ": chunked\r\n\r\n0\r\n\r\n");
      all.add(POST.replace("1.1", "1.0") + name + ": chunked\r\n\r\n0\r\n\r\n");
      all.add(POST + name + " : chunked\r\n\r\n0\r\n\r\n");
      all.add(POST + name + "\t: chunked\r\n\r\n0\r\n\r\n");
      all.add(POST + " " + name + ": chunked\r\n\r\n0\r\n\r\n");
      all.add(POST + name.replace('-', '_') + ": chunked\r\n\r\n0\r\n\r\n");
      all.add(POST + name + ":\r\n chunked\r\n\r\n0\r\n\r\n");
      all.add(POST + name + ": chunked\r\n ,x\r\n\r\n0\r\n\r\n");
    }
    all.add(POST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na");
    all.add(POST + "Content-Length: 1\r\ncontent-length: 2\r\n\r\nab");
    String[] options = {
      "Host",
      "Content-Length",
      "X-Forwarded-For",
      "close, Cookie",
      "foo",
      ",",
      "",
      "close;x",
      "\"close\"",
      "keep-alive, Authorization",
      "transfer-encoding",
      "trailer",
      "close close",
      "upgrade/1",
    };
    for (String option : options) {
      all.add("GET / HTTP/1.1\r\n" + HOST + "Connection: " + option + "\r\n\r\n");
      all.add(
          "GET / HTTP/1.1\r\n" + HOST + "Connection: close\r\nConnection:" + option + "\r\n\r\n");
    }
    for (String expected :
        new String[] {"", "100", "100-continue, x", "200-ok", "100-continue;x"}) {
      all.add(POST + "Content-Length: 1\r\nExpect: " + expected + "\r\n\r\na");
    }
    all.add(POST + "Content-Length: 1\r\nExpect: 100-continue\r\nExpect: 100-continue\r\n\r\na");
  }

  private void chunks() {
    String head = POST + "Transfer-Encoding: chunked\r\n\r\n";
    String[] bodies = {
      "g\r\n",
      "-1\r\na\r\n0\r\n\r\n",
      "+1\r\na\r\n0\r\n\r\n",
      "0x1\r\na\r\n0\r\n\r\n",
      " 1\r\na\r\n0\r\n\r\n",
      "1 \r\na\r\n0\r\n\r\n",
      "1\na\r\n0\r\n\r\n",
      "1\ra\r\n0\r\n\r\n",
      "1\r\na\n0\r\n\r\n",
      "1\r\na\r0\r\n\r\n",
      "1\r\nab\r\n0\r\n\r\n",
      "2\r\na\r\n0\r\n\r\n",
      "1\r\na0\r\n\r\n",
      "\r\n0\r\n\r\n",
      "1\r\na\r\n\r\n0\r\n\r\n",
      "0\n\r\n",
      "0\r\n\n",
      "0\r\r\n",
      "0;\u0000\r\n\r\n",
      "0; \r\n\r\n",
      "0;a b\r\n\r\n",
      "0;a\rb\r\n\r\n",
      "0;a\nb\r\n\r\n",
      "000000000\r\n\r\n",
      "fffffffff\r\n",
      "100000000\r\n",
      "ffffffffffffffff\r\n",
      "7fffffffffffffff1\r\n",
      "1_0\r\n",
      "1,1\r\n",
      "1;" + "a".repeat(2000) + "\r\na\r\n0\r\n\r\n",
      "0\r\nHost: b.test\r\n\r\n",
      "0\r\nContent-Length: 1\r\n\r\n",
      "0\r\nTransfer-Encoding: chunked\r\n\r\n",
      "0\r\nConnection: close\r\n\r\n",
      "0\r\nExpect: 100-continue\r\n\r\n",
      "0\r\n X: y\r\n\r\n",
      "0\r\nX y\r\n\r\n",
      "0\r\nX: y\n\r\n",
      "0\r\nX: \u0000\r\n\r\n",
      "0\r\nX_Y: z\r\n\r\n",
      "0\r\nX : y\r\n\r\n",
      "0\r\nX: y\r\n z\r\n\r\n",
      "0\r\n: y\r\n\r\n",
      "1\r\na\r\n1\r\nb\r\n0 \r\n\r\n",
      "1;x=\"\u007f\"\r\na\r\n0\r\n\r\n",
      "\u0661\r\na\r\n0\r\n\r\n",
      "1\t\r\na\r\n0\r\n\r\n",
      "1\r\n\r\na0\r\n\r\n",
    };
    for (String body : bodies) {
      all.add(head + body);
      all.add(head + "3\r\nabc\r\n" + body);
    }
  }

  private void lines() {
    String get = "GET / HTTP/1.1\r\n" + HOST;
    String[] fields = {
      ": x",
      " X: y",
      "\tX: y",
      "X y",
      "X",
      "X:y\n",
      "X: y\rZ: w",
      "X: y\nZ: w",
      "X: y\r\n z",
      "X: y\r\n\tz",
      "X : y",
      "X\t: y",
      "X_Y: z",
      "_X: y",
      "X\u0000: y",
      "X: \u0000",
      "X: a\u0001b",
      "X: \u007f",
      "X\u00e9: y",
      "X,Y: z",
      "X(Y): z",
      "\"X\": y",
      "X/Y: z",
      "X;Y: z",
      "X@Y: z",
      "[X]: y",
      "{X}: y",
      "X=Y: z",
      "\u200bX: y",
      "X: " + "y".repeat(17_000),
      "X".repeat(17_000) + ": y",
      "REMOTE_USER: root",
      "HTTP_PROXY: x",
    };
    for (String field : fields) {
      all.add(get + field + "\r\n\r\n");
      all.add(get + "A: b\r\n" + field + "\r\nC: d\r\n\r\n");
      all.add("GET / HTTP/1.1\r\n" + field + "\r\n" + HOST + "\r\n");
    }
    all.add(get + "X: y\r\n".repeat(100) + "\r\n");
    all.add(get + ("X: " + "y".repeat(4000) + "\r\n").repeat(9) + "\r\n");
    all.add(get.replace("\r", "") + (char) 10);
    all.add("GET / HTTP/1.1\r\nHost: a.test\n\r\n");
    all.add("GET / HTTP/1.1\r\nHost: a.test\r\r\n");
    all.add("GET / HTTP/1.1\rHost: a.test\r\r");
    all.add("\u0016\u0003\u0001\u0002\u0000\u0001\u0000");
    all.add("{\r\n\r\n");
    all.add("SSH-2.0-x\r\n\r\n");
    all.add("\u0000".repeat(50));
  }
}
