package dev.insula.host.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Routes<String> routes =
      new Routes.Builder<String>()
          .exact("alpha.test", "alpha")
          .exact("[::1]", "loopback")
          .wildcard("beta.test", "beta")
          .wildcard("deep.beta.test", "deep")
          .build();

  @Test
  void exactNameWinsOverWildcard() {
    var both = new Routes.Builder<String>().exact("a.b.test", "exact").wildcard("b.test", "wild");
    assertEquals("exact", both.build().find("a.b.test"));
    assertEquals("wild", both.build().find("c.b.test"));
  }

  @Test
  void wildcardMatchesAnyNumberOfLabelsButNotTheBareName() {
    assertEquals("beta", routes.find("www.beta.test"));
    assertEquals("beta", routes.find("a.b.c.beta.test"));
    assertNull(routes.find("beta.test"));
    assertNull(routes.find("xbeta.test"));
  }

  @Test
  void longestWildcardWins() {
    assertEquals("deep", routes.find("www.deep.beta.test"));
    assertEquals("beta", routes.find("deep.beta.test"));
  }

  @Test
  void unknownNamesLeadToTheDefaultOrNowhere() {
    assertNull(routes.find("nobody.test"));
    assertEquals("all", new Routes.Builder<String>().fallback("all").build().find("nobody.test"));
  }

  @Test
  void addressLiteralsAreExactNames() {
    assertEquals("loopback", routes.find("[::1]"));
  }

  @Test
  void findsWhatASlowReferenceFinds() {
    long seed = System.nanoTime();
    System.out.println("RoutesTest seed " + seed);
    var random = new SplittableRandom(seed);
    Map<String, String> wildcards = new TreeMap<>();
    for (int i = 0; i < 500; i++) {
      String suffix = name(random);
      wildcards.put(suffix, suffix);
    }
    var builder = new Routes.Builder<String>();
    wildcards.forEach(builder::wildcard);
    Routes<String> table = builder.build();
    for (int i = 0; i < 20_000; i++) {
      String host = name(random);
      assertEquals(longest(wildcards, host), table.find(host), host);
    }
  }

  private static @Nullable String longest(Map<String, String> wildcards, String host) {
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      String suffix = host.substring(dot + 1);
      if (wildcards.containsKey(suffix)) {
        return suffix;
      }
    }
    return null;
  }

  private static String name(SplittableRandom random) {
    var name = new StringBuilder();
    for (int labels = 1 + random.nextInt(4); labels > 0; labels--) {
      name.append((char) ('a' + random.nextInt(5))).append(labels > 1 ? "." : "");
    }
    return name.toString();
  }
}
