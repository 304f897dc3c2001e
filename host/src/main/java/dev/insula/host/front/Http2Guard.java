package dev.insula.host.front;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSourceConduit;

/** Ends an HTTP/2 connection whose client asks too much; see {@link Http2Frames}. */
final class Http2Guard extends GateSource {
  private final Http2Frames frames;
  private final GateConnection connection;
  private @Nullable Http2GuardedChannel channel;

  Http2Guard(StreamSourceConduit next, GateConnection connection) {
    super(next);
    this.connection = connection;
    this.frames = new Http2Frames(connection);
  }

  void protect(Http2GuardedChannel guarded) {
    channel = guarded;
  }

  @Override
  int scan(byte[] bytes, int from, int to) {
    return frames.scan(bytes, from, to);
  }

  @Override
  void refuse() throws IOException {
    Http2GuardedChannel guarded = channel;
    if (guarded != null) {
      guarded.sendGoAway(frames.refusal());
    }
    connection.closeSoon();
  }
}
