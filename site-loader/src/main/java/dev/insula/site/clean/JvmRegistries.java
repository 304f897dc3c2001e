package dev.insula.site.clean;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.NotificationBroadcaster;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The lists and defaults that a JVM has once and that hold what is put into them. A site's patched
 * classes have their own; classes of a loader that the site has made write to the JVM's.
 */
final class JvmRegistries {
  private final JdkInternals jdk;

  JvmRegistries(JdkInternals jdk) {
    this.jdk = jdk;
  }

  /** One sentence for each entry of the site's. */
  List<String> holding(SiteLoaders site) {
    List<String> found = new ArrayList<>();
    for (Provider provider : Security.getProviders()) {
      if (site.owns(provider)) {
        found.add("The security provider " + provider.getName() + " holds it.");
      }
    }
    for (Object driver : jdk.drivers()) {
      if (site.owns(driver)) {
        found.add("The JDBC driver " + nameOf(driver) + " in the JVM's list holds it.");
      }
    }
    MBeanServerFactory.findMBeanServer(null).forEach(server -> beans(site, server, found));
    for (PlatformManagedObject bean : broadcasting()) {
      for (NotificationListener listener : jdk.listeners(bean)) {
        if (site.owns(listener)) {
          found.add(
              "The listener %s of %s holds it.".formatted(nameOf(listener), bean.getObjectName()));
        }
      }
    }
    defaults(site, found);
    return found;
  }

  private static String nameOf(Object object) {
    return object.getClass().getName();
  }

  private static void beans(SiteLoaders site, MBeanServer server, List<String> found) {
    for (ObjectName name : server.queryNames(null, null)) {
      try {
        if (site.contains(server.getClassLoaderFor(name))) {
          found.add("The JMX bean " + name + " in the JVM's server holds it.");
        }
      } catch (InstanceNotFoundException goneMeanwhile) {
        // It holds nothing any more.
      }
    }
  }

  /** The JVM's own beans that tell of memory and collections. */
  private static List<PlatformManagedObject> broadcasting() {
    return Stream.<PlatformManagedObject>concat(
            ManagementFactory.getGarbageCollectorMXBeans().stream(),
            Stream.of(ManagementFactory.getMemoryMXBean()))
        .filter(NotificationBroadcaster.class::isInstance)
        .toList();
  }

  private static void defaults(SiteLoaders site, List<String> found) {
    owned(site, Authenticator.getDefault(), "java.net.Authenticator", found);
    owned(site, ProxySelector.getDefault(), "java.net.ProxySelector", found);
    owned(site, CookieHandler.getDefault(), "java.net.CookieHandler", found);
    owned(site, ResponseCache.getDefault(), "java.net.ResponseCache", found);
    owned(
        site, Thread.getDefaultUncaughtExceptionHandler(), "handler of uncaught exceptions", found);
    owned(site, System.out, "System.out", found);
    owned(site, System.err, "System.err", found);
    owned(site, System.in, "System.in", found);
  }

  private static void owned(
      SiteLoaders site, @Nullable Object value, String what, List<String> found) {
    if (value != null && site.owns(value)) {
      found.add("The JVM's default %s, a %s, holds it.".formatted(what, nameOf(value)));
    }
  }

  /** Takes the site's listeners off the JVM's own beans, which every site shares. */
  void removeListeners(SiteLoaders site, Findings findings) {
    for (PlatformManagedObject bean : broadcasting()) {
      for (NotificationListener listener : jdk.listeners(bean)) {
        if (site.owns(listener)) {
          remove((NotificationBroadcaster) bean, listener);
          findings.cleaned(
              "The listener %s of %s was removed."
                  .formatted(nameOf(listener), bean.getObjectName()));
        }
      }
    }
  }

  private static void remove(NotificationBroadcaster bean, NotificationListener listener) {
    try {
      bean.removeNotificationListener(listener);
    } catch (ListenerNotFoundException goneMeanwhile) {
      // All of one listener's entries go at once.
    }
  }
}
