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
  private static final String SHARED_HEAD = "| class | told, not isolated |\n|---|---|\n";

  @Test
  void thePageListsEveryReplacedMember() throws IOException {
    assertListed(HEAD, false, Path.of("target/replaced-members.md"));
  }

  @Test
  void thePageListsEveryMemberThatIsToldAndNotIsolated() throws IOException {
    assertListed(SHARED_HEAD, true, Path.of("target/shared-members.md"));
  }

  private static void assertListed(String head, boolean shared, Path right) throws IOException {
    String page = Files.readString(PAGE);
    String expected = head + rows(shared);
    Files.writeString(right, expected);
    int from = page.indexOf(head);
    String listed = from < 0 ? "" : page.substring(from).split("\n\n", 2)[0].strip() + "\n";
    assertEquals(expected, listed, "the list belongs into " + PAGE + "; it is in " + right);
  }

  @Test
  void thePageSaysHowManyThereAre() throws IOException {
    long members = rowsByClass(false).values().stream().mapToLong(Set::size).sum();
    String sentence =
        members + " members of " + rowsByClass(false).size() + " classes are replaced";
    assertEquals(true, Files.readString(PAGE).contains(sentence), "the page says: " + sentence);
  }

  private static String rows(boolean shared) {
    return rowsByClass(shared).entrySet().stream()
        .map(e -> "| `" + e.getKey() + "` | " + String.join(", ", e.getValue()) + " |\n")
        .collect(Collectors.joining());
  }

  private static Map<String, Set<String>> rowsByClass(boolean shared) {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (Replacement row : ProcessWideTable.standard().replacements()) {
      if (row.shared() != shared) {
        continue;
      }
      String owner = row.owner().replace('/', '.').replace('$', '.');
      String member = row.inJava().replace(owner + ".", "").replace("new " + owner, "new");
      rows.computeIfAbsent(owner, _ -> new TreeSet<>()).add("`" + member + "`");
    }
    return rows;
  }
}
