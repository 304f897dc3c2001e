package dev.insula.host.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class JournalTest {
  @Test
  void onlyTheNamedStreamIsTheJournal() {
    String here = Journal.stream(Path.of("/proc/self/fd/2"));
    assertTrue(Journal.takesStandardError(Map.of("JOURNAL_STREAM", here)));
    assertFalse(Journal.takesStandardError(Map.of("JOURNAL_STREAM", "1:" + here)));
    assertFalse(Journal.takesStandardError(Map.of()));
  }

  @Test
  void levelsBecomeTheJournalsPriorities() {
    assertEquals("<3>", Journal.priority(Level.SEVERE));
    assertEquals("<4>", Journal.priority(Level.WARNING));
    assertEquals("<6>", Journal.priority(Level.INFO));
    assertEquals("<7>", Journal.priority(Level.FINE));
  }
}
