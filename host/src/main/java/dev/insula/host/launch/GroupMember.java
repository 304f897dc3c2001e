package dev.insula.host.launch;

import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import dev.insula.site.daemon.GroupOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One start of a site in a process that it shares with others of its owner. */
final class GroupMember implements Launcher.Launched {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private final GroupOrder.Start order;
  private final Launcher.Listener listener;
  private final Place place;
  private @Nullable GroupProcess process;

  GroupMember(GroupOrder.Start order, Launcher.Listener listener, Place place) {
    this.order = order;
    this.listener = listener;
    this.place = place;
  }

  /** Where a member answers. */
  interface Place {
    /**
     * Where it answers once it is there.
     *
     * @param takesLinks whether it says that it takes multiplexed links
     * @throws IOException a sentence, if it does not answer there after all
     */
    Endpoint endpoint(long pid, boolean takesLinks) throws IOException;

    /** The member is gone. */
    default void gone() {}
  }

  String name() {
    return order.member();
  }

  GroupOrder start() {
    return order;
  }

  synchronized void joined(GroupProcess joined) {
    process = joined;
  }

  private synchronized @Nullable GroupProcess process() {
    return process;
  }

  void ready(StatusLine line, long pid) {
    try {
      var vitals = new Launcher.Vitals(line.value("server").orElse("unknown"), List.of(pid));
      listener.ready(place.endpoint(pid, DaemonWords.takesLinks(line)), vitals);
    } catch (IOException e) {
      listener.failed(String.valueOf(e.getMessage()));
      terminate();
    }
  }

  void noted(String note) {
    listener.noted(note);
  }

  void failed(String message) {
    place.gone();
    listener.failed(message);
  }

  void exited(int status) {
    try {
      Files.deleteIfExists(order.plan().socket());
    } catch (IOException e) {
      LOG.warnf("The socket %s of a gone site stays: %s", order.plan().socket(), e.getMessage());
    }
    place.gone();
    listener.exited(status);
  }

  @Override
  public void terminate() {
    GroupProcess joined = process();
    if (joined != null) {
      joined.stop(this);
    }
  }

  /** As the others live in the same process, it can only be asked. */
  @Override
  public void kill() {
    terminate();
  }
}
