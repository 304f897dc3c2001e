package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.state.SharedWriteRule.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of a site that writes what the whole JVM shares. */
class SharedWritesTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void everySharedMemberIsRefusedByNameToASiteThatIsNotLet() {
    String saidAt = "sites.alpha.process-wide is \"deny\" (insula.yaml:7:19)";
    TestSite site = new TestSite("alpha", directory, new SharedWriteRule(Answer.DENY, saidAt));
    for (Callable<?> write : writes(site)) {
      String answer = TestSite.answer(write);
      assertTrue(answer.startsWith("failed: java.lang.SecurityException: Site alpha may"), answer);
      assertTrue(answer.contains(saidAt), answer);
    }
    Set<String> told =
        site.state.sharedWrites().all().stream()
            .map(SharedWrite::member)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(sharedMembers(), told);
    assertTrue(site.state.sharedWrites().all().stream().allMatch(SharedWrite::refused));
  }

  /** One for each stand-in: those that subclasses inherit have several rows. */
  private static Set<String> sharedMembers() {
    return ProcessWideTable.standard().replacements().stream()
        .filter(Replacement::shared)
        .collect(
            Collectors.toMap(
                row -> row.runtimeClass() + row.runtimeName() + row.runtimeDescriptor(),
                Replacement::inJava,
                (first, _) -> first))
        .values()
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  // The probes are a class of the site's loader: only types of the JDK are shared with it.
  @SuppressWarnings("unchecked")
  private static List<Callable<String>> writes(TestSite site) {
    return ((Supplier<List<Callable<String>>>) site.make("dev.insula.probe.SharedProbes")).get();
  }

  @Test
  void aPlaceIsToldOnceAndCounted() {
    TestSite site = new TestSite("alpha", directory, SharedWriteRule.recorded());
    for (int i = 0; i < 3; i++) {
      assertEquals("let", TestSite.answer(writes(site).get(3)));
    }
    SharedWrite write = site.state.sharedWrites().all().getFirst();
    assertEquals("java.security.Security.setProperty(String, String)", write.member());
    assertEquals(3, write.count());
    assertTrue(
        write
            .place()
            .matches("dev\\.insula\\.probe\\.SharedProbes\\..*\\(SharedProbes.java:\\d+\\)"),
        write.place());
    assertEquals(1, site.err().lines().filter(line -> line.contains(write.place())).count());
  }

  @Test
  void aSiteThatIsAloneInItsJvmIsNotTold() {
    TestSite site = new TestSite("alpha", directory, new SharedWriteRule(Answer.IGNORE, ""));
    assertEquals("let", TestSite.answer(writes(site).get(3)));
    assertEquals(List.of(), site.state.sharedWrites().all());
    assertEquals("", site.err());
  }

  @Test
  void theLedgerDoesNotGrowBeyondItsBound() throws Exception {
    SharedWrites ledger = new SharedWrites("alpha", SharedWriteRule.recorded(), _ -> {});
    CountingLoader loader = new CountingLoader();
    for (int i = 0; i < SharedWrites.MOST_PLACES + 7; i++) {
      loader.writer(i).accept(ledger::write);
    }
    assertEquals(SharedWrites.MOST_PLACES, ledger.all().size());
    assertEquals(7, ledger.fromOtherPlaces());
  }
}
