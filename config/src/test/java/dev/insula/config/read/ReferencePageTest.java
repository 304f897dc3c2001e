package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference page and the key tables say the same. */
final class ReferencePageTest {
  private static final Pattern HEADING = Pattern.compile("### `(.*)`");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z.*-]+)` \\|(.*)");

  /** Every row of the page by its path in the schema. */
  private final Set<String> rows = new TreeSet<>();

  ReferencePageTest() throws IOException {
    // The keys of the manifest itself come before the first heading that names a path.
    String path = "";
    for (String line : Files.readAllLines(Path.of("../docs/manifest.md"))) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        path = heading.group(1) + ".";
      } else if (row.matches()) {
        rows.add(path + row.group(1));
      }
    }
  }

  @Test
  void thePageHasEveryKeyOfTheTablesAndNoOther() {
    Set<String> keys = new TreeSet<>();
    Tables.all().forEach(table -> table.keys().forEach(key -> keys.add(table.schemaPath(key))));
    assertEquals(String.join("\n", keys), String.join("\n", rows));
  }
}
