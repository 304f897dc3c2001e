package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Health;
import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands between one start and who listens to it: keeps back that it is ready until it is well, and
 * tells when it is well no more.
 */
final class HealthWatch implements Launcher.Listener {
  private static final Duration PAUSE_AT_START = Duration.ofMillis(100);

  /** One wrong answer may be an accident. */
  private static final int WRONG_ANSWERS = 3;

  private final Health health;
  private final HealthRequest request;
  private final Launcher.Listener listener;
  private final Exposure exposure;
  private final Path socket;
  private final CountDownLatch ended = new CountDownLatch(1);

  HealthWatch(
      Launcher.Order order,
      Health health,
      HealthRequest request,
      Launcher.Listener listener,
      SiteFiles files,
      Exposure exposure) {
    this.health = health;
    this.request = request;
    this.listener = listener;
    this.exposure = exposure;
    this.socket =
        files.healthSocket(order.site().name().text(), order.generation(), order.attempt());
  }

  @Override
  public void ready(Endpoint endpoint, Launcher.Vitals vitals) {
    Thread.ofVirtual()
        .name("insula-health")
        .start(() -> {
          switch (endpoint) {
            case Endpoint.InThisJvm inside -> watchInside(inside, vitals);
            case Endpoint.OnSocket(Path at, var _, var _) ->
                watch(endpoint, UnixDomainSocketAddress.of(at), vitals);
            case Endpoint.OnPort(int port) ->
                watch(
                    endpoint,
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
                    vitals);
            case Endpoint.InTheFront(_, Application.Proxy(var target)) -> {
              listener.ready(endpoint, vitals);
              watchElsewhere(target);
            }
            case Endpoint.InTheFront _ -> listener.ready(endpoint, vitals);
          }
        });
  }

  private void watchInside(Endpoint.InThisJvm inside, Launcher.Vitals vitals) {
    try (Closeable _ = exposure.expose(inside.site(), socket)) {
      watch(inside, UnixDomainSocketAddress.of(socket), vitals);
    } catch (IOException e) {
      listener.failed("it cannot be asked for its health: " + e.getMessage());
    }
  }

  private void watch(Endpoint endpoint, SocketAddress address, Launcher.Vitals vitals) {
    if (awaitHealth(address)) {
      listener.ready(endpoint, vitals);
      keepWatching(address);
    }
  }

  /** Nobody here could start it anew, so what is wrong is only told. */
  private void watchElsewhere(URI target) {
    boolean well = true;
    do {
      Optional<String> fault = request.fault(target);
      if (fault.isPresent() == well) {
        well = fault.isEmpty();
        listener.noted(
            fault.map(what -> target + " is not well: " + what).orElse(target + " is well again"));
      }
    } while (!endsWithin(health.every()));
  }

  /** False if it ended before it was well. */
  private boolean awaitHealth(SocketAddress address) {
    do {
      Optional<String> fault = request.fault(address);
      if (fault.isEmpty()) {
        return true;
      }
      listener.waiting(fault.get());
    } while (!endsWithin(PAUSE_AT_START));
    return false;
  }

  private void keepWatching(SocketAddress address) {
    int wrong = 0;
    while (!endsWithin(health.every())) {
      Optional<String> fault = request.fault(address);
      wrong = fault.isEmpty() ? 0 : wrong + 1;
      if (wrong == WRONG_ANSWERS) {
        wrong = 0;
        fault.ifPresent(this::unwell);
      }
    }
  }

  private void unwell(String fault) {
    if (ended.getCount() > 0) {
      if (request.isLenient()) {
        // It may be unwell for the sake of something that no new generation would put right.
        listener.noted("it is not well: " + fault);
      } else {
        listener.worn("it was not well: " + fault);
      }
    }
  }

  private boolean endsWithin(Duration time) {
    try {
      return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void failed(String message) {
    ended.countDown();
    listener.failed(message);
  }

  @Override
  public void waiting(String what) {
    listener.waiting(what);
  }

  @Override
  public void exited(int status) {
    ended.countDown();
    listener.exited(status);
  }

  @Override
  public void noted(String note) {
    listener.noted(note);
  }

  @Override
  public void worn(String why) {
    listener.worn(why);
  }

  @Override
  public void workers(List<Long> pids) {
    listener.workers(pids);
  }
}
