package dev.insula.probe;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Registers a bean of the site and lists all beans that the site can reach. */
public final class Beans implements Callable<String> {
  private final String who;

  /** Code of the site of this name. */
  public Beans(String who) {
    this.who = who;
  }

  @Override
  public String call() throws Exception {
    var server = ManagementFactory.getPlatformMBeanServer();
    ServiceProbes.NameMBean bean = () -> who;
    server.registerMBean(
        new StandardMBean(bean, ServiceProbes.NameMBean.class),
        new ObjectName("site:type=Secret,of=" + who));
    Set<String> domains = new TreeSet<>();
    for (ObjectName name : server.queryNames(null, null)) {
      domains.add(
          name.getDomain() + (name.getDomain().equals("site") ? name.getKeyProperty("of") : ""));
    }
    return domains.toString();
  }
}
