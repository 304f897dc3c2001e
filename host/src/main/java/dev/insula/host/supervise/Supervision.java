package dev.insula.host.supervise;

import java.util.List;

/**
 * The supervisor as a table: state and event to next state and effects. Pure; an event that means
 * nothing in a state (a timer that elapsed while it was being disarmed, an exit that was already
 * told) leaves everything as it is.
 */
public final class Supervision {
  /** One cell of the table. */
  public record Step(State next, List<Effect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /** Why a start is given up that goes on for too long. */
  static final String LATE = "it was not ready in time";

  private Supervision() {}

  /** The cell for this state and event. */
  public static Step step(State state, Event event) {
    return switch (state) {
      case STOPPED -> whenStopped(event);
      case STARTING -> whenStarting(event);
      case READY -> whenReady(event);
      case BACKING_OFF -> whenWaiting(State.BACKING_OFF, event);
      case FAILED -> whenWaiting(State.FAILED, event);
      case DRAINING -> whenDraining(event);
      case STOPPING -> whenStopping(event);
    };
  }

  private static Step whenStopped(Event event) {
    return switch (event) {
      case Event.Start() -> launch();
      case Event.Stop() -> to(State.STOPPED, new Effect.Release());
      case Event.Ready _, Event.StartFailed _, Event.Exited _, Event.Drained _, Event.Elapsed _ ->
          to(State.STOPPED);
    };
  }

  private static Step whenStarting(Event event) {
    return switch (event) {
      case Event.Ready() -> to(State.READY, new Effect.Disarm(), new Effect.Admit());
      case Event.StartFailed(String message) -> failed(message);
      case Event.Exited(int status) ->
          failed("it exited with status %d while it started".formatted(status));
      case Event.Elapsed(Timer timer) when timer == Timer.START ->
          to(
              State.FAILED,
              new Effect.Kill(),
              new Effect.Refuse(LATE),
              new Effect.Arm(Timer.BACK_OFF));
      case Event.Stop() -> to(State.STOPPING, new Effect.Terminate(), new Effect.Arm(Timer.KILL));
      case Event.Start _, Event.Drained _, Event.Elapsed _ -> to(State.STARTING);
    };
  }

  private static Step whenReady(Event event) {
    return switch (event) {
      case Event.Exited _ ->
          to(State.BACKING_OFF, new Effect.Hold(), new Effect.Arm(Timer.BACK_OFF));
      case Event.Stop() -> to(State.DRAINING, new Effect.Arm(Timer.DRAIN), new Effect.AwaitDrain());
      case Event.Start _, Event.Ready _, Event.StartFailed _, Event.Drained _, Event.Elapsed _ ->
          to(State.READY);
    };
  }

  private static Step whenWaiting(State waiting, Event event) {
    return switch (event) {
      case Event.Elapsed(Timer timer) when timer == Timer.BACK_OFF -> launch();
      case Event.Start() -> launch();
      case Event.Stop() -> to(State.STOPPED, new Effect.Disarm(), new Effect.Release());
      case Event.Ready _, Event.StartFailed _, Event.Exited _, Event.Drained _, Event.Elapsed _ ->
          to(waiting);
    };
  }

  private static Step whenDraining(Event event) {
    return switch (event) {
      case Event.Drained() -> terminate();
      case Event.Elapsed(Timer timer) when timer == Timer.DRAIN -> terminate();
      case Event.Exited _ -> released();
      case Event.Start _, Event.Ready _, Event.StartFailed _, Event.Elapsed _, Event.Stop _ ->
          to(State.DRAINING);
    };
  }

  private static Step whenStopping(Event event) {
    return switch (event) {
      case Event.Exited _, Event.StartFailed _ -> released();
      case Event.Elapsed(Timer timer) when timer == Timer.KILL ->
          to(State.STOPPING, new Effect.Kill());
      case Event.Start _, Event.Ready _, Event.Drained _, Event.Elapsed _, Event.Stop _ ->
          to(State.STOPPING);
    };
  }

  private static Step launch() {
    return to(State.STARTING, new Effect.Hold(), new Effect.Arm(Timer.START), new Effect.Launch());
  }

  private static Step failed(String message) {
    return to(State.FAILED, new Effect.Refuse(message), new Effect.Arm(Timer.BACK_OFF));
  }

  private static Step terminate() {
    return to(State.STOPPING, new Effect.Terminate(), new Effect.Arm(Timer.KILL));
  }

  private static Step released() {
    return to(State.STOPPED, new Effect.Disarm(), new Effect.Release());
  }

  private static Step to(State next, Effect... effects) {
    return new Step(next, List.of(effects));
  }
}
