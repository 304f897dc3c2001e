package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.Management;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.jspecify.annotations.Nullable;

/** Stands in for the ways to an MBean server and to the platform MXBeans. */
public final class SiteJmx {
  private static final Management MANAGEMENT = Own.state().management();

  private SiteJmx() {}

  @Replaces(ManagementFactory.class)
  public static MBeanServer getPlatformMBeanServer() {
    return MANAGEMENT.platformServer();
  }

  @Replaces(ManagementFactory.class)
  public static RuntimeMXBean getRuntimeMXBean() {
    return MANAGEMENT.runtime();
  }

  @Replaces(ManagementFactory.class)
  public static <T extends PlatformManagedObject> @Nullable T getPlatformMXBean(Class<T> type) {
    return MANAGEMENT.bean(type);
  }

  @Replaces(ManagementFactory.class)
  public static <T extends PlatformManagedObject> List<T> getPlatformMXBeans(Class<T> type) {
    return MANAGEMENT.beans(type);
  }

  // The replaced method's signature names the class.
  @SuppressWarnings("NonApiType")
  @Replaces(MBeanServerFactory.class)
  public static ArrayList<MBeanServer> findMBeanServer(@Nullable String agentId) {
    return new ArrayList<>(MANAGEMENT.find(agentId));
  }

  @Replaces(MBeanServerFactory.class)
  public static MBeanServer createMBeanServer() {
    return MANAGEMENT.create("DefaultDomain");
  }

  @Replaces(MBeanServerFactory.class)
  public static MBeanServer createMBeanServer(String domain) {
    return MANAGEMENT.create(domain);
  }

  @Replaces(MBeanServerFactory.class)
  public static void releaseMBeanServer(MBeanServer server) {
    MANAGEMENT.forget(server);
  }
}
