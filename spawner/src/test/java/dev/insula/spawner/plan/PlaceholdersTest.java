package dev.insula.spawner.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  private final Placeholders values =
      new Placeholders(Map.of("socket", "/run/s", "secret:K", "a\"b\\c\n${socket} :=#\u00e9"));

  @Test
  void namesAreReplacedOnceAndADollarMoreKeepsThem() {
    assertEquals("x/run/sy/run/s", values.expand("x${socket}y${socket}", Plan.Format.TEXT));
    assertEquals("${socket} $ $$ {", values.expand("$${socket} $ $$ {", Plan.Format.TEXT));
    assertEquals("a\"b\\c\n${socket} :=#\u00e9", values.expand("${secret:K}", Plan.Format.TEXT));
  }

  @Test
  void aValueStaysInsideItsJsonString() {
    assertEquals(
        "{\"k\":\"a\\\"b\\\\c\\u000a${socket} :=#\u00e9\"}",
        values.expand("{\"k\":\"${secret:K}\"}", Plan.Format.JSON));
  }

  @Test
  void aValueStaysInsideItsProperty() throws IOException {
    var properties = new Properties();
    properties.load(
        new StringReader(values.expand("k=${secret:K}\nl=${socket}\n", Plan.Format.PROPERTIES)));
    assertEquals(Map.of("k", "a\"b\\c\n${socket} :=#\u00e9", "l", "/run/s"), properties);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${port}", "${}", "${socket", "${ socket}", "${SOCKET}", "${secret:X}"})
  void anUnknownNameIsAFault(String text) {
    assertThrows(IllegalArgumentException.class, () -> values.expand(text, Plan.Format.TEXT));
  }
}
