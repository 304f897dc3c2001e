package dev.insula.host.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Application;
import dev.insula.config.ByteSize;
import dev.insula.config.Recycle;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.config.Start;
import dev.insula.config.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteKeeperTest {
  private final EventLoop loop = new EventLoop();
  private final FakeLauncher launcher = new FakeLauncher();
  private final FakeDoor door = new FakeDoor();
  private final Site site = site("one");
  private final SiteKeeper keeper = new SiteKeeper(site, loop, launcher, door);

  @AfterEach
  void stop() {
    loop.close();
  }

  private static Site site(String settings) {
    return Site.builder(
            new SiteName("shop"),
            new Application.JavaObject("com.acme.Shop", Optional.empty()),
            Path.of("/srv/shop"))
        .settings(settings)
        .build();
  }

  private FakeLauncher.Start bringUp() throws Exception {
    CompletableFuture<Outcome> outcome = keeper.bringUp(site);
    FakeLauncher.Start start = launcher.next();
    start.ready();
    assertEquals(new Outcome.Ready(1), outcome.get(20, TimeUnit.SECONDS));
    return start;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "the condition does not come true");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void requestsWaitUntilTheFirstGenerationIsReady() throws Exception {
    bringUp();
    assertEquals(List.of("hold", "admit shop.1.1"), door.history());
  }

  @Test
  void aReplacementStartsBesideTheOldOneAndTakesOverWhenReady() throws Exception {
    FakeLauncher.Start old = bringUp();
    CompletableFuture<Outcome> outcome = keeper.bringUp(site("two"));
    FakeLauncher.Start next = launcher.next();
    assertFalse(old.wasTerminated());
    next.ready();
    assertEquals(new Outcome.Ready(2), outcome.get(20, TimeUnit.SECONDS));
    await(old::wasTerminated);
    assertEquals(List.of("hold", "admit shop.1.1", "admit shop.2.1"), door.history());
    assertEquals(Optional.of("two"), keeper.status().join().site().settings());
  }

  @Test
  void theOldGenerationEndsOnlyWhenItsRequestsAreFinished() throws Exception {
    FakeLauncher.Start old = bringUp();
    door.busy(true);
    CompletableFuture<Outcome> outcome = keeper.bringUp(site("two"));
    launcher.next().ready();
    assertEquals(new Outcome.Ready(2), outcome.get(20, TimeUnit.SECONDS));
    await(() -> door.waitingToDrain() == 1);
    assertFalse(old.wasTerminated());
    assertEquals(1, keeper.status().join().retiring());
    door.drainAll();
    await(old::wasTerminated);
    await(() -> keeper.status().join().retiring() == 0);
  }

  @Test
  void aReplacementThatFailsLeavesTheOldGenerationServing() throws Exception {
    FakeLauncher.Start old = bringUp();
    CompletableFuture<Outcome> outcome = keeper.bringUp(site("two"));
    launcher.next().failed("no such module");
    assertEquals(new Outcome.Failed("no such module"), outcome.get(20, TimeUnit.SECONDS));
    assertFalse(old.wasTerminated());
    assertEquals(List.of("hold", "admit shop.1.1"), door.history());
    SiteStatus status = keeper.status().join();
    assertEquals(State.READY, status.state());
    assertEquals(Optional.of("one"), status.site().settings());
    assertTrue(launcher.isIdle());
  }

  @Test
  void aDeathHoldsRequestsAndTheSameGenerationStartsAgain() throws Exception {
    FakeLauncher.Start first = bringUp();
    first.exited(137);
    FakeLauncher.Start second = launcher.next();
    assertEquals(1, second.order().generation());
    assertEquals(2, second.order().attempt());
    second.ready();
    await(() -> keeper.status().join().state() == State.READY);
    assertEquals(
        List.of("hold", "admit shop.1.1", "hold", "hold", "admit shop.1.2"), door.history());
  }

  @Test
  void whatAFormerProcessStillSaysIsNotHeard() throws Exception {
    FakeLauncher.Start first = bringUp();
    first.exited(137);
    FakeLauncher.Start second = launcher.next();
    second.ready();
    await(() -> keeper.status().join().state() == State.READY);
    first.exited(137);
    first.failed("too late");
    assertEquals(State.READY, keeper.status().join().state());
  }

  @Test
  void aFirstStartThatFailsIsToldAndTriedAgain() throws Exception {
    CompletableFuture<Outcome> outcome = keeper.bringUp(site);
    launcher.next().failed("no such module");
    assertEquals(new Outcome.Failed("no such module"), outcome.get(20, TimeUnit.SECONDS));
    assertEquals(State.FAILED, keeper.status().join().state());
    launcher.next().ready();
    await(() -> keeper.status().join().state() == State.READY);
  }

  @Test
  void aSiteThatNeverAnsweredIsReplacedAtOnce() throws Exception {
    CompletableFuture<Outcome> first = keeper.bringUp(site);
    launcher.next().failed("no such module");
    assertEquals(new Outcome.Failed("no such module"), first.get(20, TimeUnit.SECONDS));
    await(() -> keeper.status().join().state() == State.FAILED);
    CompletableFuture<Outcome> outcome = keeper.bringUp(site("two"));
    FakeLauncher.Start start = launcher.next();
    while (start.order().generation() != 2) {
      start = launcher.next();
    }
    start.ready();
    assertEquals(new Outcome.Ready(2), outcome.get(20, TimeUnit.SECONDS));
  }

  @Test
  void stopFinishesRequestsThenEndsTheProcessAndCompletes() throws Exception {
    FakeLauncher.Start start = bringUp();
    door.busy(true);
    CompletableFuture<Void> gone = keeper.stop();
    await(() -> door.waitingToDrain() == 1);
    assertFalse(gone.isDone());
    door.drainAll();
    gone.get(20, TimeUnit.SECONDS);
    assertTrue(start.wasTerminated());
    assertEquals(State.STOPPED, keeper.status().join().state());
  }

  private FakeLauncher.Start bringUp(Recycle recycle) throws Exception {
    CompletableFuture<Outcome> outcome = keeper.bringUp(site.toBuilder().recycle(recycle).build());
    FakeLauncher.Start start = launcher.next();
    start.ready();
    assertEquals(new Outcome.Ready(1), outcome.get(20, TimeUnit.SECONDS));
    return start;
  }

  @Test
  void aProcessThatHasLivedLongEnoughGetsASuccessorBesideIt() throws Exception {
    var after = Optional.of(Duration.ofMillis(50));
    FakeLauncher.Start old = bringUp(new Recycle(OptionalInt.empty(), after, Optional.empty()));
    FakeLauncher.Start next = launcher.next();
    assertEquals(2, next.order().generation());
    assertFalse(old.wasTerminated());
    next.ready();
    await(old::wasTerminated);
    assertEquals(3, launcher.next().order().generation());
  }

  @Test
  void aProcessThatHasAnsweredEnoughGetsASuccessor() throws Exception {
    FakeLauncher.Start old =
        bringUp(new Recycle(OptionalInt.of(10), Optional.empty(), Optional.empty()));
    door.answered(10);
    launcher.next().ready();
    await(old::wasTerminated);
  }

  private static final Recycle MOST_MEMORY =
      new Recycle(OptionalInt.empty(), Optional.empty(), Optional.of(new ByteSize(1L << 50)));

  @Test
  void aProcessThatIsSaidToHoldTooMuchGetsASuccessor() throws Exception {
    FakeLauncher.Start old = bringUp(MOST_MEMORY);
    old.holds(1L << 50);
    old.holds((1L << 50) + 1);
    launcher.next().ready();
    await(old::wasTerminated);
  }

  /** It would be replaced for ever: what is too much is held by the process of all of them. */
  @Test
  void aMemberOfAGroupIsNotReplacedForTheMemoryOfAll() throws Exception {
    CompletableFuture<Outcome> outcome =
        keeper.bringUp(site.toBuilder().recycle(MOST_MEMORY).processGroup("all").build());
    FakeLauncher.Start start = launcher.next();
    start.ready();
    outcome.get(20, TimeUnit.SECONDS);
    SiteStatus status = keeper.status().get(20, TimeUnit.SECONDS);
    assertEquals(
        List.of("recycle.memory has no effect, as the site shares its process with others"),
        status.current().orElseThrow().notes());
  }

  @Test
  void aProcessThatDiedIsNotRecycledForItsFormerAge() throws Exception {
    var after = Optional.of(Duration.ofMillis(500));
    FakeLauncher.Start first = bringUp(new Recycle(OptionalInt.empty(), after, Optional.empty()));
    first.exited(137);
    FakeLauncher.Start second = launcher.next();
    assertEquals(1, second.order().generation());
    second.ready();
    assertEquals(2, launcher.next().order().generation());
  }

  @Test
  void aStopDuringAStartEndsIt() throws Exception {
    CompletableFuture<Outcome> outcome = keeper.bringUp(site);
    FakeLauncher.Start start = launcher.next();
    keeper.stop().get(20, TimeUnit.SECONDS);
    assertTrue(start.wasTerminated());
    assertEquals(new Outcome.Failed("the site was stopped"), outcome.get(20, TimeUnit.SECONDS));
  }

  private Site idling() {
    return site.toBuilder()
        .timeouts(
            new Timeouts(
                Timeouts.START,
                Timeouts.REQUEST,
                Timeouts.DRAIN,
                Timeouts.QUEUE,
                Optional.of(Duration.ofMillis(50))))
        .build();
  }

  @Test
  void anUnusedSiteIsStoppedAndTheNextRequestStartsIt() throws Exception {
    CompletableFuture<Outcome> outcome = keeper.bringUp(idling());
    FakeLauncher.Start first = launcher.next();
    first.ready();
    outcome.get(20, TimeUnit.SECONDS);
    await(first::wasTerminated);
    assertEquals("idle", keeper.status().get(20, TimeUnit.SECONDS).word());
    assertEquals(List.of("hold", "admit shop.1.1", "doze"), door.history());
    door.wake();
    door.wake();
    FakeLauncher.Start second = launcher.next();
    second.ready();
    await(() -> door.history().contains("admit shop.2.1"));
    assertTrue(launcher.isIdle());
  }

  @Test
  void theNextGenerationDoesNotWaitForTheEndOfTheIdleOne() throws Exception {
    door.busy(true);
    CompletableFuture<Outcome> outcome = keeper.bringUp(idling());
    FakeLauncher.Start first = launcher.next();
    first.ready();
    outcome.get(20, TimeUnit.SECONDS);
    await(() -> door.history().contains("doze"));
    door.wake();
    launcher.next().ready();
    await(() -> door.history().contains("admit shop.2.1"));
    assertFalse(first.wasTerminated());
    door.drainAll();
    await(first::wasTerminated);
  }

  @Test
  void aSiteThatStartsOnRequestIsNotStartedBefore() throws Exception {
    Site onRequest = site.toBuilder().start(Start.REQUEST).build();
    assertInstanceOf(Outcome.Asleep.class, keeper.arrange(onRequest).get(20, TimeUnit.SECONDS));
    assertEquals("idle", keeper.status().get(20, TimeUnit.SECONDS).word());
    assertTrue(launcher.isIdle());
    door.wake();
    launcher.next().ready();
    await(() -> door.history().contains("admit shop.1.1"));
  }

  @Test
  void aSiteThatStartsOnRequestIsReplacedWhileItRuns() throws Exception {
    Site onRequest = site.toBuilder().start(Start.REQUEST).build();
    var _ = keeper.bringUp(onRequest);
    launcher.next().ready();
    CompletableFuture<Outcome> outcome =
        keeper.arrange(site("two").toBuilder().start(Start.REQUEST).build());
    launcher.next().ready();
    assertEquals(new Outcome.Ready(2), outcome.get(20, TimeUnit.SECONDS));
  }

  @Test
  void anOrderStartsASiteThatWouldWaitForARequest() throws Exception {
    Site onRequest = site.toBuilder().start(Start.REQUEST).build();
    keeper.arrange(onRequest).get(20, TimeUnit.SECONDS);
    CompletableFuture<Outcome> outcome = keeper.bringUp(onRequest);
    launcher.next().ready();
    assertEquals(new Outcome.Ready(1), outcome.get(20, TimeUnit.SECONDS));
  }

  @Test
  void aStoppedSiteDoesNotWake() throws Exception {
    CompletableFuture<Outcome> outcome = keeper.bringUp(idling());
    launcher.next().ready();
    outcome.get(20, TimeUnit.SECONDS);
    await(() -> door.history().contains("doze"));
    keeper.stop().get(20, TimeUnit.SECONDS);
    door.wake();
    assertEquals("stopped", keeper.status().get(20, TimeUnit.SECONDS).word());
    assertTrue(launcher.isIdle());
  }

  @Test
  void aCrashLoopIsToldAsSuch() throws Exception {
    FakeLauncher.Start start = bringUp();
    for (int i = 0; i < 3; i++) {
      assertEquals(
          List.of(), keeper.status().get(20, TimeUnit.SECONDS).current().orElseThrow().notes());
      start.exited(9);
      start = launcher.next();
      start.ready();
    }
    assertEquals(
        List.of("it keeps ending: 3 times in a row, the last time with status 9"),
        keeper.status().get(20, TimeUnit.SECONDS).current().orElseThrow().notes());
  }
}
