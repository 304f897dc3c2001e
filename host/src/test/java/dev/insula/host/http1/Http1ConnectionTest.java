package dev.insula.host.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Http1ConnectionTest {
  private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: a.test\r\n\r\n";
  private static final String CLOSING =
      "GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 16_000, 16_384, 17_000, 3_000_000})
  void everyByteOfABodyReachesASlowClient(int length) throws Exception {
    byte[] body = body(length);
    try (Http1Server server = new Http1Server(x -> x.getResponseSender().send(wrap(body)));
        Socket client = server.connect()) {
      send(client, GET + CLOSING);
      String twice = rest(client);
      int end = twice.indexOf("\r\n\r\n") + 4;
      assertTrue(twice.startsWith("HTTP/1.1 200 OK\r\n"), twice.substring(0, Math.min(200, end)));
      assertTrue(twice.contains("Content-Length: " + length + "\r\n"));
      assertEquals(text(body), twice.substring(end, end + length));
      assertEquals(text(body), twice.substring(twice.indexOf("\r\n\r\n", end + length) + 4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 16_384, 300_000})
  void aBodyFromABlockingHandlerReachesASlowClient(int length) throws Exception {
    byte[] body = body(length);
    HttpHandler writing =
        exchange -> {
          exchange.startBlocking();
          exchange.getOutputStream().write(body);
          exchange.getOutputStream().close();
        };
    try (Http1Server server = new Http1Server(x -> x.dispatch(writing));
        Socket client = server.connect()) {
      send(client, CLOSING);
      String answer = rest(client);
      assertEquals(text(body), answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
  }

  @Test
  void aValueCannotBeginALineOfItsOwn() throws Exception {
    HttpHandler evil =
        exchange ->
            exchange
                .getResponseHeaders()
                .put(new HttpString("X-Evil"), "a\r\nSet-Cookie: b=c\nd\u010ae");
    try (Http1Server server = new Http1Server(evil);
        Socket client = server.connect()) {
      send(client, CLOSING);
      String answer = rest(client);
      assertTrue(answer.contains("X-Evil: a  Set-Cookie: b=c d e\r\n"), answer);
    }
  }

  @Test
  void aHeadLargerThanABufferIsWrittenWhole() throws Exception {
    String value = "v".repeat(1000);
    HttpHandler large =
        exchange -> {
          for (int i = 0; i < 40; i++) {
            exchange.getResponseHeaders().put(new HttpString("X-Large-" + i), value);
          }
          exchange.getResponseSender().send("body");
        };
    try (Http1Server server = new Http1Server(large);
        Socket client = server.connect()) {
      send(client, CLOSING);
      String answer = rest(client);
      assertEquals(40, answer.split("X-Large-", -1).length - 1);
      assertTrue(answer.endsWith("\r\n\r\nbody"));
    }
  }

  @Test
  void aHeadThatComesByteByByteIsOneRequest() throws Exception {
    HttpHandler told =
        exchange ->
            exchange.getResponseSender().send(exchange.getRequestURI() + exchange.getQueryString());
    try (Http1Server server = new Http1Server(told);
        Socket client = server.connect()) {
      client.setTcpNoDelay(true);
      for (int at = 0; at < GET.length(); at++) {
        send(client, GET.substring(at, at + 1));
      }
      send(client, CLOSING);
      String answer = rest(client);
      assertTrue(answer.contains("\r\n\r\n/ab=cHTTP/1.1 200 OK\r\n"), answer);
    }
  }

  @Test
  void whatFollowsABodyInChunksIsTheNextRequest() throws Exception {
    HttpHandler told =
        exchange ->
            exchange
                .getRequestReceiver()
                .receiveFullString((x, body) -> x.getResponseSender().send("<" + body + ">"));
    String head = "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";
    String chunked =
        head + String.join("\r\n", "3", "abc", "2;x=y", "de", "0", "X-Trailer: t", "", "");
    String counted = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2\r\n\r\nfg";
    try (Http1Server server = new Http1Server(told);
        Socket client = server.connect()) {
      send(client, chunked + counted + chunked + CLOSING);
      String answer = rest(client);
      List<String> bodies =
          List.of(answer.split("<", -1)).stream().skip(1).map(it -> it.split(">", 2)[0]).toList();
      assertEquals(List.of("abcde", "fg", "abcde", ""), bodies, answer);
    }
  }

  @Test
  void anAnswerWithoutABodySaysNothingOfOne() throws Exception {
    HttpHandler none =
        exchange -> {
          exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, "5");
          exchange.setStatusCode(204).endExchange();
        };
    try (Http1Server server = new Http1Server(none);
        Socket client = server.connect()) {
      send(client, CLOSING);
      String answer = rest(client);
      assertTrue(answer.startsWith("HTTP/1.1 204 No Content\r\n"), answer);
      assertFalse(answer.contains("Content-Length"), answer);
    }
  }

  @Test
  void headIsAnsweredWithTheHeadAlone() throws Exception {
    HttpHandler sending = exchange -> exchange.getResponseSender().send("body");
    try (Http1Server server = new Http1Server(sending);
        Socket client = server.connect()) {
      send(client, "HEAD / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
      String answer = rest(client);
      assertTrue(answer.contains("Content-Length: 4\r\n"), answer);
      assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }
  }

  @Test
  void aTargetThatCannotBeTakenApartStaysEmpty() throws Exception {
    HttpHandler told = exchange -> exchange.getResponseSender().send("<" + uri(exchange) + ">");
    try (Http1Server server = new Http1Server(told);
        Socket client = server.connect()) {
      send(client, "GET /a?b=%zz HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
      assertTrue(rest(client).endsWith("<>"));
    }
  }

  private static String uri(HttpServerExchange exchange) {
    return exchange.getRequestURI();
  }

  private static byte[] body(int length) {
    byte[] body = new byte[length];
    for (int at = 0; at < length; at++) {
      body[at] = (byte) ('a' + at % 23);
    }
    return body;
  }

  private static ByteBuffer wrap(byte[] body) {
    return ByteBuffer.wrap(body.clone());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String rest(Socket client) throws IOException {
    try (InputStream in = client.getInputStream()) {
      return text(in.readAllBytes());
    }
  }
}
