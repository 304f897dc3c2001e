package dev.insula.host.front;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads that may wait for the disk on behalf of one folder. Each folder has its own, so
 * that a file system that hangs, or a site that makes it hang, holds up nobody else. They go away
 * when nothing is asked of them.
 */
final class StaticThreads {
  private static final int THREADS = 4;
  private static final int QUEUE = 4096;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor pool;

  StaticThreads(String folder) {
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("static " + folder + " ", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** Runs the task soon; false if too many wait already. Never blocks. */
  boolean accepts(Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException tooMany) {
      return false;
    }
  }
}
