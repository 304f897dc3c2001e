package dev.insula.site.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassPatcherTest {
  private static final ClassPatcher PATCHER = new ClassPatcher(ProcessWideTable.standard());
  private static final String PROBE = "dev.insula.probe.StreamProbes";

  @Test
  void aClassWithoutProcessWideMembersIsTheSameArray() throws IOException {
    byte[] bytes = bytes("dev.insula.probe.Service");
    assertSame(bytes, PATCHER.patch("dev.insula.probe.Service", bytes));
  }

  @Test
  void aPatchLeavesTheGivenBytesAlone() throws IOException {
    byte[] bytes = bytes(PROBE);
    byte[] before = bytes.clone();
    assertNotSame(bytes, PATCHER.patch(PROBE, bytes));
    assertArrayEquals(before, bytes);
  }

  @Test
  void whatIsPatchedTouchesNothingMore() throws IOException {
    byte[] patched = PATCHER.patch(PROBE, bytes(PROBE));
    // Virtual methods and constructors stay in the pool, for super calls; no code names them.
    List<Replacement> left =
        PATCHER.touched(PROBE, patched).stream()
            .filter(r -> r.kind() == Replaces.Kind.STATIC)
            .toList();
    assertEquals(List.of(), left);
    assertEquals(0, CodeReferences.toReplaced(patched));
    assertTrue(CodeReferences.toReplaced(bytes(PROBE)) > 20);
  }

  @Test
  void runtimeClassesAreNotPatched() {
    for (String name : RuntimeClassFiles.NAMES) {
      byte[] bytes = RuntimeClassFiles.bytes(name);
      assertSame(bytes, PATCHER.patch(name, bytes));
    }
  }

  @Test
  void everyProbeClassIsPatchedWithoutALeftover() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target/test-classes/dev/insula/probe"))) {
      for (Path file : files.toList()) {
        byte[] patched = PATCHER.patch(file.toString(), Files.readAllBytes(file));
        assertEquals(0, CodeReferences.toReplaced(patched), file.toString());
      }
    }
  }

  @Test
  void malformedBytesAreAClassFormatErrorWithTheName() {
    for (byte[] bytes : List.of(new byte[0], new byte[100], "no class file".getBytes(UTF_8))) {
      var error = assertThrows(ClassFormatError.class, () -> PATCHER.patch("com/x/Odd", bytes));
      assertTrue(String.valueOf(error.getMessage()).startsWith("Class com.x.Odd is malformed: "));
    }
  }

  @Test
  void everyTruncationIsAClassFormatErrorOrUnchanged() throws IOException {
    byte[] bytes = bytes(PROBE);
    for (int length = 0; length < bytes.length; length += 7) {
      patchOrRefuse(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void randomDamageIsNeverAnotherError() throws IOException {
    byte[] bytes = bytes(PROBE);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        patchOrRefuse(damaged);
      } catch (RuntimeException | OutOfMemoryError e) {
        throw new AssertionError("seed " + seed + ", round " + i, e);
      }
    }
  }

  private static void patchOrRefuse(byte[] bytes) {
    try {
      PATCHER.patch(PROBE, bytes);
    } catch (ClassFormatError e) {
      assertTrue(String.valueOf(e.getMessage()).contains(PROBE));
    }
  }

  private static byte[] bytes(String name) throws IOException {
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = ClassPatcherTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("No " + resource);
      }
      return in.readAllBytes();
    }
  }
}
