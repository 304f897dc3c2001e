package dev.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.insula.host.supervise.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void countsWhatIsReadyAndNamesTheRest() {
    assertEquals("0 sites ready", Summary.of(List.of()));
    assertEquals("1 site ready", Summary.of(List.of(State.READY)));
    assertEquals(
        "2 sites ready, 1 backing-off, 1 failed",
        Summary.of(List.of(State.READY, State.FAILED, State.READY, State.BACKING_OFF)));
  }
}
