package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session begun with one host does not open another one. Needs the openssl command, as Java's own
 * client never offers a session to a host that it was not begun with.
 */
class TlsResumptionTest {
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void sessionOfOneHostDoesNotOpenAnother(String version) throws Exception {
    assumeTrue(Files.isExecutable(OPENSSL), "the openssl command is missing");
    TlsKeys keys = new TlsKeys();
    keys.publish(
        new TlsTable(
            Map.of(
                "a.test", TlsDevelopmentCertificate.create(List.of("a.test")),
                "b.test", TlsDevelopmentCertificate.create(List.of("b.test"))),
            Optional.empty()));
    try (FrontFixture front =
        FrontFixture.open(
            List.of("https://127.0.0.1:0"),
            GateOptions.STRICT,
            keys,
            exchange -> exchange.getResponseSender().send(Gate.host(exchange)))) {
      Path session = folder.resolve("session");
      String first = ask(front, version, "a.test", "a.test", "-sess_out", session.toString());
      assertTrue(first.contains("HTTP/1.1 200"), first);
      String same = ask(front, version, "a.test", "a.test", "-sess_in", session.toString());
      assertTrue(same.contains("Reused"), same);
      assertTrue(same.contains("HTTP/1.1 200"), same);
      String foreign = ask(front, version, "b.test", "a.test", "-sess_in", session.toString());
      assertFalse(foreign.contains("HTTP/1.1 200"), foreign);
      String switched = ask(front, version, "b.test", "b.test", "-sess_in", session.toString());
      assertFalse(switched.contains("Reused"), switched);
      assertTrue(switched.contains("HTTP/1.1 200"), switched);
    }
  }

  private static String ask(
      FrontFixture front, String version, String serverName, String host, String... session)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                OPENSSL.toString(),
                "s_client",
                version,
                "-ign_eof",
                "-connect",
                "127.0.0.1:" + front.address().getPort(),
                "-servername",
                serverName));
    command.addAll(List.of(session));
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    client.getOutputStream().close();
    assertEquals(0, client.waitFor(), said);
    return said;
  }
}
