package dev.insula.host.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  @Test
  void valuesArePercentDecodedAndAPlusStaysAPlus() {
    var line =
        StatusLine.parse("failed kind=attribute message=module%20%27a.b%27%20has+no").orElseThrow();
    assertEquals("failed", line.word());
    assertEquals(Map.of("kind", "attribute", "message", "module 'a.b' has+no"), line.values());
  }

  @Test
  void whatIsNotAStatusLineIsIgnored() {
    assertEquals(Optional.empty(), StatusLine.parse("Warning: something else"));
    assertEquals(Optional.empty(), StatusLine.parse(""));
    assertEquals(Optional.empty(), StatusLine.parse("ready pid"));
  }

  @Test
  void aBrokenEscapeIsShownAsItCame() {
    assertTrue(StatusLine.parse("failed message=50%").orElseThrow().values().containsValue("50%"));
  }
}
