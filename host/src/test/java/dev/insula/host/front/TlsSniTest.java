package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host named in the TLS handshake and the host asked for have the same certificate, or 421. */
class TlsSniTest {
  private static final List<String> HOSTS = List.of("a.test", "b.test", "x.c.test", "d.test");
  private static final HttpHandler SITE =
      exchange -> exchange.getResponseSender().send(Gate.host(exchange));

  private static TlsKeys keys;
  private static TlsIdentity first;
  private static TlsIdentity second;
  private static TlsIdentity shared;
  private static FrontFixture front;

  @BeforeAll
  static void open() throws IOException {
    first = TlsDevelopmentCertificate.create(List.of("a.test", "127.0.0.1"));
    second = TlsDevelopmentCertificate.create(List.of("b.test"));
    shared = TlsDevelopmentCertificate.create(List.of("*.c.test", "d.test"));
    keys = new TlsKeys();
    keys.publish(table());
    front = FrontFixture.open(List.of("https://127.0.0.1:0"), GateOptions.STRICT, keys, SITE);
  }

  private static TlsTable table() {
    return new TlsTable(
        Map.of("a.test", first, "b.test", second, "*.c.test", shared, "d.test", shared),
        Optional.empty());
  }

  @AfterAll
  static void close() {
    front.close();
  }

  private static int expected(String serverName, String host) {
    return Objects.equals(table().find(serverName), table().find(host)) ? 200 : 421;
  }

  /** Every pair of hosts, on fresh sessions and on resumed ones. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, http/1.1", "TLSv1.2, h2", "TLSv1.3, http/1.1", "TLSv1.3, h2"})
  void hostMustHaveTheCertificateOfTheHandshake(String version, String alpn) throws Exception {
    TlsClient resuming = new TlsClient(version);
    int resumed = 0;
    for (int round = 0; round < 2; round++) {
      for (String serverName : HOSTS) {
        for (String host : HOSTS) {
          String context = version + " " + alpn + " " + serverName + " asks for " + host;
          int wanted = expected(serverName, host);
          assertEquals(wanted, status(new TlsClient(version), serverName, host, alpn), context);
          long start = System.currentTimeMillis();
          try (SSLSocket socket = resuming.connect(front.address(), serverName, alpn)) {
            resumed += socket.getSession().getCreationTime() < start ? 1 : 0;
            assertEquals(wanted, ask(socket, host, alpn), "possibly resumed " + context);
          }
        }
      }
    }
    assertTrue(resumed > 0, "no session was resumed");
    System.out.println(version + " " + alpn + ": 32 fresh, " + resumed + " of 32 resumed");
  }

  private static int status(TlsClient client, String serverName, String host, String alpn)
      throws Exception {
    try (SSLSocket socket = client.connect(front.address(), serverName, alpn)) {
      return ask(socket, host, alpn);
    }
  }

  private static int ask(SSLSocket socket, String host, String alpn) throws Exception {
    assertEquals(alpn, socket.getApplicationProtocol());
    if (alpn.equals("h2")) {
      RawHttp2 client = new RawHttp2(socket);
      String[] request = RawHttp2.get(host, "/");
      request[3] = "https";
      return client.request(1, request).flush().outcome(1).status();
    }
    return new RawHttp1(socket).send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status();
  }

  @Test
  void handshakeWithoutOrWithUnknownNameFailsWhenThereIsNoFallback() throws Exception {
    TlsClient client = new TlsClient("TLSv1.3");
    assertThrows(IOException.class, () -> client.connect(front.address(), null, "h2"));
    assertThrows(IOException.class, () -> client.connect(front.address(), "z.test", "h2"));
  }

  @Test
  void certificateIsRenewedForTheNextHandshakeWhileOpenConnectionsGoOn() throws Exception {
    TlsClient client = new TlsClient("TLSv1.3");
    try (SSLSocket before = client.connect(front.address(), "b.test", "http/1.1")) {
      assertEquals(200, ask(before, "b.test", "http/1.1"));
      keys.publish(new TlsTable(Map.of("b.test", first), Optional.of(first)));
      assertEquals(200, ask(before, "b.test", "http/1.1"));
      TlsClient another = new TlsClient("TLSv1.3");
      try (SSLSocket after = another.connect(front.address(), "b.test", "http/1.1")) {
        assertEquals(first.chain().getFirst(), after.getSession().getPeerCertificates()[0]);
      }
    } finally {
      keys.publish(table());
    }
  }

  @Test
  void oldProtocolsAndCiphersAreRefused() throws Exception {
    TlsClient client = new TlsClient("TLSv1.1");
    assertThrows(IOException.class, () -> client.connect(front.address(), "a.test", "http/1.1"));
  }

  @Test
  void malformedRequestIsRefusedBehindTlsToo() throws Exception {
    try (SSLSocket socket =
        new TlsClient("TLSv1.3").connect(front.address(), "a.test", "http/1.1")) {
      RawHttp1 client = new RawHttp1(socket);
      assertEquals(400, client.send("GET / HTTP/1.1\r\nHost: a.test\r\nX : y\r\n\r\n").status());
      assertTrue(client.isClosedByServer());
    }
  }
}
