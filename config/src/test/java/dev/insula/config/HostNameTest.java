package dev.insula.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostNameTest {
  @ParameterizedTest
  @CsvSource({
    "alpha.test, alpha.test",
    "ALPHA.Test, alpha.test",
    "alpha.test., alpha.test",
    "localhost, localhost",
    "my_host.test, my_host.test",
    "127.0.0.1, 127.0.0.1",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "bücher。example, xn--bcher-kva.example",
    "XN--BCHER-KVA.example, xn--bcher-kva.example",
    "日本語.jp, xn--wgv71a119e.jp",
    "::1, [::1]",
    "[::1], [::1]",
    "[0:0:0:0:0:0:0:1], [::1]",
    "[2001:DB8::0:1], [2001:db8::1]",
    "[2001:db8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
    "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
    "[::ffff:1.2.3.4], [::ffff:102:304]",
    "[::], [::]",
    "[fe80::], [fe80::]"
  })
  void namesComeInNormalForm(String written, String normal) {
    assertEquals(normal, HostName.parse(written).text());
  }

  @ParameterizedTest
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "ALPHA.test., alpha.test",
    "[::0001], [::1]"
  })
  void theNormalFormOfTheNormalFormIsItself(String written, String normal) {
    HostName name = HostName.parse(written);
    assertEquals(name, HostName.parse(name.text()));
    assertEquals(normal, new HostName(normal).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a.b..",
        "-a",
        "a-",
        "a b",
        "a:80",
        "a/b",
        "a@b",
        "a%41",
        "a\\b",
        "a,b",
        "[::1",
        "::1]",
        "[a]",
        "[::1%eth0]",
        "[1.2.3.4]",
        ":::",
        "[:]",
        "a\u0000",
        "a\nb",
        "stra\u00dfe.de",
        "*.a",
        "[[::1]]",
        "1:2:3"
      })
  void everythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostName.parse(text));
  }

  @Test
  void anyTextHasANormalFormOrIsRefused() {
    long seed = Long.getLong("insula.fuzz.seed", System.nanoTime());
    System.out.println("seed: -Dinsula.fuzz.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 50_000; i++) {
      String text = randomText(random);
      normalForm(text).ifPresent(name -> assertEquals(name, HostName.parse(name.text()), text));
    }
  }

  private static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      boolean isAscii = random.nextInt(3) > 0;
      int c = isAscii ? "ab1-._:[]*A".charAt(random.nextInt(11)) : random.nextInt(0x2ffff);
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  private static Optional<HostName> normalForm(String text) {
    try {
      return Optional.of(HostName.parse(text));
    } catch (IllegalArgumentException e) {
      // Any other exception fails the test.
      return Optional.empty();
    }
  }

  @Test
  void aLabelHasAtMost63Characters() {
    assertEquals(63, HostName.parse("a".repeat(63)).text().length());
    assertThrows(IllegalArgumentException.class, () -> HostName.parse("a".repeat(64)));
  }

  @Test
  void aNameHasAtMost253Characters() {
    String label = "a".repeat(62) + ".";
    assertEquals(253, HostName.parse(label.repeat(4) + "b").text().length());
    assertThrows(IllegalArgumentException.class, () -> HostName.parse(label.repeat(4) + "bb"));
  }

  @Test
  void theConstructorTakesTheNormalFormOnly() {
    assertThrows(IllegalArgumentException.class, () -> new HostName("Alpha.test"));
  }

  @Test
  void anExactPatternMatchesItsNameOnly() {
    HostPattern pattern = HostPattern.parse("Alpha.test");
    assertTrue(pattern.matches(HostName.parse("alpha.TEST.")));
    assertFalse(pattern.matches(HostName.parse("www.alpha.test")));
  }

  @Test
  void aWildcardMatchesAnyNumberOfLabelsButAtLeastOne() {
    HostPattern pattern = HostPattern.parse("*.alpha.test");
    assertTrue(pattern.matches(HostName.parse("www.alpha.test")));
    assertTrue(pattern.matches(HostName.parse("a.b.alpha.test")));
    assertFalse(pattern.matches(HostName.parse("alpha.test")));
    assertFalse(pattern.matches(HostName.parse("notalpha.test")));
    assertEquals("*.alpha.test", pattern.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*.", "a.*.b", "*a.test", "*.[::1]", "*.*.test", "**.test"})
  void otherPatternsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPattern.parse(text));
  }
}
