package dev.insula.site.state;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformLoggingMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A site's JMX: an MBean server of its own with the JVM's platform MXBeans, and no way to another
 * site's or the host's MBeans.
 */
public final class Management {
  /** They act on, or tell of, the whole JVM: flags, heap dumps, command line, recordings. */
  private static final Set<String> REFUSED =
      Set.of(
          "com.sun.management.HotSpotDiagnosticMXBean",
          "com.sun.management.DiagnosticCommandMBean",
          "jdk.management.jfr.FlightRecorderMXBean");

  private final SiteState site;
  private final RuntimeMXBean runtime;
  private final PlatformLoggingMXBean logging;
  private final List<MBeanServer> servers = new CopyOnWriteArrayList<>();
  private @Nullable MBeanServer platform;

  Management(SiteState site) {
    this.site = site;
    this.runtime = new SiteRuntimeBean(site);
    this.logging = new SiteLoggingBean(site);
  }

  /** What {@code ManagementFactory.getPlatformMBeanServer} is in this site. */
  public synchronized MBeanServer platformServer() {
    MBeanServer known = platform;
    if (known == null) {
      known = MBeanServerFactory.newMBeanServer("DefaultDomain");
      registerPlatformBeans(known);
      platform = known;
    }
    return known;
  }

  /** What {@code ManagementFactory.getRuntimeMXBean} is in this site. */
  public RuntimeMXBean runtime() {
    return runtime;
  }

  /**
   * What {@code ManagementFactory.getPlatformMXBean} is in this site.
   *
   * @throws IllegalArgumentException if the interface is none that a site may have
   */
  public <T extends PlatformManagedObject> @Nullable T bean(Class<T> type) {
    if (type == RuntimeMXBean.class) {
      return type.cast(runtime);
    }
    if (type == PlatformLoggingMXBean.class) {
      return type.cast(logging);
    }
    return ManagementFactory.getPlatformMXBean(allowed(type));
  }

  /** What {@code ManagementFactory.getPlatformMXBeans} is in this site. */
  public <T extends PlatformManagedObject> List<T> beans(Class<T> type) {
    if (type == RuntimeMXBean.class || type == PlatformLoggingMXBean.class) {
      return List.of(Objects.requireNonNull(bean(type)));
    }
    return ManagementFactory.getPlatformMXBeans(allowed(type));
  }

  private <T> Class<T> allowed(Class<T> type) {
    if (REFUSED.contains(type.getName())) {
      throw new IllegalArgumentException(
          type.getName()
              + " is not available to site "
              + site.name()
              + ": it acts on the whole JVM. Use isolation: process.");
    }
    return type;
  }

  /** As {@code MBeanServerFactory.createMBeanServer}. */
  public MBeanServer create(String domain) {
    MBeanServer created = MBeanServerFactory.newMBeanServer(domain);
    servers.add(created);
    return created;
  }

  /** As {@code MBeanServerFactory.findMBeanServer}: the site's own servers only. */
  public List<MBeanServer> find(@Nullable String agentId) {
    List<MBeanServer> found = new ArrayList<>();
    found.add(platformServer());
    found.addAll(servers);
    if (agentId != null) {
      found.removeIf(server -> !agentId.equals(agentId(server)));
    }
    return found;
  }

  private static @Nullable String agentId(MBeanServer server) {
    try {
      var delegate = new ObjectName("JMImplementation:type=MBeanServerDelegate");
      return (String) server.getAttribute(delegate, "MBeanServerId");
    } catch (JMException e) {
      return null;
    }
  }

  /** As {@code MBeanServerFactory.releaseMBeanServer}. */
  public void forget(MBeanServer server) {
    if (!servers.remove(server)) {
      throw new IllegalArgumentException("Site " + site.name() + " has created no such server.");
    }
  }

  private void registerPlatformBeans(MBeanServer server) {
    List<@Nullable PlatformManagedObject> beans = new ArrayList<>();
    beans.add(runtime);
    beans.add(logging);
    beans.add(ManagementFactory.getClassLoadingMXBean());
    beans.add(ManagementFactory.getMemoryMXBean());
    beans.add(ManagementFactory.getThreadMXBean());
    beans.add(ManagementFactory.getOperatingSystemMXBean());
    beans.add(ManagementFactory.getCompilationMXBean());
    beans.addAll(ManagementFactory.getMemoryPoolMXBeans());
    beans.addAll(ManagementFactory.getMemoryManagerMXBeans());
    beans.addAll(ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class));
    for (PlatformManagedObject bean : beans) {
      if (bean != null) {
        register(server, bean);
      }
    }
  }

  private static void register(MBeanServer server, PlatformManagedObject bean) {
    try {
      if (!server.isRegistered(bean.getObjectName())) {
        server.registerMBean(bean, bean.getObjectName());
      }
    } catch (JMException e) {
      throw new IllegalStateException("A platform MXBean cannot be registered.", e);
    }
  }

  synchronized void release() {
    MBeanServer known = platform;
    if (known != null) {
      empty(known);
      platform = null;
    }
    servers.forEach(this::empty);
    servers.clear();
  }

  private void empty(MBeanServer server) {
    for (ObjectName name : server.queryNames(null, null)) {
      try {
        if (!name.getDomain().equals("JMImplementation")) {
          server.unregisterMBean(name);
        }
      } catch (InstanceNotFoundException | MBeanRegistrationException | RuntimeException e) {
        site.streams().err().println("MBean " + name + " could not be unregistered: " + e);
      }
    }
  }
}
