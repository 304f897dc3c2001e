package dev.insula.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Asks who the site is from every kind of thread that a site may run on. */
public final class Threads implements Callable<String> {
  /** For the test. */
  public Threads() {}

  /** One line for each kind. */
  @Override
  public String call() throws Exception {
    WhoAmI who = new WhoAmI();
    List<String> lines = new ArrayList<>();
    lines.add(who.call());
    AtomicReference<String> seen = new AtomicReference<>("");
    Thread plain = new Thread(() -> seen.set(who.call()));
    plain.start();
    plain.join();
    lines.add(seen.get());
    Thread virtual = Thread.startVirtualThread(() -> seen.set(who.call()));
    virtual.join();
    lines.add(seen.get());
    lines.add(ForkJoinPool.commonPool().submit(who).get());
    lines.add(CompletableFuture.supplyAsync(who::call).get());
    IntStream.range(0, 8).parallel().mapToObj(_ -> who.call()).forEach(seen::set);
    lines.add(seen.get());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      lines.add(executor.submit(who).get());
    }
    lines.add(fromTimer(who));
    return String.join("\n", lines);
  }

  private static String fromTimer(WhoAmI who) throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("");
    CountDownLatch done = new CountDownLatch(1);
    Timer timer = new Timer(true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            seen.set(who.call());
            done.countDown();
          }
        },
        0);
    done.await();
    timer.cancel();
    return seen.get();
  }
}
