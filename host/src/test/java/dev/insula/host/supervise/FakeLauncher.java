package dev.insula.host.supervise;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Starts nothing: a test takes each start and says what becomes of it. */
final class FakeLauncher implements Launcher {
  private final BlockingQueue<Start> starts = new LinkedBlockingQueue<>();

  /** One start in the test's hands. */
  static final class Start implements Launched {
    private final Order order;
    private final Listener listener;
    private volatile boolean terminated;
    private volatile boolean killed;

    Start(Order order, Listener listener) {
      this.order = order;
      this.listener = listener;
    }

    Order order() {
      return order;
    }

    Endpoint endpoint() {
      return new Endpoint.OnSocket(
          Path.of("/run", order.site().name() + "." + order.generation() + "." + order.attempt()));
    }

    void ready() {
      listener.ready(endpoint(), new Vitals("fake/1", List.of(4711L)));
    }

    void holds(long bytes) {
      listener.holds(bytes);
    }

    void failed(String message) {
      listener.failed(message);
    }

    void exited(int status) {
      listener.exited(status);
    }

    boolean wasTerminated() {
      return terminated;
    }

    boolean wasKilled() {
      return killed;
    }

    @Override
    public void terminate() {
      terminated = true;
      listener.exited(0);
    }

    @Override
    public void kill() {
      killed = true;
      listener.exited(137);
    }
  }

  @Override
  public Launched launch(Order order, Listener listener) {
    var start = new Start(order, listener);
    starts.add(start);
    return start;
  }

  /** The next start; fails the test if none comes. */
  Start next() throws InterruptedException {
    Start start = starts.poll(20, TimeUnit.SECONDS);
    if (start == null) {
      throw new AssertionError("no start within 20 s");
    }
    return start;
  }

  boolean isIdle() {
    return starts.isEmpty();
  }
}
