package dev.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void countsWhatIsReadyAndNamesTheRest() {
    assertEquals("0 sites ready", Summary.of(List.of()));
    assertEquals("1 site ready", Summary.of(List.of("ready")));
    assertEquals(
        "2 sites ready, 1 backing-off, 1 failed, 2 idle",
        Summary.of(List.of("ready", "idle", "failed", "ready", "idle", "backing-off")));
  }
}
