package dev.insula.host.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = new BackOff(new SplittableRandom(1));

  @Test
  void pausesGrowFromAFifthOfASecondToAMinute() {
    long first = backOff.next(Duration.ZERO).toMillis();
    assertTrue(first >= 200 && first <= 250, "first pause was " + first + " ms");
    long last = first;
    for (int i = 0; i < 40; i++) {
      last = backOff.next(Duration.ZERO).toMillis();
      assertTrue(last <= 75_000, "pause was " + last + " ms");
    }
    assertTrue(last >= 60_000, "last pause was " + last + " ms");
  }

  @Test
  void aGenerationThatSettledStartsAtTheShortestPauseAgain() {
    for (int i = 0; i < 10; i++) {
      backOff.next(Duration.ofSeconds(1));
    }
    assertEquals(10, backOff.failures());
    assertTrue(backOff.next(Duration.ofSeconds(10)).toMillis() <= 250);
    assertEquals(1, backOff.failures());
  }
}
