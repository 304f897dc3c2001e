package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void defaultsAreTheInstalledPlaces() {
    assertEquals(
        new Options(
            Path.of("/etc/insula/plans"),
            Path.of("/run/insula-spawner/socket"),
            Path.of("/run/insula-sites"),
            990,
            991,
            "insula",
            List.of(),
            List.of()),
        Options.parse(List.of("--front", "990:991")));
  }

  @Test
  void everyOptionIsTaken() {
    assertEquals(
        new Options(
            Path.of("/a/p"),
            Path.of("/a/c/s"),
            Path.of("/a/r"),
            5,
            6,
            "g",
            List.of("/bin/a", "b"),
            List.of("/bin/f", "--x")),
        Options.parse(
            List.of(
                "--plans",
                "/a/p",
                "--socket",
                "/a/c/s",
                "--run",
                "/a/r",
                "--front",
                "5:6",
                "--group",
                "g",
                "--apply",
                "/bin/a",
                "--apply",
                "b",
                "--",
                "/bin/f",
                "--x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--front 0:5",
        "--front 5:0",
        "--front insula",
        "--front 5",
        "--front",
        "--what 1",
        "--front 5:5 --plans relative",
        "--front 5:5 --run /",
        "--front 5:5 --socket /a/../b",
        "--front 5:5 --group ../up"
      })
  void whatCannotBeIsRefused(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    assertThrows(IllegalArgumentException.class, () -> Options.parse(words));
  }
}
