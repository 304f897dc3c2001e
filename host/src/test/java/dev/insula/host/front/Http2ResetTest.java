package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.insula.host.hop.Hop;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that their HTTP/2 client gives up. */
class Http2ResetTest {
  private static final byte[] CANCEL = {0, 0, 0, 8};

  @Test
  void whoeverHasTheRequestHearsOfItsReset() throws Exception {
    LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (FrontFixture front =
            FrontFixture.plain(
                FrontFixture.priorKnowledge(GateLimits.DEFAULT),
                exchange -> {
                  String path = exchange.getRequestPath();
                  exchange.dispatch(() -> {
                    exchange.putAttachment(
                        Hop.GIVEN_UP,
                        () -> {
                          events.add("given up " + path);
                          exchange.endExchange();
                        });
                    events.add("began " + path);
                  });
                });
        RawHttp2 client = new RawHttp2(front.address())) {
      for (int stream = 1; stream <= 5; stream += 2) {
        client.request(stream, RawHttp2.get("a.test", "/" + stream)).flush();
        assertEquals("began /" + stream, events.poll(10, TimeUnit.SECONDS));
      }
      client.frame(RawHttp2.RST_STREAM, 0, 3, CANCEL).flush();
      assertEquals("given up /3", events.poll(10, TimeUnit.SECONDS));
      client.frame(RawHttp2.RST_STREAM, 0, 1, CANCEL).flush();
      assertEquals("given up /1", events.poll(10, TimeUnit.SECONDS));
    }
  }
}
