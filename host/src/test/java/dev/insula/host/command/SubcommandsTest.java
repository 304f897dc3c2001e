package dev.insula.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

final class SubcommandsTest {
  @Test
  void everyCommandGoesByTheNameThatItHas() {
    for (String name : Subcommands.NAMES) {
      assertEquals(name, Subcommands.type(name).getAnnotation(Command.class).name());
    }
  }

  @Test
  void onlyTheCommandThatIsWantedIsLookedAt() {
    assertEquals(Set.of("status"), Commands.line("status", "shop").getSubcommands().keySet());
  }

  @Test
  void whoNamesNoCommandSeesAll() {
    for (List<String> arguments : List.of(List.<String>of(), List.of("--help"), List.of("stat"))) {
      assertEquals(
          Set.copyOf(Subcommands.NAMES),
          Commands.line(arguments.toArray(String[]::new)).getSubcommands().keySet());
    }
  }
}
