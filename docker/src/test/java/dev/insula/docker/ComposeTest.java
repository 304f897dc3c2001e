package dev.insula.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/container.md tells to type, with the file as it is. */
class ComposeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  @TempDir private Path certificates;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Compose compose;

  @BeforeEach
  void up() throws IOException, InterruptedException {
    compose = Compose.withCertificatesIn(certificates);
    compose.up();
  }

  @AfterEach
  void forget() throws IOException, InterruptedException {
    compose.forget();
  }

  @Test
  void allFourSitesAnswerAndTheStateOutlivesTheContainer()
      throws IOException, InterruptedException {
    for (String site : List.of("alpha-java", "beta-java", "alpha", "beta")) {
      String settings = site.replace("-java", "");
      String answer = whenAnswered(site + ".localhost");
      assertTrue(answer.contains("settings=" + settings + ".settings "), answer);
    }

    compose.inside("sh", "-c", "echo kept > /var/lib/insula/kept");
    compose.down();
    compose.up();
    whenAnswered("alpha.localhost");
    assertEquals("kept", compose.inside("cat", "/var/lib/insula/kept").strip());
  }

  @Test
  void sitesAndCertificatesComeFromVolumesThatTheSitesCannotWrite()
      throws IOException, InterruptedException {
    Files.setPosixFilePermissions(certificates, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(certificates.resolve("site.pem"), "a certificate");
    whenAnswered("beta-java.localhost");

    assertEquals("a certificate", compose.inside("cat", "/etc/insula/tls/site.pem").strip());
    for (String folder : List.of("/etc/insula/tls", "/srv/sites")) {
      String tried = compose.inside("sh", "-c", "touch " + folder + "/x 2>&1 || true");
      assertTrue(tried.contains("Read-only file system"), tried);
    }
  }

  private String whenAnswered(String host) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    String answer = tried(host);
    while (!answer.startsWith("HTTP/1.1 200 ")) {
      assertTrue(Instant.now().isBefore(deadline), answer + "\n" + compose.logs());
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      answer = tried(host);
    }
    return answer;
  }

  private String tried(String host) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), compose.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String request = "GET /who HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
