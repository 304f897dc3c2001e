package dev.insula.host.supervise;

import dev.insula.config.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One started version of a site: walks through {@link Supervision}'s table and performs its
 * effects. Confined to the {@link EventLoop}.
 */
final class Generation {
  /** Time between asking a process to end and ending it. */
  private static final Duration KILL_AFTER = Duration.ofSeconds(10);

  /** So many ends in a row are no accident. */
  private static final int CRASH_LOOP = 3;

  /** What a site says of itself over and over must not fill the memory. */
  private static final int MOST_NOTES = 20;

  /** Hears what concerns more than this generation; called on the loop. */
  interface Observer {
    void admitted(Generation generation, Endpoint endpoint);

    void held(Generation generation);

    void refused(Generation generation, String reason);

    void released(Generation generation);

    void worn(Generation generation, String why);
  }

  private final Site site;
  private final long number;
  private final EventLoop loop;
  private final Launcher launcher;
  private final Door door;
  private final Observer observer;
  private final BackOff backOff = new BackOff(RandomGenerator.getDefault());

  private State state = State.STOPPED;
  private int attempt;
  private long readySince;
  private @Nullable Instant since;
  private Launcher.@Nullable Launched launched;
  private @Nullable Endpoint endpoint;
  private Launcher.@Nullable Vitals vitals;
  private @Nullable String failure;
  private String waitingFor = "";
  private final List<String> notes = new ArrayList<>();
  private Optional<String> origin = Optional.empty();
  private Optional<Integer> lastEnd = Optional.empty();
  private OptionalLong held = OptionalLong.empty();
  private Optional<Future<?>> timer = Optional.empty();

  Generation(
      Site site, long number, EventLoop loop, Launcher launcher, Door door, Observer observer) {
    this.site = site;
    this.number = number;
    this.loop = loop;
    this.launcher = launcher;
    this.door = door;
    this.observer = observer;
  }

  void handle(Event event) {
    if (state == State.READY && event instanceof Event.Exited(int status)) {
      lastEnd = Optional.of(status);
    }
    Supervision.Step step = Supervision.step(state, event);
    if (step.next() != state) {
      since = Instant.now();
    }
    state = step.next();
    step.effects().forEach(this::perform);
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Launch() -> launch();
      case Effect.Arm(Timer kind) -> arm(kind);
      case Effect.Disarm() -> disarm();
      case Effect.Admit() -> admit();
      case Effect.Hold() -> hold();
      case Effect.Refuse(String reason) -> refuse(reason);
      case Effect.AwaitDrain() -> awaitDrain();
      case Effect.Terminate() -> end(Launcher.Launched::terminate);
      case Effect.Kill() -> end(Launcher.Launched::kill);
      case Effect.Release() -> observer.released(this);
    }
  }

  private void launch() {
    attempt++;
    endpoint = null;
    vitals = null;
    held = OptionalLong.empty();
    waitingFor = "";
    notes.clear();
    launched = launcher.launch(new Launcher.Order(site, number, attempt), new Ear(attempt));
  }

  private void admit() {
    readySince = System.nanoTime();
    failure = null;
    if (endpoint != null) {
      observer.admitted(this, endpoint);
    }
  }

  private void hold() {
    observer.held(this);
  }

  private void refuse(String reason) {
    boolean isExplained = reason.equals(Supervision.LATE) && !waitingFor.isEmpty();
    String whole = isExplained ? reason + ": " + waitingFor : reason;
    failure = whole;
    observer.refused(this, whole);
  }

  private void awaitDrain() {
    if (endpoint == null) {
      handle(new Event.Drained());
    } else {
      door.whenDrained(endpoint, () -> loop.execute(() -> handle(new Event.Drained())));
    }
  }

  private void end(java.util.function.Consumer<Launcher.Launched> how) {
    if (launched != null) {
      how.accept(launched);
    }
  }

  private void arm(Timer kind) {
    disarm();
    timer = Optional.of(loop.schedule(delay(kind), () -> handle(new Event.Elapsed(kind))));
  }

  private Duration delay(Timer kind) {
    return switch (kind) {
      case START -> site.timeouts().start().plus(launcher.preparation(site));
      case BACK_OFF -> backOff.next(readyFor());
      case DRAIN -> site.timeouts().drain();
      case KILL -> KILL_AFTER;
    };
  }

  private Duration readyFor() {
    long from = readySince;
    readySince = 0;
    return from == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - from);
  }

  private void disarm() {
    timer.ifPresent(armed -> armed.cancel(false));
    timer = Optional.empty();
  }

  /** Its process has used up its share: a successor is asked for. */
  void wornOut(String why) {
    note(why);
    observer.worn(this, why);
  }

  /** Bytes that it holds, if its launcher says so. */
  OptionalLong held() {
    return held;
  }

  Site site() {
    return site;
  }

  long number() {
    return number;
  }

  State state() {
    return state;
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  Optional<Endpoint> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Why it was started, if nobody asked for it. */
  void came(String why) {
    origin = Optional.of(why);
  }

  /** What is worth showing in its status; not more than once. */
  void note(String note) {
    notes.remove(note);
    notes.add(note);
    if (notes.size() > MOST_NOTES) {
      notes.removeFirst();
    }
  }

  private List<String> allNotes() {
    List<String> all = new ArrayList<>(notes);
    origin.ifPresent(all::addFirst);
    lastEnd
        .filter(_ -> keepsEnding())
        .ifPresent(status ->
            all.add(
                "it keeps ending: %d times in a row, the last time with status %d"
                    .formatted(backOff.failures(), status)));
    return all;
  }

  private boolean keepsEnding() {
    boolean isSettled =
        state == State.READY && backOff.settles(Duration.ofNanos(System.nanoTime() - readySince));
    return backOff.failures() >= CRASH_LOOP && !isSettled;
  }

  GenerationStatus status() {
    return new GenerationStatus(
        number,
        state,
        Optional.ofNullable(since),
        attempt,
        Optional.ofNullable(vitals),
        failure(),
        allNotes());
  }

  /** Brings what one attempt says onto the loop, and drops what a former attempt still says. */
  private final class Ear implements Launcher.Listener {
    private final int mine;

    Ear(int mine) {
      this.mine = mine;
    }

    private void hear(Runnable what) {
      loop.execute(() -> {
        if (mine == attempt) {
          what.run();
        }
      });
    }

    @Override
    public void ready(Endpoint at, Launcher.Vitals now) {
      hear(() -> {
        endpoint = at;
        vitals = now;
        handle(new Event.Ready());
      });
    }

    @Override
    public void failed(String message) {
      hear(() -> handle(new Event.StartFailed(message)));
    }

    @Override
    public void waiting(String what) {
      hear(() -> waitingFor = what);
    }

    @Override
    public void exited(int status) {
      hear(() -> handle(new Event.Exited(status)));
    }

    @Override
    public void noted(String note) {
      hear(() -> note(note));
    }

    @Override
    public void worn(String why) {
      hear(() -> wornOut(why));
    }

    @Override
    public void holds(long bytes) {
      hear(() -> held = OptionalLong.of(bytes));
    }

    @Override
    public void workers(List<Long> pids) {
      hear(() -> {
        if (vitals != null) {
          vitals = new Launcher.Vitals(vitals.server(), pids);
        }
      });
    }
  }
}
