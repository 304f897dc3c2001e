package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is believed about a client, and what is left of what others say. */
class TrustedProxiesTest {
  private static final HttpHandler FACTS =
      exchange -> {
        ClientFacts client = Gate.client(exchange);
        exchange
            .getResponseSender()
            .send(
                client.address()
                    + " "
                    + client.scheme()
                    + " "
                    + client.authority()
                    + " "
                    + exchange.getRequestHeaders().getHeaderNames().size());
      };

  private static String ask(TrustedProxies trusted, String... fields) throws Exception {
    GateOptions options = new GateOptions(GateLimits.DEFAULT, trusted, host -> false, false);
    try (FrontFixture front = FrontFixture.plain(options, FACTS);
        RawHttp1 client = new RawHttp1(front.address())) {
      String lines = String.join("\r\n", fields);
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\n" + lines + "\r\n\r\n");
      assertEquals(200, client.status());
      return client.body();
    }
  }

  private static final TrustedProxies LOCAL =
      TrustedProxies.of(List.of("127.0.0.0/8", "10.0.0.1", "::1"));

  @Test
  void strangersAreNotBelieved() throws Exception {
    assertEquals(
        "127.0.0.1 http a.test 1",
        ask(
            TrustedProxies.NONE,
            "X-Forwarded-For: 192.0.2.1",
            "x-forwarded-proto: https",
            "Forwarded: for=192.0.2.1;proto=https;host=evil.test",
            "X-Forwarded-Host: evil.test",
            "X-Forwarded-Anything: x",
            "X-Real-IP: 192.0.2.1",
            "Proxy: x",
            "Remote-User: root",
            "SSL-Client-Cert: x",
            "X-Insula-Site: b"));
  }

  @Test
  void rightMostAddressThatIsNoProxyCounts() throws Exception {
    assertEquals(
        "192.0.2.7 https shop.test 1",
        ask(
            LOCAL,
            "X-Forwarded-For: 1.1.1.1, 192.0.2.7",
            "X-Forwarded-For: 10.0.0.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: SHOP.test"));
  }

  @Test
  void forwardedIsReadWhenThereIsNothingElse() throws Exception {
    assertEquals(
        "2001:db8:0:0:0:0:0:1 https shop.test:8443 1",
        ask(
            LOCAL,
            "Forwarded: for=1.1.1.1, for=\"[2001:db8::1]:99\";proto=https;host=\"shop.test:8443\""));
  }

  @Test
  void nonsenseFromAProxyFallsBackToWhatIsSeen() throws Exception {
    assertEquals(
        "127.0.0.1 http a.test 1",
        ask(
            LOCAL,
            "X-Forwarded-For: unknown",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Host: a b"));
  }

  @Test
  void networksMatchByTheirPrefix() throws Exception {
    TrustedProxies trusted = TrustedProxies.of(List.of("10.1.0.0/15", "fd00::/8", "192.0.2.1"));
    assertTrue(trusted.contains(InetAddress.ofLiteral("10.0.255.255")));
    assertTrue(trusted.contains(InetAddress.ofLiteral("fdff::1")));
    assertTrue(trusted.contains(InetAddress.ofLiteral("192.0.2.1")));
    assertEquals(false, trusted.contains(InetAddress.ofLiteral("10.2.0.0")));
    assertEquals(false, trusted.contains(InetAddress.ofLiteral("192.0.2.2")));
  }

  @Test
  void anythingElseIsToldSo() {
    for (String wrong : List.of("proxy.test", "10.0.0.0/33", "10.0.0.0/x", "", "10.0.0/8")) {
      String said =
          assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(List.of(wrong)))
              .toString();
      assertTrue(said.contains("\"" + wrong + "\" is no IP address"), said);
    }
  }
}
