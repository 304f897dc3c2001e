package dev.insula.site.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Path;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No site reaches another one, or the host, through JMX. */
class ManagementTest {
  private static final String CODE = "dev.insula.probe.Beans";

  @TempDir private Path directory = Path.of("");

  @Test
  void aSiteReachesThePlatformsBeansAndItsOwn() throws Exception {
    ObjectName hosts = new ObjectName("host:type=Undertow");
    var server = ManagementFactory.getPlatformMBeanServer();
    Host host = () -> "host";
    server.registerMBean(new StandardMBean(host, Host.class), hosts);
    try {
      String platform = "JMImplementation, java.lang, java.nio, java.util.logging, site";
      assertEquals("[" + platform + "alpha]", new TestSite("alpha", directory, true).call(CODE));
      assertEquals("[" + platform + "beta]", new TestSite("beta", directory, true).call(CODE));
      assertEquals(0, server.queryNames(new ObjectName("site:*"), null).size());
    } finally {
      server.unregisterMBean(hosts);
    }
  }

  @Test
  void withoutThePatchASiteReachesTheOthers() {
    new TestSite("one", directory, false).call(CODE);
    String seen = new TestSite("two", directory, false).call(CODE);
    assertTrue(seen.contains("siteone, sitetwo"), seen);
  }

  @Test
  void beansOfTheWholeJvmAreRefused() throws Exception {
    Management management = new TestSite("alpha", directory, true).state.management();
    assertNotNull(management.bean(MemoryMXBean.class));
    Class<? extends PlatformManagedObject> diagnostics =
        Class.forName("com.sun.management.HotSpotDiagnosticMXBean")
            .asSubclass(PlatformManagedObject.class);
    var refused = assertThrows(IllegalArgumentException.class, () -> management.bean(diagnostics));
    assertTrue(String.valueOf(refused.getMessage()).contains("alpha"));
  }

  /** A bean of the host. */
  public interface Host {
    /** An attribute. */
    String getName();
  }
}
