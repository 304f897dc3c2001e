package dev.insula.site.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeCoverageTest {
  private static final ClassPatcher PATCHER = new ClassPatcher(ProcessWideTable.standard());

  @Test
  void everyReplacedMemberIsProbed() throws IOException {
    Set<String> table =
        ProcessWideTable.standard().replacements().stream()
            .map(ProbeCoverageTest::key)
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(Path.of("target/test-classes/dev/insula/probe"))) {
      for (Path file : files.toList()) {
        for (Replacement touched : PATCHER.touched(file.toString(), Files.readAllBytes(file))) {
          table.remove(key(touched));
        }
      }
    }
    assertEquals(Set.of(), table);
  }

  /** A member that subclasses inherit has several rows, and one stand-in. */
  private static String key(Replacement row) {
    return row.runtimeClass() + "." + row.runtimeName() + row.runtimeDescriptor();
  }
}
