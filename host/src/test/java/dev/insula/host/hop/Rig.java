package dev.insula.host.hop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A front and a scripted site behind it. */
final class Rig implements Closeable {
  private @Nullable ScriptedSite site;
  private @Nullable Front front;

  void start(Path directory, ScriptedSite.Script script, UnaryOperator<HopTarget> settings)
      throws IOException {
    Path socket = directory.resolve("s");
    site = new ScriptedSite(socket, script);
    front = new Front(settings.apply(HopTarget.of("shop", socket)));
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
    if (site != null) {
      site.close();
    }
  }
}
