package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hop costs in system calls, which does not depend on how fast or busy a machine is. */
class HopSystemCallsTest {
  private static final int CONNECTIONS = 64;
  private static final int ROUNDS = 40;
  private static final String GET = "GET /small HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + "x".repeat(1024);
  @TempDir Path directory;

  /** Kept connections that ask in rounds: each once, and then each gets its answer. */
  private static final class Clients implements Closeable {
    private final List<Wire> connections = new ArrayList<>();

    Clients(int port) throws IOException {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(Wire.to(port));
      }
    }

    void rounds(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        for (Wire connection : connections) {
          connection.write(GET);
        }
        for (Wire connection : connections) {
          String head = connection.head().orElseThrow();
          assertEquals(1024, connection.body(head).length());
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (Wire connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void sixtyFourKeptConnectionsCostFourCallsARequestBesidesWaiting() throws Exception {
    Map<String, Long> calls = calls(Way.CONNECTIONS);
    long requests = (long) CONNECTIONS * ROUNDS;
    assertTrue(calls.getOrDefault("write", 0L) >= 2 * requests, calls.toString());
    // A connection that is opened late is made known to epoll once.
    long opened = calls.getOrDefault("connect", 0L);
    assertTrue(opened < CONNECTIONS, calls.toString());
    assertTrue(calls.getOrDefault("epoll_ctl", 0L) <= opened, calls.toString());
    assertTrue(besidesWaiting(calls) <= 4.1 * requests, calls.toString());
  }

  /** Two are the client's; strace makes turns of the selector short, so few requests share one. */
  @Test
  void overALinkTheyCostThreeAtMost() throws Exception {
    Map<String, Long> calls = calls(Way.LINK);
    long requests = (long) CONNECTIONS * ROUNDS;
    assertEquals(0, calls.getOrDefault("epoll_ctl", 0L), calls.toString());
    assertEquals(0, calls.getOrDefault("connect", 0L), calls.toString());
    assertTrue(besidesWaiting(calls) <= 3 * requests, calls.toString());
  }

  /** How many requests one wake-up serves depends on how busy the machine is. */
  private static long besidesWaiting(Map<String, Long> calls) {
    long all = calls.values().stream().mapToLong(Long::longValue).sum();
    return all - calls.getOrDefault("epoll_wait", 0L) - calls.getOrDefault("futex", 0L);
  }

  private Map<String, Long> calls(Way way) throws Exception {
    Path socket = directory.resolve("s");
    Path linked = directory.resolve("l");
    try (ScriptedSite site = new ScriptedSite(socket, ScriptedSite.always(ANSWER));
        LinkBridge _ = new LinkBridge(linked, socket);
        Jvm front =
            new Jvm(FrontMain.class, (way == Way.LINK ? linked : socket).toString(), way.name());
        Clients clients = new Clients(Integer.parseInt(front.firstLine().split(" ", 2)[0]))) {
      clients.rounds(10);
      Strace strace = new Strace(front.pid(), directory.resolve("calls"));
      clients.rounds(ROUNDS);
      assertTrue(site.connections().size() <= CONNECTIONS);
      return strace.stop();
    }
  }
}
