package dev.insula.host.supervise;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one thread on which every generation and keeper changes. Nothing that runs here may block;
 * time is monotonic, so a jump of the clock fires nothing.
 */
public final class EventLoop implements Executor, AutoCloseable {
  private static final Logger LOG = Logger.getLogger("insula.supervise");

  private static final int LONGEST_ANSWER_S = 10;

  private final ScheduledThreadPoolExecutor executor;

  /** Starts the thread. */
  public EventLoop() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> Thread.ofPlatform().name("insula-supervisor").daemon().unstarted(task),
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs the task on the loop, after what was given to it before; never fails after a close. */
  @Override
  public void execute(Runnable task) {
    executor.execute(guarded(task));
  }

  /**
   * Runs the task on the loop after the delay, unless it is cancelled or the loop closed before.
   */
  Future<?> schedule(Duration delay, Runnable task) {
    return executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Works out a value on the loop; the caller may wait for it on any other thread, for ten seconds
   * at most: a loop that is being closed answers nobody.
   */
  public <T> CompletableFuture<T> ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, this)
        .orTimeout(LONGEST_ANSWER_S, TimeUnit.SECONDS);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("A task of the supervisor failed; the supervisor goes on.", e);
      }
    };
  }

  /** Ends the thread; what is scheduled is dropped. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
