package dev.insula.host.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
  @TempDir Path folder;

  private static ServiceManager manager(Path socket, String... more) {
    return ServiceManager.of(
        more.length == 0
            ? Map.of("NOTIFY_SOCKET", socket.toString())
            : Map.of("NOTIFY_SOCKET", socket.toString(), more[0], more[1]),
        7);
  }

  @Test
  void tellsReadinessReloadsAndTheEndInTheProtocolsWords() throws IOException {
    Path socket = folder.resolve("notify");
    try (var receiver = new Receiver(socket)) {
      ServiceManager manager = manager(socket);
      manager.ready("2 sites ready");
      assertEquals("READY=1|STATUS=2 sites ready", receiver.next());
      manager.reloading();
      String reloading = receiver.next();
      assertTrue(
          reloading.matches("RELOADING=1\\|MONOTONIC_USEC=[0-9]+\\|STATUS=reloading"), reloading);
      manager.stopping();
      assertEquals("STOPPING=1|STATUS=finishing requests", receiver.next());
    }
  }

  @Test
  void aStatusOfSeveralLinesCannotTellAnythingElse() throws IOException {
    Path socket = folder.resolve("notify");
    try (var receiver = new Receiver(socket)) {
      manager(socket).status("fine\nWATCHDOG=trigger");
      assertEquals("STATUS=fine WATCHDOG=trigger", receiver.next());
    }
  }

  @Test
  void anAbstractSocketIsReached() throws IOException {
    String name = "@insula-test-" + ProcessHandle.current().pid();
    try (var receiver = new Receiver(Path.of(name))) {
      manager(Path.of(name)).status("fine");
      assertEquals("STATUS=fine", receiver.next());
    }
  }

  @Test
  void withoutASocketNothingIsToldAndNothingFails() {
    ServiceManager manager = ServiceManager.of(Map.of("WATCHDOG_USEC", "1000000"), 7);
    manager.ready("fine");
    assertFalse(manager.hears());
    assertEquals(Optional.empty(), manager.watchdog());
  }

  @Test
  void aReceiverThatIsGoneFailsNothing() {
    manager(folder.resolve("nobody")).ready("fine");
  }

  @Test
  void theWatchdogIsForTheNamedProcessOnly() {
    Path socket = folder.resolve("notify");
    assertEquals(
        Optional.of(Duration.ofSeconds(3)), manager(socket, "WATCHDOG_USEC", "3000000").watchdog());
    assertEquals(Optional.empty(), manager(socket, "WATCHDOG_PID", "8").watchdog());
    assertEquals(Optional.empty(), manager(socket, "WATCHDOG_USEC", "soon").watchdog());
  }

  /** One of two threads stops: no more signs of life until it goes on. */
  @Test
  void theWatchdogIsFedOnlyWhileEveryThreadMakesProgress() throws IOException {
    Path socket = folder.resolve("notify");
    BlockingQueue<Runnable> stuck = new LinkedBlockingQueue<>();
    Executor stuckThread = stuck::add;
    try (var receiver = new Receiver(socket)) {
      ServiceManager manager = manager(socket, "WATCHDOG_USEC", "40000");
      try (Pulse _ = Pulse.start(manager, List.of(Runnable::run, stuckThread), () -> "fine")) {
        assertEquals("WATCHDOG=1", receiver.next());
        assertEquals("STATUS=fine", receiver.next());
        expectNothingElse(manager, receiver);
        stuck.remove().run();
        assertEquals("WATCHDOG=1", receiver.next());
      }
    }
  }

  /** For twenty times the pause between two signs of life, only what is told here arrives. */
  private static void expectNothingElse(ServiceManager manager, Receiver receiver)
      throws IOException {
    long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
    while (System.nanoTime() < end) {
      manager.status("nothing else");
      assertEquals("STATUS=nothing else", receiver.next());
    }
  }
}
