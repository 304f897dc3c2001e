package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not fit into memory, slow readers, and files that change on their way. */
class StaticBodyTest {
  private static final long MEGABYTE = 1024 * 1024;

  @TempDir private Path folder;

  private Path sparse(String name, long size) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile created = new RandomAccessFile(file.toFile(), "rw")) {
      created.setLength(size);
    }
    return file;
  }

  private static Socket asking(InetSocketAddress address, String name, int receiveBuffer)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout(30_000);
    socket.connect(address);
    String request = "GET /" + name + " HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(RawHttp1.bytes(request));
    return socket;
  }

  /** Reads to the end and says how many bytes came behind the head. */
  private static long rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    long read = 0;
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read += n;
      }
    } catch (java.net.SocketException reset) {
      return read;
    }
    return read;
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        throw new IOException("closed after " + head);
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @Test
  void fileThreeTimesTheHeapIsServedToManyAtOnce() throws Exception {
    sparse("big.bin", 200 * MEGABYTE);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            StaticServer.class.getName(),
            folder.toString());
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(out.readLine()));
      List<Future<Long>> read = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        read.add(clients.submit(reader(address)));
      }
      for (Future<Long> one : read) {
        assertEquals(200 * MEGABYTE, one.get());
      }
      assertTrue(server.isAlive());
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static Callable<Long> reader(InetSocketAddress address) {
    return () -> {
      try (Socket socket = asking(address, "big.bin", 1 << 20)) {
        assertTrue(head(socket).startsWith("HTTP/1.1 200 "));
        return rest(socket);
      }
    };
  }

  @Test
  void slowReadersHoldNoThread() throws Exception {
    sparse("big.bin", 64 * MEGABYTE);
    try (StaticSite site = StaticSite.below("/", folder)) {
      site.write("small.txt", "small");
      List<Socket> slow = new ArrayList<>();
      for (int n = 0; n < 40; n++) {
        Socket socket = asking(site.address(), "big.bin", 4096);
        head(socket);
        slow.add(socket);
      }
      for (int n = 0; n < 20; n++) {
        assertEquals("small", site.get("/small.txt").body());
      }
      assertEquals(64 * MEGABYTE, rest(slow.getFirst()));
      for (Socket socket : slow) {
        socket.close();
      }
      awaitClosed(folder.resolve("big.bin"));
    }
  }

  /** Awaits that this JVM has the file open no more. */
  private static void awaitClosed(Path file) throws IOException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (isOpen(file)) {
      assertTrue(System.nanoTime() < deadline, file + " is still open.");
      Thread.onSpinWait();
    }
  }

  private static boolean isOpen(Path file) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.anyMatch(link -> {
        try {
          return Files.readSymbolicLink(link).toString().startsWith(file.toString());
        } catch (IOException gone) {
          return false;
        }
      });
    }
  }

  @Test
  void fileThatShrinksIsBrokenOff() throws Exception {
    Path file = sparse("big.bin", 64 * MEGABYTE);
    try (StaticSite site = StaticSite.below("/", folder);
        Socket socket = asking(site.address(), "big.bin", 4096)) {
      head(socket);
      try (RandomAccessFile shrunk = new RandomAccessFile(file.toFile(), "rw")) {
        shrunk.setLength(32 * MEGABYTE);
      }
      assertTrue(rest(socket) <= 32 * MEGABYTE);
      awaitClosed(file);
    }
  }

  @Test
  void fileThatIsRewrittenInPlaceIsBrokenOffBeforeItsEnd() throws Exception {
    Path file = sparse("big.bin", 64 * MEGABYTE);
    try (StaticSite site = StaticSite.below("/", folder);
        Socket socket = asking(site.address(), "big.bin", 4096)) {
      head(socket);
      try (RandomAccessFile rewritten = new RandomAccessFile(file.toFile(), "rw")) {
        rewritten.seek(60 * MEGABYTE);
        rewritten.write(1);
      }
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(StaticSite.LONG_AGO));
      assertTrue(rest(socket) < 64 * MEGABYTE);
      awaitClosed(file);
    }
  }

  @Test
  void fileThatIsReplacedByRenamingArrivesAsItWas() throws Exception {
    Path file = sparse("big.bin", 16 * MEGABYTE);
    Path next = sparse("next.bin", 20 * MEGABYTE);
    try (StaticSite site = StaticSite.below("/", folder);
        Socket socket = asking(site.address(), "big.bin", 4096)) {
      head(socket);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      assertEquals(16 * MEGABYTE, rest(socket));
    }
  }

  @Test
  void clientThatGoesAwayLeavesNoFileOpen() throws Exception {
    Path file = sparse("big.bin", 64 * MEGABYTE);
    try (StaticSite site = StaticSite.below("/", folder)) {
      for (int n = 0; n < 10; n++) {
        try (Socket socket = asking(site.address(), "big.bin", 4096)) {
          socket.setSoLinger(true, 0);
          head(socket);
        }
      }
      awaitClosed(file);
    }
  }

  @Test
  void largeFilesFollowEachOtherOnOneConnection() throws Exception {
    String large = "0123456789abcdef".repeat(50_000);
    try (StaticSite site = StaticSite.below("/", folder);
        RawHttp1 client = new RawHttp1(site.address())) {
      site.write("large.txt", large);
      for (int n = 0; n < 5; n++) {
        assertTrue(large.equals(StaticSite.ask(client, "GET", "/large.txt").body()), "other bytes");
      }
    }
  }
}
