package dev.insula.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  private static final String LABEL = "(?!-)[a-z0-9_-]{1,63}(?<!-)";

  @ParameterizedTest
  @CsvSource({
    "a.test, a.test",
    "A.TEST, a.test",
    "a.test., a.test",
    "a.test.:8080, a.test",
    "a.test:1, a.test",
    "a.test:65535, a.test",
    "localhost, localhost",
    "127.0.0.1:80, 127.0.0.1",
    "x_1.a-b.test, x_1.a-b.test",
    "[::1], [::1]",
    "[0:0:0:0:0:0:0:1]:443, [::1]",
    "[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
    "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
    "[::ffff:192.0.2.1], [::ffff:c000:201]",
    "[::], [::]",
    "[1::], [1::]",
    "[fe80::A], [fe80::a]"
  })
  void valueIsBroughtIntoNormalForm(String value, String normal) {
    assertEquals(normal, HostName.normal(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "-a",
        "a-",
        "a.-b",
        "a b",
        "a,b",
        "a:",
        "a:0",
        "a:65536",
        "a:08",
        "a:8x",
        "a:123456",
        "a@b",
        "a/b",
        "a?b",
        "a%41",
        "a\\b",
        "\u00e9",
        "[",
        "[]",
        "[::1",
        "[::1]x",
        "[::1]:",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1::2::3]",
        "[::1%1]",
        "[12345::]",
        "[::1.2.3]",
        "[:1]",
        "[1:]",
        "[::1.2.3.256]",
        "[::01.2.3.4]",
        "a.b:",
        ":80",
        "[::1]:0",
        "*"
      })
  void anythingElseIsMalformed(String value) {
    assertNull(HostName.normal(value));
  }

  @Test
  void valueInNormalFormIsReturnedAsItIs() {
    String name = "www.alpha.test";
    assertSame(name, HostName.normal(name));
    assertSame("[::1]", HostName.normal("[::1]"));
  }

  @Test
  void portIsReadFromTheValue() {
    assertEquals(8080, HostName.port("a.test:8080", 80));
    assertEquals(80, HostName.port("a.test", 80));
    assertEquals(80, HostName.port("[::1]", 80));
    assertEquals(443, HostName.port("[::1]:443", 80));
  }

  @Test
  void everyValueIsReadAsTheSlowReadingReadsIt() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    String letters = "aZ0-_.:19@ ";
    for (int n = 0; n < 200_000; n++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String value = text.toString();
      assertEquals(slow(value), HostName.normal(value), "seed " + seed + ": " + value);
    }
  }

  private static @Nullable String slow(String value) {
    int colon = value.indexOf(':');
    if (colon >= 0 && !value.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      return null;
    }
    if (colon >= 0 && Integer.parseInt(value.substring(colon + 1)) > 65535) {
      return null;
    }
    String name = (colon < 0 ? value : value.substring(0, colon)).toLowerCase(Locale.ROOT);
    String stripped = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return stripped.matches(LABEL + "(\\." + LABEL + ")*") ? stripped : null;
  }
}
