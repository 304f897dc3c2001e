package dev.insula.host.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  @Test
  void theSoftLimitCounts() {
    assertEquals(
        new Descriptors(1024),
        Descriptors.of(
            List.of(
                "Limit                     Soft Limit           Hard Limit           Units",
                "Max processes             63704                63704                processes",
                "Max open files            1024                 524288               files")));
  }

  @Test
  void unlimitedAndUnknownLimitNothing() {
    assertEquals(
        Integer.MAX_VALUE,
        Descriptors.of(List.of("Max open files            unlimited  unlimited  files")).clients());
    assertEquals(Integer.MAX_VALUE, Descriptors.of(List.of()).clients());
  }

  @Test
  void halfOfWhatTheHostDoesNotNeedIsForClients() {
    assertEquals(416, new Descriptors(1024).clients());
    assertEquals(16, new Descriptors(64).clients());
    assertTrue(Descriptors.ofThisProcess().clients() >= 16);
  }
}
