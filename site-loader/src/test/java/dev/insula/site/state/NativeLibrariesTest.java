package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final String CODE = "dev.insula.probe.Libraries";

  @TempDir private Path directory = Path.of("");

  @Test
  void twoSitesLoadTheSameLibrary() {
    assertEquals("loaded", new TestSite("alpha", directory, true).call(CODE));
    assertEquals("loaded", new TestSite("beta", directory, true).call(CODE));
  }

  @Test
  void withoutThePatchTheSecondSiteIsRefused() {
    TestSite first = new TestSite("first", directory, false);
    TestSite second = new TestSite("second", directory, false);
    String both = first.call(CODE) + second.call(CODE);
    assertTrue(both.contains("already loaded in another classloader"), both);
  }
}
