package dev.insula.host.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text stays a text for every reader of YAML, without quotes where it is one anyway. */
class YamlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "010", "0x10", "1_000", "1.10", "12:30", "2026-11-25", "yes", "off", "NO", "null", "~",
        "true", "", ".inf", "+1", "-1", "8080", "*.shop.example", "[::1]", "a: b", "# a", "a #b",
        "%1", "@a", "&a", "!a", "- a", "? a", "{a", " a", "a ", "1e3", "30x"
      })
  void whatCouldBeTakenForSomethingElseIsQuoted(String text) {
    String written = YamlText.of(Map.of("key", text));
    assertEquals("key: ", written.substring(0, 5));
    assertEquals(true, "\"'".indexOf(written.charAt(5)) >= 0, written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.wsgi:application", "/srv/shop", "30s", "64MiB", "shop.example"})
  void namesPathsAndAmountsAreNot(String text) {
    assertEquals("key: " + text + "\n", YamlText.of(Map.of("key", text)));
  }

  @Test
  void numbersAndBooleansStayWhatTheyAre() {
    assertEquals("key:\n- 1\n- true\n", YamlText.of(Map.of("key", List.of(1, true))));
  }
}
