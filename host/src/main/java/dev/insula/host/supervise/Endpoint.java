package dev.insula.host.supervise;

import dev.insula.config.Application;
import dev.insula.site.RunningSite;
import java.nio.file.Path;
import java.util.Optional;

/** Where the requests of one started generation go. */
public sealed interface Endpoint {
  /** An application object inside this JVM. */
  record InThisJvm(RunningSite site) implements Endpoint {}

  /**
   * The front itself, which needs nothing that was started: files, or a redirect.
   *
   * @param generation tells it from the same thing before
   */
  record InTheFront(long generation, Application application) implements Endpoint {}

  /**
   * A daemon process that listens on a Unix domain socket.
   *
   * @param user the only user that may answer there; empty where every site has the same one
   * @param takesLinks whether it takes multiplexed links beside HTTP/1.1
   */
  record OnSocket(Path socket, Optional<String> user, boolean takesLinks) implements Endpoint {
    /** One that runs as the host's own user and speaks HTTP/1.1 only. */
    public OnSocket(Path socket) {
      this(socket, Optional.empty(), false);
    }

    /** Where the Java applications listen that are mounted in a WSGI site. */
    public OnSocket ofMountedJava() {
      return new OnSocket(socket.resolveSibling(socket.getFileName() + ".j"), user, false);
    }
  }

  /** A daemon process that listens on a port of 127.0.0.1; no two starts share one. */
  record OnPort(int port) implements Endpoint {}
}
