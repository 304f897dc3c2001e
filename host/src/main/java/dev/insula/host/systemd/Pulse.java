package dev.insula.host.systemd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Feeds the watchdog while every thread that the host cannot do without makes progress, and keeps
 * the status line fresh. A task is given to each of these threads; only when all tasks were run is
 * the watchdog fed, and the next ones are given. So one stuck I/O thread is as good as a dead host.
 */
public final class Pulse implements AutoCloseable {
  private static final Duration USUAL = Duration.ofSeconds(1);

  private final ServiceManager manager;
  private final List<Executor> vital;
  private final Supplier<String> status;
  private final long pauseMillis;
  private final AtomicInteger missing = new AtomicInteger();
  private final Thread thread;
  private String told = "";

  private Pulse(ServiceManager manager, List<Executor> vital, Supplier<String> status) {
    this.manager = manager;
    this.vital = List.copyOf(vital);
    this.status = status;
    Duration pause = manager.watchdog().map(interval -> interval.dividedBy(4)).orElse(USUAL);
    this.pauseMillis = Math.clamp(pause.toMillis(), 10, USUAL.toMillis());
    this.thread = Thread.ofPlatform().name("insula-pulse").daemon().unstarted(this::run);
  }

  /**
   * Begins; does nothing if nobody hears it.
   *
   * @param vital each runs its tasks on one of the threads that must make progress
   * @param status asked about once a second, on a thread of the pulse's own
   */
  public static Pulse start(
      ServiceManager manager, List<? extends Executor> vital, Supplier<String> status) {
    var pulse = new Pulse(manager, List.copyOf(vital), status);
    if (manager.hears()) {
      pulse.thread.start();
    }
    return pulse;
  }

  private void run() {
    try {
      while (true) {
        if (missing.get() == 0) {
          manager.alive();
          missing.set(vital.size());
          vital.forEach(executor -> executor.execute(missing::decrementAndGet));
          tellStatus();
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellStatus() {
    String now = status.get();
    if (!now.equals(told)) {
      told = now;
      manager.status(now);
    }
  }

  /** Ends it; the host stops, and that may take longer than the watchdog waits. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
