package org.xnio.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.ChannelListener;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.ReadTimeoutException;

class UdsConnectTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  @TempDir Path directory;
  private XnioWorker worker;
  private Path socket;

  @BeforeEach
  void startWorker() throws IOException {
    socket = directory.resolve("s");
    worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
  }

  @AfterEach
  void stopWorker() {
    worker.shutdownNow();
  }

  @Test
  void aMissingFileIsNotTheSameAsNobodyListening() throws Exception {
    assertInstanceOf(NoSuchFileException.class, failure(socket, LONG, UnixPeer.anybody()));
    try (ServerSocketChannel server = bind(8)) {
      assertTrue(server.isOpen());
    }
    assertInstanceOf(ConnectException.class, failure(socket, LONG, UnixPeer.anybody()));
  }

  @Test
  void aFullBacklogFailsAtTheDeadlineOnly() throws Exception {
    try (ServerSocketChannel server = bind(1)) {
      List<SocketChannel> waiting = fill(server);
      IOException reason = failure(socket, Duration.ofMillis(150), UnixPeer.anybody());
      assertInstanceOf(SocketTimeoutException.class, reason);
      assertTrue(reason.toString().contains("within 150 ms"), reason.toString());
      waiting.forEach(IoUtils::safeClose);
    }
  }

  @Test
  void aPlaceThatBecomesFreeInTheBacklogIsTaken() throws Exception {
    try (ServerSocketChannel server = bind(1)) {
      List<SocketChannel> waiting = fill(server);
      IoFuture<StreamConnection> connecting = connect(socket, LONG, UnixPeer.anybody());
      for (SocketChannel ignored : waiting) {
        server.accept().close();
      }
      try (StreamConnection connection = connecting.get()) {
        assertTrue(connection.isOpen());
      }
      waiting.forEach(IoUtils::safeClose);
    }
  }

  @Test
  void aPathThatIsTooLongIsToldSo() {
    IOException reason = failure(directory.resolve("x".repeat(120)), LONG, UnixPeer.anybody());
    assertInstanceOf(SocketException.class, reason);
    assertTrue(reason.toString().contains("at most 106 are possible"), reason.toString());
  }

  @Test
  void aServerOfAnotherUserIsRefusedAfterOneQuestion() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    try (ServerSocketChannel server = bind(8)) {
      IOException reason =
          failure(
              socket,
              LONG,
              channel -> {
                questions.incrementAndGet();
                return UnixPeer.is("no-such-user").test(channel);
              });
      assertInstanceOf(PeerRefusedException.class, reason);
      assertEquals(1, questions.get());
      try (SocketChannel refused = server.accept()) {
        assertEquals(-1, refused.read(ByteBuffer.allocate(1)));
      }
    }
  }

  @Test
  void addressesAreInetAddressesAtBothEnds() throws Exception {
    AtomicReference<StreamConnection> accepted = new AtomicReference<>();
    ChannelListener<StreamConnection> remember = accepted::set;
    try (UdsListener listener = Uds.listen(worker, socket, 8, UnixPeer.anybody(), remember);
        StreamConnection client = connect(listener.path(), LONG, UnixPeer.anybody()).get()) {
      Await.until("accepted", () -> accepted.get() != null);
      StreamConnection server = accepted.get();
      assertEquals(0, client.getPeerAddress(InetSocketAddress.class).getPort());
      assertEquals("unix", server.getPeerAddress(InetSocketAddress.class).getHostString());
      assertEquals("unix", server.getLocalAddress(InetSocketAddress.class).getHostString());
      server.close();
    }
  }

  @Test
  void aReadThatFindsNothingForTooLongFails() throws Exception {
    try (UdsListener listener = Uds.listen(worker, socket, 8, UnixPeer.anybody(), new Echo());
        StreamConnection client = connect(listener.path(), LONG, UnixPeer.anybody()).get()) {
      assertEquals(0, client.setOption(Options.READ_TIMEOUT, 20));
      assertEquals(20, client.getOption(Options.READ_TIMEOUT));
      ByteBuffer buffer = ByteBuffer.allocate(1);
      assertThrows(
          ReadTimeoutException.class,
          () -> Await.until("a timeout", () -> readsSomething(client, buffer)));
    }
  }

  @Test
  void aConnectionClosesOnce() throws Exception {
    try (UdsListener listener = Uds.listen(worker, socket, 8, UnixPeer.anybody(), new Echo())) {
      StreamConnection client = connect(listener.path(), LONG, UnixPeer.anybody()).get();
      client.close();
      client.close();
      assertFalse(client.isOpen());
    }
  }

  private static boolean readsSomething(StreamConnection client, ByteBuffer buffer) {
    try {
      return client.getSourceChannel().read(buffer) != 0;
    } catch (IOException e) {
      throw sneaky(e);
    }
  }

  @SuppressWarnings("unchecked") // the cast is how a checked exception passes a BooleanSupplier
  private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
    throw (E) e;
  }

  private IoFuture<StreamConnection> connect(
      Path path, Duration patience, Predicate<SocketChannel> admit) {
    return Uds.connect(worker.getIoThread(), path, patience, admit);
  }

  private IOException failure(Path path, Duration patience, Predicate<SocketChannel> admit) {
    IoFuture<StreamConnection> connecting = connect(path, patience, admit);
    assertEquals(IoFuture.Status.FAILED, connecting.await(20, TimeUnit.SECONDS));
    return connecting.getException();
  }

  private ServerSocketChannel bind(int backlog) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(socket), backlog);
  }

  /** Connects until the kernel queues no more. */
  private List<SocketChannel> fill(ServerSocketChannel server) throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.configureBlocking(false);
      try {
        channel.connect(server.getLocalAddress());
        waiting.add(channel);
      } catch (SocketException full) {
        channel.close();
        return waiting;
      }
    }
  }
}
