package dev.insula.site.bridge;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens on a Unix socket as soon as a port of the loopback address takes connections, says so on
 * standard output, and joins each connection with one to that port. Runs until it is killed; a
 * connection to the port that fails ends its own client's only.
 */
public final class PortBridge {
  private static final int BACKLOG = 1024;
  private static final long PAUSE = Duration.ofMillis(20).toNanos();
  private static final int WRONG_USAGE = 64;

  private final Path socket;
  private final InetSocketAddress program;

  PortBridge(Path socket, int port) {
    this.socket = socket;
    this.program = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /**
   * Runs the bridge.
   *
   * @param arguments the socket, the port, and what serves there, percent-encoded
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: PortBridge SOCKET PORT SERVER");
      System.exit(WRONG_USAGE);
    }
    var bridge = new PortBridge(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    bridge.awaitProgram();
    try (ServerSocketChannel door = bridge.open()) {
      System.out.println("ready server=" + arguments[2]);
      bridge.serve(door);
    }
  }

  /**
   * Runs a bridge in this JVM, to a program in it that takes connections already; those that are
   * joined outlive it.
   *
   * @return what ends it
   */
  public static Closeable beside(Path socket, int port) throws IOException {
    var bridge = new PortBridge(socket, port);
    ServerSocketChannel door = bridge.open();
    Thread.ofVirtual()
        .name("bridge to port " + port)
        .start(() -> {
          try {
            bridge.serve(door);
          } catch (IOException e) {
            // It was closed; else the front finds nobody at the socket, and says so.
          }
        });
    return door;
  }

  /** What its JVM needs in order to be small. */
  public static List<String> jvmOptions() {
    return List.of(
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=16m",
        "-XX:-UsePerfData",
        "-Xshare:auto");
  }

  /** The folder or jar that holds this class, which is all that it needs. */
  public static String classPath() {
    try {
      return Path.of(PortBridge.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path is no path", e);
    }
  }

  void awaitProgram() {
    while (!answers()) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  private boolean answers() {
    try (SocketChannel channel = SocketChannel.open(program)) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Who may connect, the folder decides, and the process's file mode creation mask. */
  ServerSocketChannel open() throws IOException {
    var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    return door;
  }

  /** Takes connections until the socket is closed. */
  void serve(ServerSocketChannel door) throws IOException {
    while (door.isOpen()) {
      SocketChannel front = door.accept();
      Thread.ofVirtual().name("to the program").start(() -> join(front));
    }
  }

  private void join(SocketChannel front) {
    try (front;
        SocketChannel there = SocketChannel.open(program)) {
      there.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Thread back = Thread.ofVirtual().name("to the front").start(new Flow(there, front));
      new Flow(front, there).run();
      back.join();
    } catch (IOException e) {
      // The front sees its connection end, and says so to its client.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
