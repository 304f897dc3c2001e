package dev.insula.site.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every patched class of real libraries is as valid as it was before. */
class LibraryVerificationTest {
  private static final ClassPatcher PATCHER = new ClassPatcher(ProcessWideTable.standard());

  private final ClassFile verifier =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(
                      LibraryVerificationTest.class.getClassLoader())
                  .orElse(ClassHierarchyResolver.defaultResolver())
                  .cached()));
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger changed = new AtomicInteger();
  private final List<String> newErrors = new ArrayList<>();
  private final Set<String> leftBehind = new TreeSet<>();

  @Test
  void everyPatchedClassVerifiesAsBefore() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      if (entry.endsWith(".jar")) {
        jar(entry);
      }
    }
    System.out.printf(
        "%d classes, %d patched, %d new errors, constructors left to the JDK: %s%n",
        seen.get(), changed.get(), newErrors.size(), leftBehind);
    assertTrue(seen.get() > 8_000, "classes: " + seen);
    assertTrue(changed.get() > 800, "patched: " + changed);
    assertEquals(List.of(), newErrors);
  }

  private void jar(String path) throws IOException {
    try (JarFile jar = new JarFile(path)) {
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
          try (InputStream in = jar.getInputStream(entry)) {
            check(path.replaceAll(".*/", "") + "!" + name, in.readAllBytes());
          }
        }
      }
    }
  }

  private void check(String name, byte[] bytes) {
    seen.incrementAndGet();
    byte[] patched = PATCHER.patch(name, bytes);
    if (Arrays.equals(patched, bytes)) {
      assertEquals(0, CodeReferences.toReplaced(bytes), name);
      return;
    }
    changed.incrementAndGet();
    Set<String> before = errors(bytes);
    errors(patched).stream()
        .filter(error -> !before.contains(error))
        .forEach(error -> newErrors.add(name + ": " + error));
    long left = CodeReferences.toReplaced(patched);
    if (left > 0) {
      leftBehind.add(name + " x" + left);
    }
  }

  private Set<String> errors(byte[] bytes) {
    try {
      return verifier.verify(bytes).stream()
          .map(error -> String.valueOf(error.getMessage()).replaceAll("(?s) at bytecode.*", ""))
          .collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      return Set.of("unreadable: " + e.getMessage());
    }
  }
}
