package dev.insula.site.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.CompiledClasses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Java daemon process end to end, over a real socket. */
class DaemonTest {
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final String END =
      "Host: a.test\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 8443\r\n\r\n";

  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    classes =
        CompiledClasses.of(
            """
            import com.sun.net.httpserver.*;
            public class Site implements HttpHandler {
              public void handle(HttpExchange x) throws java.io.IOException {
                switch (x.getRequestURI().getPath()) {
                  case "/exit" -> System.exit(3);
                  case "/slow" -> {
                    System.out.println("slow begun");
                    x.sendResponseHeaders(200, 0);
                    x.getResponseBody().write("begun ".getBytes()); x.getResponseBody().flush();
                    x.getRequestBody().read();
                    x.getResponseBody().write("ended".getBytes());
                    x.close();
                  }
                  default -> {
                    System.out.println("to the log");
                    String text = x.getRemoteAddress().getAddress().getHostAddress() + " " + x.getLocalAddress().getPort()
                        + " " + x.getRequestHeaders().getFirst("Host") + " " + System.getenv("SETTINGS_MODULE")
                        + " " + System.getProperty("settings.module") + " " + System.getenv() .size() + System.getenv("GREETING") + System.getenv("HOST_SECRET");
                    x.sendResponseHeaders(200, text.length());
                    x.getResponseBody().write(text.getBytes());
                    x.close();
                  }
                }
              }
            }
            """,
            "public class Broken { Broken() { throw new IllegalStateException(\"no table\"); } }");
  }

  @Test
  void servesWithTheClientsAddressAndKeepsTheHostsEnvironmentOut() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Site", classes, DRAIN)) {
      DaemonEvent.Ready ready = assertInstanceOf(DaemonEvent.Ready.class, daemon.event());
      assertEquals(daemon.process().pid(), ready.pid());
      assertTrue(ready.server().startsWith("undertow/2."), ready.server());
      try (UnixClient client = daemon.client()) {
        String answer = client.send("GET / HTTP/1.1\r\n" + END).until("null");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(
            answer.contains("203.0.113.9 8443 a.test alpha.settings alpha.settings "), answer);
        assertTrue(answer.endsWith("hallonull"), answer);
        String head = answer.toLowerCase(Locale.ROOT);
        assertFalse(head.contains("\r\nconnection:"), answer);
        assertFalse(head.contains("\r\ndate:"), answer);
      }
      assertTrue(daemon.logged().contains("to the log"), daemon.logged());
    }
  }

  @Test
  void siteThatCannotStartIsTold() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Broken", classes, DRAIN)) {
      DaemonEvent.Failed failed = assertInstanceOf(DaemonEvent.Failed.class, daemon.event());
      assertEquals(
          "Site alpha: the constructor of Broken threw java.lang.IllegalStateException: no table.",
          failed.message());
      assertTrue(failed.trace().contains("Broken.<init>"), failed.trace());
      assertEquals(1, daemon.exit());
      assertFalse(Files.exists(daemon.socket()));
    }
  }

  @Test
  void sitesOwnExitIsToldAndBecomesTheExitStatus() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Site", classes, DRAIN)) {
      assertInstanceOf(DaemonEvent.Ready.class, daemon.event());
      try (UnixClient client = daemon.client()) {
        assertTrue(
            client.send("GET /exit HTTP/1.1\r\n" + END).until("\r\n").startsWith("HTTP/1.1 503 "));
      }
      assertEquals(new DaemonEvent.Exited(3), daemon.event());
      assertEquals(3, daemon.exit());
    }
  }

  @Test
  void terminationFinishesTheRequestsInFlight() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Site", classes, DRAIN)) {
      assertInstanceOf(DaemonEvent.Ready.class, daemon.event());
      try (UnixClient client = daemon.client()) {
        client.send("POST /slow HTTP/1.1\r\nContent-Length: 1\r\n" + END).until("begun ");
        daemon.process().destroy();
        dev.insula.site.Await.until(() -> !Files.exists(daemon.socket()));
        assertTrue(daemon.process().isAlive());
        client.send("x");
        assertTrue(client.until("0\r\n\r\n").endsWith("ended\r\n0\r\n\r\n"));
      }
      assertEquals(0, daemon.exit());
    }
  }

  @Test
  void drainIsBounded() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Site", classes, Duration.ofMillis(300));
        UnixClient client = ready(daemon)) {
      client.send("POST /slow HTTP/1.1\r\nContent-Length: 1\r\n" + END).until("begun ");
      daemon.process().destroy();
      assertEquals(0, daemon.exit());
      assertFalse(client.until("0\r\n\r\n").endsWith("0\r\n\r\n"));
      assertTrue(daemon.logged().contains("while it answered 1 requests"), daemon.logged());
    }
  }

  private static UnixClient ready(DaemonUnderTest daemon) throws Exception {
    assertInstanceOf(DaemonEvent.Ready.class, daemon.event());
    return daemon.client();
  }

  @Test
  void endOfTheHostEndsTheDaemon() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Site", classes, DRAIN)) {
      assertInstanceOf(DaemonEvent.Ready.class, daemon.event());
      daemon.process().getOutputStream().close();
      assertEquals(0, daemon.exit());
      assertFalse(Files.exists(daemon.socket()));
    }
  }

  @Test
  void deathInMidAnswerIsNoCleanEndAndTheSocketCanBeTakenOver() throws Exception {
    try (DaemonUnderTest daemon = new DaemonUnderTest("Site", classes, DRAIN);
        UnixClient client = ready(daemon)) {
      client.send("POST /slow HTTP/1.1\r\nContent-Length: 1\r\n" + END).until("begun ");
      daemon.process().destroyForcibly();
      assertEquals(137, daemon.exit());
      String rest = client.until("0\r\n\r\n");
      assertFalse(rest.endsWith("0\r\n\r\n"), rest);
      assertTrue(Files.exists(daemon.socket()));
    }
  }

  @Test
  void aDeepExceptionFitsIntoALineWithItsFirstCause() {
    Throwable deep = new IllegalStateException("no table");
    for (int i = 0; i < 200; i++) {
      deep = new IllegalStateException("caf\u00e9 \ud83d\ude00 ".repeat(100), deep);
    }
    var trace = new StringWriter();
    deep.printStackTrace(new PrintWriter(trace));
    var failed = new DaemonEvent.Failed(String.valueOf(deep.getMessage()), trace.toString());
    assertTrue(failed.line().length() < 13 << 10, failed.line().length() + " characters");
    assertEquals(failed, DaemonEvent.parse(failed.line()));
    assertTrue(failed.message().startsWith("caf\u00e9 \ud83d\ude00 "), failed.message());
    assertTrue(failed.trace().startsWith("java.lang.IllegalStateException: caf"), failed.trace());
    assertTrue(failed.trace().contains("IllegalStateException: no table"), failed.trace());
  }

  @Test
  void eventsComeBackAsTheyWereSaid() {
    for (DaemonEvent event :
        new DaemonEvent[] {
          new DaemonEvent.Ready(1, "undertow/2", true),
          new DaemonEvent.Failed("a b=c\n", ""),
          new DaemonEvent.Exited(-1)
        }) {
      assertEquals(event, DaemonEvent.parse(event.line()));
    }
  }
}
