package dev.insula.host.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisionTest {
  private static final List<Event> EVERY_EVENT =
      List.of(
          new Event.Start(),
          new Event.Ready(),
          new Event.StartFailed("no such module"),
          new Event.Exited(137),
          new Event.Drained(),
          new Event.Elapsed(Timer.START),
          new Event.Elapsed(Timer.BACK_OFF),
          new Event.Elapsed(Timer.DRAIN),
          new Event.Elapsed(Timer.KILL),
          new Event.Stop());

  @Test
  void aStartHoldsRequestsUntilItIsReady() {
    var start = Supervision.step(State.STOPPED, new Event.Start());
    assertEquals(State.STARTING, start.next());
    assertTrue(start.effects().contains(new Effect.Hold()));
    assertTrue(start.effects().contains(new Effect.Launch()));
    var ready = Supervision.step(State.STARTING, new Event.Ready());
    assertEquals(State.READY, ready.next());
    assertTrue(ready.effects().contains(new Effect.Admit()));
  }

  @Test
  void aDeathHoldsRequestsAndStartsAgainAfterThePause() {
    var death = Supervision.step(State.READY, new Event.Exited(137));
    assertEquals(State.BACKING_OFF, death.next());
    assertEquals(List.of(new Effect.Hold(), new Effect.Arm(Timer.BACK_OFF)), death.effects());
    var again = Supervision.step(State.BACKING_OFF, new Event.Elapsed(Timer.BACK_OFF));
    assertEquals(State.STARTING, again.next());
    assertTrue(again.effects().contains(new Effect.Launch()));
  }

  @Test
  void aFailedStartRefusesRequestsAndIsTriedAgain() {
    var failed = Supervision.step(State.STARTING, new Event.StartFailed("no such module"));
    assertEquals(State.FAILED, failed.next());
    assertTrue(failed.effects().contains(new Effect.Refuse("no such module")));
    assertEquals(
        State.STARTING, Supervision.step(State.FAILED, new Event.Elapsed(Timer.BACK_OFF)).next());
  }

  @Test
  void aStartThatTakesTooLongIsKilled() {
    var late = Supervision.step(State.STARTING, new Event.Elapsed(Timer.START));
    assertEquals(State.FAILED, late.next());
    assertTrue(late.effects().contains(new Effect.Kill()));
  }

  @Test
  void stopFinishesRequestsBeforeItEndsTheProcess() {
    var stop = Supervision.step(State.READY, new Event.Stop());
    assertEquals(State.DRAINING, stop.next());
    assertTrue(stop.effects().contains(new Effect.AwaitDrain()));
    var drained = Supervision.step(State.DRAINING, new Event.Drained());
    assertEquals(State.STOPPING, drained.next());
    assertTrue(drained.effects().contains(new Effect.Terminate()));
    var gone = Supervision.step(State.STOPPING, new Event.Exited(0));
    assertEquals(State.STOPPED, gone.next());
    assertTrue(gone.effects().contains(new Effect.Release()));
  }

  @Test
  void whoDoesNotEndIsKilled() {
    var stubborn = Supervision.step(State.STOPPING, new Event.Elapsed(Timer.KILL));
    assertEquals(State.STOPPING, stubborn.next());
    assertEquals(List.of(new Effect.Kill()), stubborn.effects());
  }

  @Test
  void everyStateLeadsToStoppedAfterStopAndExit() {
    for (State from : State.values()) {
      State state = Supervision.step(from, new Event.Stop()).next();
      state = Supervision.step(state, new Event.Drained()).next();
      state = Supervision.step(state, new Event.Exited(0)).next();
      assertEquals(State.STOPPED, state, "from " + from);
    }
  }

  @Test
  void onlyReadyAdmitsRequests() {
    for (State from : State.values()) {
      for (Event event : EVERY_EVENT) {
        var step = Supervision.step(from, event);
        if (step.effects().contains(new Effect.Admit())) {
          assertEquals(State.READY, step.next());
          assertInstanceOf(Event.Ready.class, event);
        }
      }
    }
  }

  @Test
  void aTimerThatMeansNothingChangesNothing() {
    var stale = Supervision.step(State.READY, new Event.Elapsed(Timer.START));
    assertEquals(State.READY, stale.next());
    assertTrue(stale.effects().isEmpty());
  }
}
