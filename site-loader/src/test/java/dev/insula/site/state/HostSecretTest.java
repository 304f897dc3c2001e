package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1: what is in the host's environment and on its command line, no site sees. */
class HostSecretTest {
  private static final String SECRET = "s3cr3t-4711";

  @TempDir private Path directory = Path.of("");

  private String seen(boolean patching) throws IOException, InterruptedException {
    return HostJvm.run(
        directory,
        HostSecretTest.class,
        List.of("-Dhost.secret=" + SECRET, "-Djava.vendor.secret=" + SECRET),
        Map.of("HOST_SECRET", SECRET),
        directory.toString(),
        "" + patching);
  }

  /** The host: prints what one site can look up. */
  public static void main(String[] args) {
    assertEquals(SECRET, System.getProperty("host.secret"));
    TestSite site = new TestSite("alpha", Path.of(args[0]), Boolean.parseBoolean(args[1]));
    System.out.println(site.call("dev.insula.probe.Secrets"));
  }

  @Test
  void noLookUpOfASiteFindsTheHostsSecret() throws Exception {
    String seen = seen(true);
    assertTrue(seen.contains("who=alpha"), seen);
    assertFalse(seen.contains(SECRET), seen);
  }

  @Test
  void withoutThePatchTheSecretIsEverywhere() throws Exception {
    String seen = seen(false);
    assertTrue(seen.split(SECRET, -1).length > 10, seen);
  }
}
