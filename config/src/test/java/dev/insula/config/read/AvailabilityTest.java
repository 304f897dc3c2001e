package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class AvailabilityTest {
  @Test
  void everyLineOfTheTableIsAKeyOfTheSchema() {
    Set<String> unknown = new TreeSet<>();
    for (String line : Availability.now().pending()) {
      unknown.add(line.replaceFirst("=.*", ""));
    }
    Tables.all()
        .forEach(table -> table.keys().forEach(key -> unknown.remove(table.schemaPath(key))));
    assertEquals(Set.of(), unknown);
  }
}
