package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Endpoint;
import dev.insula.spawner.client.Started;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a site that the spawner runs is reached. The site itself has no say in it: the manifest
 * decides whether it is a port, the spawner which one.
 */
record SpawnedAddress(Site site) {
  private static final long PAUSE = Duration.ofMillis(20).toNanos();
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  /**
   * The address of a generation that says it is ready.
   *
   * @throws IOException a clause, if nobody of that site listens there
   */
  Endpoint of(Started started, boolean takesLinks) throws IOException {
    Optional<SpawnedProgram.ListensAt> program = SpawnedProgram.listensAt(site);
    if (program.equals(Optional.of(SpawnedProgram.ListensAt.PORT))) {
      return port(started);
    }
    if (program.isPresent()) {
      awaitAccepting(started.socket());
    }
    Path folder = Objects.requireNonNull(started.socket().getParent());
    return new Endpoint.OnSocket(
        started.socket(), UserNames.ownerOf(folder, started.uid()), takesLinks);
  }

  private static Endpoint port(Started started) throws IOException {
    int port = started.port().orElseThrow(() -> new IOException("it was given no port"));
    if (!Listeners.belongTo(started.uid(), port)) {
      throw new IOException("port " + port + " was taken by a program that is not this site's");
    }
    return new Endpoint.OnPort(port);
  }

  /** A socket file is there a moment before its program takes connections. */
  private static void awaitAccepting(Path socket) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (!accepts(socket)) {
      if (System.nanoTime() > end) {
        throw new IOException("nothing takes connections on " + socket);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static boolean accepts(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}
