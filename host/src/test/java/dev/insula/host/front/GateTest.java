package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a well-behaved client and a site behind the gate see of each other over HTTP/1.1. */
class GateTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final HttpHandler recorder =
      exchange -> {
        seen.add(
            exchange.getRequestMethod() + " " + Gate.host(exchange) + exchange.getRequestURI());
        exchange.getResponseSender().send("ok");
      };

  @Test
  void hostReachesTheSiteInNormalForm() throws Exception {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder);
        RawHttp1 client = new RawHttp1(front.address())) {
      assertEquals(
          200, client.send("GET /a?b HTTP/1.1\r\nHost: ALPHA.Test.:8080\r\n\r\n").status());
      assertEquals(List.of("GET alpha.test/a"), seen);
    }
  }

  @Test
  void connectionIsKeptForTheNextRequestAndPipelining() throws Exception {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder);
        RawHttp1 client = new RawHttp1(front.address())) {
      String request = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
      client.send(request + request);
      assertEquals(200, client.status());
      assertEquals(200, client.status());
      assertEquals(200, client.send(request).status());
    }
  }

  @Test
  void refusedRequestGetsItsStatusAfterTheAnswersBeforeIt() throws Exception {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder);
        RawHttp1 client = new RawHttp1(front.address())) {
      client.send(
          "GET /1 HTTP/1.1\r\nHost: a.test\r\n\r\nGET /2 HTTP/1.1\r\nHost: a test\r\nX\r\n\r\n");
      assertEquals(200, client.status());
      assertEquals(400, client.status());
      assertTrue(client.isClosedByServer());
      assertEquals(List.of("GET a.test/1"), seen);
    }
  }

  @Test
  void headMayArriveByteByByte() throws Exception {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder);
        RawHttp1 client = new RawHttp1(front.address())) {
      for (byte b : RawHttp1.bytes("GET / HTTP/1.1\r\nHost: a.test\r\nX-A: b \r\n\r\n")) {
        client.send(new byte[] {b});
      }
      assertEquals(200, client.status());
    }
  }

  @Test
  void brokenChunkBehindItsHeadReachesNobody() throws IOException {
    try (FrontFixture front = FrontFixture.plain(GateOptions.STRICT, recorder);
        RawHttp1 client = new RawHttp1(front.address())) {
      String head = "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n";
      assertEquals(400, client.send(head + "3\r\nabc\n0\r\n\r\n").status());
      assertEquals(List.of(), seen);
    }
  }
}
