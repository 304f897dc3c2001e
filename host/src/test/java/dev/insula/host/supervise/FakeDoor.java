package dev.insula.host.supervise;

import dev.insula.config.Site;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A door that remembers what was done to it; endpoints drain when the test says so. */
final class FakeDoor implements Door {
  private final List<String> history = new CopyOnWriteArrayList<>();
  private final List<Runnable> draining = new CopyOnWriteArrayList<>();
  private volatile boolean busy;
  private volatile Runnable waking = () -> {};
  private volatile long requests;

  void answered(long count) {
    requests = count;
  }

  void busy(boolean now) {
    busy = now;
  }

  List<String> history() {
    return List.copyOf(history);
  }

  void drainAll() {
    draining.forEach(Runnable::run);
    draining.clear();
  }

  int waitingToDrain() {
    return draining.size();
  }

  @Override
  public void admit(Site site, Endpoint endpoint) {
    history.add("admit " + ((Endpoint.OnSocket) endpoint).socket().getFileName());
  }

  @Override
  public void hold() {
    history.add("hold");
  }

  @Override
  public void doze(Runnable wake) {
    history.add("doze");
    waking = wake;
  }

  /** A request comes while the door dozes. */
  void wake() {
    waking.run();
  }

  @Override
  public void refuse() {
    history.add("refuse");
  }

  @Override
  public void whenDrained(Endpoint endpoint, Runnable drained) {
    if (busy) {
      draining.add(drained);
    } else {
      drained.run();
    }
  }

  @Override
  public Traffic traffic() {
    return new Traffic(requests, 0, 0, 0);
  }
}
