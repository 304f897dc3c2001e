package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.insula.spawner.Request.Start.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @Test
  void fourVerbsAreUnderstood() {
    var name = new Name("shop-2", 12);
    assertEquals(new Request.Start(name), Request.parse("START shop-2 12"));
    assertEquals(new Request.Stop(name, 0), Request.parse("STOP shop-2 12 0"));
    assertEquals(new Request.Kill(name), Request.parse("KILL shop-2 12"));
    assertEquals(new Request.ListAll(), Request.parse("LIST"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "LIST ",
        " LIST",
        "list",
        "LIST 1",
        "START",
        "START shop",
        "START shop 1 2",
        "START  shop 1",
        "START shop  1",
        "START shop\t1",
        "START shop -1",
        "START shop +1",
        "START shop 01",
        "START shop 1234567890123456",
        "START shop 1e3",
        "START shop \u0661",
        "START ../shop 1",
        "START shop/../x 1",
        "START . 1",
        "START .. 1",
        "START SHOP 1",
        "START -shop 1",
        "START sh\u00f6p 1",
        "START shop\0 1",
        "START shop.plan 1",
        "STOP shop 1",
        "STOP shop 1 -1",
        "KILL shop",
        "KILL shop 1 9",
        "EXEC /bin/sh",
        "START shop 1\r"
      })
  void anythingElseIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Request.parse(line));
  }
}
