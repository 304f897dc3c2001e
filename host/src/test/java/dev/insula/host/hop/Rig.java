package dev.insula.host.hop;

import io.undertow.server.HttpHandler;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A front and a scripted site behind it. */
final class Rig implements Closeable {
  private final Way way;
  private @Nullable ScriptedSite site;
  private @Nullable LinkBridge bridge;
  private @Nullable Front front;

  Rig() {
    this(Way.CONNECTIONS);
  }

  Rig(Way way) {
    this.way = way;
  }

  void start(Path directory, ScriptedSite.Script script, UnaryOperator<HopTarget> settings)
      throws IOException {
    start(directory, script, settings, hop -> hop);
  }

  /** The same with something of the front's around the hop. */
  void start(
      Path directory,
      ScriptedSite.Script script,
      UnaryOperator<HopTarget> settings,
      UnaryOperator<HttpHandler> around)
      throws IOException {
    Path socket = directory.resolve("s");
    site = new ScriptedSite(socket, script);
    HopTarget target = settings.apply(way.target(reached(directory, socket)));
    front = new Front(target, HopCallbacks.plain(), around);
  }

  private Path reached(Path directory, Path socket) throws IOException {
    if (way == Way.CONNECTIONS) {
      return socket;
    }
    Path linked = directory.resolve("l");
    bridge = new LinkBridge(linked, socket);
    return linked;
  }

  ScriptedSite site() {
    return Objects.requireNonNull(site);
  }

  Front front() {
    return Objects.requireNonNull(front);
  }

  /** The class of the n-th finished request's failure. */
  Class<?> failure(int n) {
    HopFailure failure = front().finished(n).failure();
    return failure == null ? Void.class : failure.getClass();
  }

  @Override
  public void close() throws IOException {
    if (front != null) {
      front.close();
    }
    if (bridge != null) {
      bridge.close();
    }
    if (site != null) {
      site.close();
    }
  }
}
