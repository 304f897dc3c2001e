package dev.insula.host.hop;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.nio.UdsLink;

/** Opens streams of one link, which is connected when the first is wanted. */
final class LinkDialler implements Dialler, UdsLink.Opened {
  private static final System.Logger LOG = System.getLogger(LinkDialler.class.getName());

  private final DirectDialler connections;
  private final Lane lane;
  private final ArrayDeque<Dialled> waiting = new ArrayDeque<>();
  private @Nullable SharedLink link;

  LinkDialler(DirectDialler connections, Lane lane) {
    this.connections = connections;
    this.lane = lane;
  }

  @Override
  public void dial(Dialled to) {
    SharedLink open = link;
    if (open != null && open.isOpen()) {
      to.opened(open.newStream());
      return;
    }
    waiting.addLast(to);
    if (waiting.size() == 1) {
      connections.connect(this);
    }
  }

  @Override
  public void linked(UdsLink socket) {
    SharedLink open = new SharedLink(socket, lane);
    link = open;
    for (Dialled each : takeWaiting()) {
      open(open.newStream(), each);
    }
  }

  /** One whose work fails must not take the others' streams with it. */
  private static void open(LinkStream stream, Dialled to) {
    try {
      to.opened(stream);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "A stream is given up: its owner failed", e);
      stream.close();
    }
  }

  @Override
  public void failed(IOException reason) {
    for (Dialled each : takeWaiting()) {
      each.failed(reason);
    }
  }

  /** All of them, so that one who dials again meanwhile begins anew. */
  private List<Dialled> takeWaiting() {
    List<Dialled> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
