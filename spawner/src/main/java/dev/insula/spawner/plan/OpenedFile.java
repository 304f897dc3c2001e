package dev.insula.spawner.plan;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
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
 * A file that was looked up once, so that what is checked and what is read are the same file
 * whatever happens to its name. Opened with O_PATH (open(2)): neither a FIFO blocks nor does a
 * device notice. The only native code of the spawner.
 */
// The JDK calls every use of native code restricted; this class is the one place that needs it.
@SuppressWarnings("restricted")
final class OpenedFile implements AutoCloseable {
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

  private final int descriptor;
  private final Path name;

  private OpenedFile(int descriptor, Path name) {
    this.descriptor = descriptor;
    this.name = name;
  }

  /**
   * Looks the file up; a symbolic link in the last place is itself the file.
   *
   * @throws NoSuchFileException if there is no such file
   */
  static OpenedFile of(Path name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(name.toString(), StandardCharsets.UTF_8);
      int descriptor = (int) OPEN.invokeExact(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
      if (descriptor < 0) {
        throw new NoSuchFileException(name + " cannot be opened; is it there?");
      }
      return new OpenedFile(descriptor, name);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(name + ": open(2) cannot be called", e);
    }
  }

  /** Its {@code mode}, {@code uid}, {@code size} and so on, as {@code stat} gives them. */
  Map<String, Object> attributes() throws IOException {
    return Files.readAttributes(self(), "unix:mode,uid,gid,size");
  }

  /** Its content, at most so many bytes. */
  String text(int most) throws IOException {
    try (var in = Files.newInputStream(self())) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new IOException(name + " is larger than " + most + " bytes");
      }
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  private Path self() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() throws IOException {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IOException(name + ": close(2) cannot be called", e);
    }
  }
}
