package dev.insula.host.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The four calls of the C library that the JDK has no way to: datagrams over Unix sockets, and a
 * second descriptor for a passed socket. Constants are Linux's.
 */
final class Libc {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_PATH = 107;

  private final MethodHandle socket =
      handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private final MethodHandle sendto =
      handle(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private final MethodHandle close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private final MethodHandle dup = handle("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  // Restricted, because a wrong descriptor crashes the JVM; these are the C library's own.
  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /**
   * Sends one datagram.
   *
   * @param path of the receiver's socket; a leading {@code @} means the abstract name space
   * @throws IOException if it cannot be sent as a whole
   */
  void send(String path, String message) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_PATH) {
      throw new IOException("the path " + path + " is too long for a socket");
    }
    if (name[0] == '@') {
      name[0] = 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(2 + LONGEST_PATH + 1);
      address.set(JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
      byte[] text = message.getBytes(StandardCharsets.UTF_8);
      send(arena.allocateFrom(JAVA_BYTE, text), address, 2 + name.length);
    }
  }

  private void send(MemorySegment text, MemorySegment address, int addressSize) throws IOException {
    int descriptor = open();
    try {
      if (sent(descriptor, text, address, addressSize) != text.byteSize()) {
        throw new IOException("the message was not taken");
      }
    } finally {
      close(descriptor);
    }
  }

  private int open() throws IOException {
    try {
      int descriptor = (int) socket.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        throw new IOException("there are no more descriptors");
      }
      return descriptor;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private long sent(int descriptor, MemorySegment text, MemorySegment address, int addressSize)
      throws IOException {
    try {
      return (long)
          sendto.invokeExact(descriptor, text, text.byteSize(), MSG_NOSIGNAL, address, addressSize);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private void close(int descriptor) throws IOException {
    try {
      int _ = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /**
   * A second descriptor of the same open file.
   *
   * @throws IOException if {@code descriptor} is not open, or there are no more descriptors
   */
  int duplicate(int descriptor) throws IOException {
    try {
      int copy = (int) dup.invokeExact(descriptor);
      if (copy < 0) {
        throw new IOException("descriptor " + descriptor + " cannot be duplicated");
      }
      return copy;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static IOException failure(Throwable thrown) {
    return switch (thrown) {
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      case IOException e -> e;
      default -> new IOException(thrown);
    };
  }
}
