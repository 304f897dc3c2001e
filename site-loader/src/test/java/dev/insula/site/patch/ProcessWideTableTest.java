package dev.insula.site.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.patch.Replaces.Kind;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessWideTableTest {
  private static final ProcessWideTable TABLE = ProcessWideTable.standard();

  @Test
  void everyRowNamesAMemberOfTheJdk() {
    List<String> wrong = new ArrayList<>();
    for (Replacement row : TABLE.replacements()) {
      if (!exists(row)) {
        wrong.add(row.inJava() + " " + row.descriptor() + " of " + row.runtimeClass());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void noMemberIsReplacedTwice() {
    List<String> keys =
        TABLE.replacements().stream()
            .map(r -> r.owner() + "." + r.name() + r.descriptor())
            .collect(Collectors.toList());
    keys.removeIf(key -> keys.indexOf(key) == keys.lastIndexOf(key));
    assertEquals(List.of(), keys);
  }

  @Test
  void theTableHoldsTheMeasuredMembers() {
    assertTrue(TABLE.replacements().size() > 300, "rows: " + TABLE.replacements().size());
    assertTrue(
        TABLE
            .find("java/lang/System", "getProperty", "(Ljava/lang/String;)Ljava/lang/String;")
            .isPresent());
    assertTrue(TABLE.find("java/lang/System", "out", "Ljava/io/PrintStream;").isPresent());
  }

  @Test
  void everyRuntimeClassIsListed() throws IOException {
    Path directory = Path.of("target/classes", RuntimeClassFiles.PACKAGE.replace('.', '/'));
    try (Stream<Path> files = Files.list(directory)) {
      var compiled =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
              .map(n -> RuntimeClassFiles.PACKAGE + "." + n.substring(0, n.length() - 6))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(compiled, new TreeSet<>(RuntimeClassFiles.NAMES));
    }
  }

  private static boolean exists(Replacement row) {
    try {
      Class<?> owner = Class.forName(row.owner().replace('/', '.'));
      if (row.isField()) {
        return owner.getField(row.name()).getType().descriptorString().equals(row.descriptor());
      }
      MethodType type = MethodType.fromMethodDescriptorString(row.descriptor(), null);
      if (row.kind() == Kind.CONSTRUCTOR) {
        return owner.getConstructor(type.parameterArray()) != null;
      }
      return Arrays.stream(owner.getMethods())
          .filter(m -> m.getName().equals(row.name()))
          .filter(m -> Arrays.equals(m.getParameterTypes(), type.parameterArray()))
          .filter(m -> m.getReturnType().equals(type.returnType()))
          .anyMatch(m -> Modifier.isStatic(m.getModifiers()) == (row.kind() == Kind.STATIC));
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
