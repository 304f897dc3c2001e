package dev.insula.host.hop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When the hop looks for an answer before the selector says that there is one. */
class EagerReadTest {
  private final EagerRead eager = new EagerRead();

  private int looksIn(int requests, boolean found) {
    int looks = 0;
    for (int i = 0; i < requests; i++) {
      if (eager.isWorthIt(1)) {
        eager.looked(found);
        looks++;
      }
    }
    return looks;
  }

  @Test
  void looksAreRareWhereTheyFindNothing() {
    assertTrue(looksIn(1000, false) <= 12);
    assertTrue(looksIn(10_000, false) <= 40);
  }

  @Test
  void looksThatFindSomethingGoOn() {
    assertEquals(1000, looksIn(1000, true));
    looksIn(1000, false);
    // the pause after so many failures ends, and one success ends the doubt
    assertTrue(looksIn(1000, true) >= 1000 - 256);
  }

  @Test
  void aBusyThreadDoesNotLook() {
    assertTrue(eager.isWorthIt(4));
    assertFalse(eager.isWorthIt(5));
  }
}
