package dev.insula.site.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for those who run sites says exactly what the table does. */
class DocumentedTableTest {
  private static final Path PAGE = Path.of("../docs/process-wide-state.md");
  private static final String HEAD = "| class | members |\n|---|---|\n";

  @Test
  void thePageListsEveryReplacedMember() throws IOException {
    String page = Files.readString(PAGE);
    String expected = HEAD + rows();
    Path right = Path.of("target/replaced-members.md");
    Files.writeString(right, expected);
    int from = page.indexOf(HEAD);
    String listed = from < 0 ? "" : page.substring(from).split("\n\n", 2)[0].strip() + "\n";
    assertEquals(expected, listed, "the list belongs into " + PAGE + "; it is in " + right);
  }

  @Test
  void thePageSaysHowManyThereAre() throws IOException {
    long members = rowsByClass().values().stream().mapToLong(Set::size).sum();
    String sentence = members + " members of " + rowsByClass().size() + " classes are replaced";
    assertEquals(true, Files.readString(PAGE).contains(sentence), "the page says: " + sentence);
  }

  private static String rows() {
    return rowsByClass().entrySet().stream()
        .map(e -> "| `" + e.getKey() + "` | " + String.join(", ", e.getValue()) + " |\n")
        .collect(Collectors.joining());
  }

  private static Map<String, Set<String>> rowsByClass() {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (Replacement row : ProcessWideTable.standard().replacements()) {
      String owner = row.owner().replace('/', '.').replace('$', '.');
      String member = row.inJava().replace(owner + ".", "").replace("new " + owner, "new");
      rows.computeIfAbsent(owner, _ -> new TreeSet<>()).add("`" + member + "`");
    }
    return rows;
  }
}
