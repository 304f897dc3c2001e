package org.xnio.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

class UdsListenTest {
  @TempDir Path directory;
  private XnioWorker worker;

  @BeforeEach
  void startWorker() throws IOException {
    worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 2));
  }

  @AfterEach
  void stopWorker() {
    worker.shutdownNow();
  }

  @Test
  void bytesStreamBothWaysAtOnce() throws Exception {
    byte[] sent = new byte[8 * 1024 * 1024];
    new Random(7).nextBytes(sent);
    try (UdsListener listener = echo(directory.resolve("s"));
        SocketChannel client = connect(listener.path())) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(client, sent));
      assertArrayEquals(sent, read(client, sent.length));
      writing.join();
    }
  }

  @Test
  void theClientsEndLeavesTheOtherDirectionOpen() throws Exception {
    try (UdsListener listener = echo(directory.resolve("s"));
        SocketChannel client = connect(listener.path())) {
      write(client, new byte[] {1, 2, 3});
      client.shutdownOutput();
      assertArrayEquals(new byte[] {1, 2, 3}, read(client, 3));
      assertEquals(-1, client.read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void connectionsAreDealtOutToAllThreads() throws Exception {
    var threads = new ConcurrentLinkedQueue<Thread>();
    Path socket = directory.resolve("s");
    try (UdsListener listener =
            Uds.listen(
                worker,
                socket,
                8,
                UnixPeer.anybody(),
                connection -> {
                  threads.add(Thread.currentThread());
                  assertEquals(connection.getIoThread(), Thread.currentThread());
                });
        SocketChannel one = connect(listener.path());
        SocketChannel two = connect(listener.path())) {
      assertTrue(one.isConnected() && two.isConnected());
      Await.until("both connections are seen", () -> threads.size() == 2);
      assertEquals(2, threads.stream().distinct().count());
    }
  }

  @Test
  void aPeerThatIsNotAdmittedSeesTheEndAtOnce() throws Exception {
    Path socket = directory.resolve("s");
    try (UdsListener listener =
            Uds.listen(worker, socket, 8, UnixPeer.is("no-such-user"), new Echo());
        SocketChannel client = connect(listener.path())) {
      assertEquals(-1, client.read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void aPeerOfTheRightUserIsAdmitted() throws Exception {
    String me = Files.getOwner(directory).getName();
    Path socket = directory.resolve("s");
    try (UdsListener listener = Uds.listen(worker, socket, 8, UnixPeer.is(me), new Echo());
        SocketChannel client = connect(listener.path())) {
      write(client, new byte[] {9});
      assertArrayEquals(new byte[] {9}, read(client, 1));
    }
  }

  @Test
  void closingRefusesNewConnectionsAndKeepsOldOnes() throws Exception {
    UdsListener listener = echo(directory.resolve("s"));
    try (SocketChannel client = connect(listener.path())) {
      write(client, new byte[] {1});
      assertArrayEquals(new byte[] {1}, read(client, 1));
      listener.close();
      Await.until("new connections are refused", () -> isRefused(listener.path()));
      write(client, new byte[] {2});
      assertArrayEquals(new byte[] {2}, read(client, 1));
    }
  }

  @Test
  void anExistingFileIsToldByItsName() throws Exception {
    Path socket = Files.createFile(directory.resolve("taken"));
    SocketException refused = assertThrows(SocketException.class, () -> echo(socket));
    assertTrue(refused.toString().contains(socket.toString()), refused.toString());
  }

  @Test
  void aPathThatIsTooLongIsToldWithBothLengths() {
    Path socket = directory.resolve("x".repeat(120));
    SocketException refused = assertThrows(SocketException.class, () -> echo(socket));
    int length = socket.toString().length();
    assertTrue(refused.toString().contains(length + " bytes long"), refused.toString());
    assertTrue(refused.toString().contains("at most 106"), refused.toString());
  }

  @Test
  void theLongestAllowedPathWorks() throws Exception {
    int rest = Uds.LONGEST_PATH - directory.toString().length() - 1;
    Path socket = directory.resolve("x".repeat(rest));
    try (UdsListener listener = echo(socket);
        SocketChannel client = connect(listener.path())) {
      write(client, new byte[] {1});
      assertArrayEquals(new byte[] {1}, read(client, 1));
    }
  }

  private UdsListener echo(Path socket) throws IOException {
    return Uds.listen(worker, socket, 8, UnixPeer.anybody(), new Echo());
  }

  private static boolean isRefused(Path socket) {
    try {
      connect(socket).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SocketChannel connect(Path socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static void write(SocketChannel channel, byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(SocketChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) == -1) {
        throw new EOFException(buffer.position() + " of " + count + " bytes");
      }
    }
    return buffer.array();
  }
}
