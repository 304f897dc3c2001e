package dev.insula.host.front;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioWorker;

/**
 * Waits until the I/O threads have done what they were given before. A connection is accepted on
 * one thread and handed to another, and lies in a queue between; when its listener is closed
 * meanwhile, nobody takes it out again, and its client is cut off without an answer.
 */
final class IoBarrier {
  /** Accepting, and being handed over. */
  private static final int STEPS = 2;

  private static final long PATIENCE_MILLIS = 1000;

  private IoBarrier() {}

  /** Blocks, for a second at most; not for an I/O thread. */
  static void pass(XnioWorker worker) {
    for (int step = 0; step < STEPS; step++) {
      if (!allThreads(worker)) {
        return;
      }
    }
  }

  private static boolean allThreads(XnioWorker worker) {
    int threads = worker.getIoThreadCount();
    var passed = new CountDownLatch(threads);
    try {
      for (int number = 0; number < threads; number++) {
        worker.getIoThread(number).execute(passed::countDown);
      }
      return passed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return false; // The threads have ended, and with them every connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
