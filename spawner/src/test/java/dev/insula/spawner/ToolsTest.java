package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @Test
  void eachMissingProgramNamesItsPackage(@TempDir Path folder) throws IOException {
    Map<String, String> packages =
        Map.of(
            "sh", "dash",
            "setsid", "util-linux",
            "prlimit", "util-linux",
            "setpriv", "util-linux",
            "bwrap", "bubblewrap");
    for (String program : packages.keySet()) {
      Files.createSymbolicLink(folder.resolve(program), Path.of("/bin/true"));
    }
    Tools.find(List.of(folder));
    for (Map.Entry<String, String> each : packages.entrySet()) {
      Path program = folder.resolve(each.getKey());
      Files.delete(program);
      assertEquals(
          "the program %s is missing. Type: sudo apt-get install %s"
              .formatted(each.getKey(), each.getValue()),
          assertThrows(IllegalStateException.class, () -> Tools.find(List.of(folder)))
              .getMessage());
      Files.createSymbolicLink(program, Path.of("/bin/true"));
    }
  }
}
