package dev.insula.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class RunWordsTest {
  @Test
  void whatIsReadWithoutPicocliIsWhatPicocliReads() {
    for (String line :
        List.of(
            "run",
            "run shop.yaml",
            "run --listen http://127.0.0.1:0 shop.yaml --listen https://[::1]:0",
            "run --apply --spawner /run/s.sock --logs /var/log/insula /etc/insula/insula.yaml")) {
      String[] words = line.split(" ", -1);
      assertEquals(Optional.of(byPicocli(words)), RunWords.read(words), line);
    }
  }

  @Test
  void everythingElseIsLeftToPicocli() {
    for (String line :
        List.of(
            "",
            "status",
            "run --help",
            "run a.yaml b.yaml",
            "run --listen",
            "run --listen --apply",
            "run --listen=http://127.0.0.1:0",
            "run --logs a --logs b",
            "run --apply --apply",
            "run --apples x",
            "run -- a.yaml",
            "run @words",
            "run --listen @words")) {
      assertEquals(Optional.empty(), RunWords.read(line.split(" ", -1)), line);
    }
  }

  private static RunOrder byPicocli(String... words) {
    CommandLine line = Commands.line(words);
    line.parseArgs(words);
    RunCommand run = Objects.requireNonNull(line.getSubcommands().get("run")).getCommand();
    return run.order();
  }
}
