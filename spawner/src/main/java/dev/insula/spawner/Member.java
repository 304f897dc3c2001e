package dev.insula.spawner;

import dev.insula.spawner.cgroup.Usage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One start of one generation in a process that it shares with others of the same user. */
final class Member extends Generation {
  private final SharedProcess home;
  private final String farewell;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Written by the keeper's thread, read by the process's, too. */
  private volatile boolean toBeKilled;

  /**
   * @param farewell what the process reads when this one is to end
   */
  Member(Facts facts, SharedProcess home, String farewell) {
    super(facts);
    this.home = home;
    this.farewell = farewell;
    // What the process lost before this one came is not this one's.
    var _ = newOomKills();
  }

  /** How the process calls it. */
  String mark() {
    return facts().name().site() + "." + facts().name().generation();
  }

  @Override
  long pid() {
    return home.child().pid();
  }

  /** That of the whole process. */
  @Override
  Usage usage() {
    return home.child().usage();
  }

  @Override
  boolean terminate() {
    stopping();
    home.send(farewell);
    return true;
  }

  /** The others live in the same process, so it ends with the last one of them. */
  @Override
  void kill() {
    stopping();
    toBeKilled = true;
    home.kill(this);
  }

  /** Whether it may not live on; one that is merely asked to end has its time. */
  boolean isToBeKilled() {
    return toBeKilled;
  }

  String farewell() {
    return farewell;
  }

  void over() {
    over.countDown();
  }

  @Override
  boolean awaitEnd(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }
}
