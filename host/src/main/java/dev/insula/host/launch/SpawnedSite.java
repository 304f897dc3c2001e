package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.Started;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One generation that the spawner runs. What happens to it is handled in order, on a virtual thread
 * of its own, which ends with it.
 */
final class SpawnedSite implements Launcher.Launched {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  /** The supervisor kills long before; this is for the case that it is gone itself. */
  private static final long GRACE_MILLIS = 60_000;

  private final SpawnedAddress address;
  private final String site;
  private final long number;
  private final SpawnerClient client;
  private final Launcher.Listener listener;
  private final BlockingQueue<Consumer<Started>> events = new LinkedBlockingQueue<>();

  // Confined to the thread that attends.
  private boolean gone;

  /** As the process itself sees it, which may be in a namespace of its own. */
  private long ownPid;

  SpawnedSite(Site site, long number, SpawnerClient client, Launcher.Listener listener) {
    this.address = new SpawnedAddress(site);
    this.site = site.name().text();
    this.number = number;
    this.client = client;
    this.listener = listener;
  }

  /** Handles what happens until it is gone. */
  void attend(Started started) {
    try {
      while (!gone) {
        events.take().accept(started);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.debugf("Process %d is not attended any more.", started.pid());
    }
  }

  /** It said something on its status channel. */
  void hear(String text) {
    StatusLine.parse(text).ifPresent(line -> events.add(started -> tell(started, line)));
  }

  private void tell(Started started, StatusLine line) {
    switch (line.word()) {
      case "ready" -> {
        ownPid = line.number("pid", 0);
        ready(started, line.value("server").orElse("unknown"), DaemonWords.takesLinks(line));
      }
      case "failed" -> listener.failed(DaemonWords.failure(line));
      case "drift" -> listener.noted(DaemonWords.drift(line));
      case "shared" -> listener.noted(DaemonWords.shared(line));
      case "worker" -> {
        if (line.number("pid", -1) == ownPid) {
          DaemonWords.worn(line).ifPresent(listener::worn);
        }
        DaemonWords.notReplaced(line).ifPresent(listener::noted);
        listener.workers(pids(started));
      }
      default -> LOG.debugf("Process %d says: %s", started.pid(), line);
    }
  }

  private void ready(Started started, String server, boolean takesLinks) {
    try {
      Endpoint endpoint = address.of(started, takesLinks);
      listener.ready(
          endpoint, new Launcher.Vitals(server + " (uid " + started.uid() + ")", pids(started)));
      if (endpoint instanceof Endpoint.OnPort(int port) && Listeners.areReachable(port)) {
        listener.noted(
            "it listens on every address of this machine, not on 127.0.0.1 alone: port " + port);
      }
    } catch (IOException e) {
      listener.failed(String.valueOf(e.getMessage()));
      order(() -> client.kill(site, number));
    }
  }

  /** The outermost process and all below it, as far as this user may see them. */
  private static List<Long> pids(Started started) {
    List<Long> pids = new ArrayList<>();
    pids.add(started.pid());
    ProcessHandle.of(started.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .forEach(pids::add);
    return pids;
  }

  /** It lost processes for lack of memory. */
  void killedForMemory(long processes) {
    events.add(_ ->
        listener.noted(
            "%d processes were killed because limits.memory was used up".formatted(processes)));
  }

  /** So many bytes are its own; who serves may not see that of another user's processes. */
  void holds(long bytes) {
    events.add(_ -> listener.holds(bytes));
  }

  /** It is gone; nothing is heard of it after this. */
  void exited(int status) {
    events.add(_ -> {
      gone = true;
      listener.exited(status);
    });
  }

  @Override
  public void terminate() {
    events.add(_ -> order(() -> client.stop(site, number, GRACE_MILLIS)));
  }

  @Override
  public void kill() {
    events.add(_ -> order(() -> client.kill(site, number)));
  }

  private interface Order {
    void give() throws IOException;
  }

  private void order(Order order) {
    try {
      order.give();
    } catch (IOException e) {
      // It has ended by itself, or the spawner has, which ends it, too.
      LOG.debugf("%s %d: %s", site, number, e.getMessage());
    }
  }
}
