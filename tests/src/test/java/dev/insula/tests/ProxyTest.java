package dev.insula.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that somebody else runs, behind a name or a path of this host. */
class ProxyTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static HttpServer server;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static HttpsServer secure;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static ServerSocket silent;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static Insula insula;

  @BeforeAll
  static void start() throws Exception {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(loopback, 0);
    serve(server);
    secure = HttpsServer.create(loopback, 0);
    Path keys = folder.resolve("keys.p12");
    secure.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    serve(secure);
    silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Path manifest = folder.resolve("insula.yaml");
    Files.writeString(manifest, manifest(freePort()));
    insula =
        Insula.run(
            manifest,
            Map.of(
                "INSULA_JAVA_OPTS",
                "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=changeit"
                    .formatted(keys)));
  }

  private static String manifest(int nobody) throws IOException {
    return """
    sites:
      whole: {hosts: [whole.test], proxy: "http://localhost:%1$d", health: {path: /health, expect: 200, every: 100ms}}
      below: {hosts: [below.test], proxy: "http://127.0.0.1:%1$d/app"}
      secure: {hosts: [secure.test], proxy: "https://localhost:%2$d"}
      wrong: {hosts: [wrong.test], proxy: "https://127.0.0.1:%2$d"}
      nobody: {hosts: [nobody.test], proxy: "http://127.0.0.1:%3$d"}
      nowhere: {hosts: [nowhere.test], proxy: "http://nowhere.invalid"}
      silent: {hosts: [silent.test], proxy: "http://127.0.0.1:%4$d", timeouts: {request: 1s}}
      django:
        hosts: [django.test]
        wsgi: alpha.wsgi:application
        path: %5$s
        settings: alpha.settings
        mounts: {/kept: {proxy: "http://127.0.0.1:%1$d"}, /cut/off: {proxy: "http://127.0.0.1:%1$d/"}, /moved: {proxy: "http://127.0.0.1:%1$d/app"}}
    """
        .formatted(
            server.getAddress().getPort(),
            secure.getAddress().getPort(),
            nobody,
            silent.getLocalPort(),
            Sites.django(folder, "alpha"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void serve(HttpServer server) {
    server.createContext("/", ProxyTest::tell);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static void tell(HttpExchange exchange) throws IOException {
    String text =
        exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Host")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Forwarded-Host")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().equals("/health") ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static SSLContext context(Path keys) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    new ProcessBuilder(
            keytool.toString(),
            "-genkeypair",
            "-keystore",
            keys.toString(),
            "-storepass",
            "changeit",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost")
        .start()
        .waitFor();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @AfterAll
  static void stop() throws IOException {
    insula.close();
    server.stop(0);
    secure.stop(0);
    silent.close();
  }

  private static String text(String host, String path) throws IOException {
    Http.Reply reply = insula.get(host, path);
    assertEquals(200, reply.status(), reply.text());
    return reply.text();
  }

  @Test
  void passesPathQueryAndHostOn() throws IOException {
    assertEquals("/a%20b?c=d whole.test whole.test ", text("whole.test", "/a%20b?c=d"));
  }

  @Test
  void passesBodiesOn() throws IOException {
    try (Http http = new Http(insula.port())) {
      Http.Reply reply =
          http.exchange("POST", "whole.test", "/p", "body".getBytes(StandardCharsets.UTF_8));
      assertEquals("/p whole.test whole.test body", reply.text());
    }
  }

  @Test
  void putsThePathOfTheAddressBeforeThatOfTheRequest() throws IOException {
    assertTrue(text("below.test", "/x").startsWith("/app/x "));
    assertTrue(text("below.test", "/").startsWith("/app/ "));
  }

  @Test
  void mountsKeepOrReplaceTheirPath() throws IOException {
    assertTrue(text("django.test", "/kept/x").startsWith("/kept/x "));
    assertTrue(text("django.test", "/cut/off/x?y").startsWith("/x?y "));
    assertTrue(text("django.test", "/cut/off").startsWith("/ "));
    assertTrue(text("django.test", "/moved/x").startsWith("/app/x "));
  }

  @Test
  void speaksTlsToACertificateThatItTrusts() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertEquals("/s secure.test secure.test ", text("secure.test", "/s"));
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws IOException {
    assertEquals(502, insula.get("wrong.test", "/").status());
  }

  @Test
  void aServerThatIsNotThereIsABadGateway() throws IOException {
    assertEquals(502, insula.get("nobody.test", "/").status());
    assertEquals(502, insula.get("nowhere.test", "/").status());
  }

  @Test
  void aServerThatDoesNotAnswerIsAGatewayTimeout() throws IOException {
    assertEquals(504, insula.get("silent.test", "/").status());
  }

  @Test
  void anUnwellServerIsToldAndServedOn() throws IOException {
    Await.until(
        Duration.ofSeconds(30),
        () -> "the note",
        () ->
            insula
                .command("status", "whole")
                .output()
                .contains("is not well: GET /health was answered with 500, not 200"));
    assertEquals(200, insula.get("whole.test", "/").status());
  }
}
