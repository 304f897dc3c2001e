package dev.insula.config.read;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * An included file that was looked up once, by {@code open(2)} with O_PATH and O_NOFOLLOW: whose it
 * is and what is in it are told of the same file, whatever is done to its name meanwhile; neither a
 * FIFO blocks nor does a device notice.
 */
// The JDK calls every use of native code restricted; it has no other way to an open file's owner.
@SuppressWarnings("restricted")
final class TenantFile implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("open"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final int O_PATH = 0x20_0000;
  private static final int O_CLOEXEC = 0x8_0000;
  private static final int O_NOFOLLOW =
      System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x2_0000;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final int descriptor;
  private final Map<String, Object> attributes;
  private final String owner;

  private TenantFile(int descriptor) throws IOException {
    this.descriptor = descriptor;
    this.attributes = Files.readAttributes(self(), "unix:mode,uid,nlink");
    this.owner = Files.getOwner(self()).getName();
  }

  /**
   * Looks the file up; a symbolic link in the last place is itself the file.
   *
   * @throws NoSuchFileException if there is no such file
   */
  static TenantFile of(Path name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(name.toString(), StandardCharsets.UTF_8);
      int descriptor = (int) OPEN.invokeExact(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
      if (descriptor < 0) {
        throw new NoSuchFileException(name.toString());
      }
      return new TenantFile(descriptor);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("open(2) cannot be called", e);
    }
  }

  int uid() {
    return number("uid");
  }

  /** The user's name, or its number if it has none. */
  String owner() {
    return owner;
  }

  boolean isRegular() {
    return (number("mode") & TYPE) == REGULAR;
  }

  /** Whether it has one name only, and nobody but its owner can write it. */
  boolean isOfItsOwnerAlone() {
    return number("nlink") == 1 && (number("mode") & WRITABLE_BY_OTHERS) == 0;
  }

  /** Its content, or as much as tells that it is too large. */
  byte[] content() throws IOException {
    try (InputStream in = Files.newInputStream(self())) {
      return in.readNBytes(SourceFile.LIMIT + 1);
    }
  }

  private int number(String key) {
    return attributes.get(key) instanceof Integer value ? value : -1;
  }

  private Path self() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() throws IOException {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IOException("close(2) cannot be called", e);
    }
  }
}
