package dev.insula.site.state;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.ObjectName;

/** The Runtime MXBean as a site sees it: the host's command line and properties are not in it. */
final class SiteRuntimeBean implements RuntimeMXBean {
  private final SiteState site;
  private final RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();

  SiteRuntimeBean(SiteState site) {
    this.site = site;
  }

  @Override
  public ObjectName getObjectName() {
    return jvm.getObjectName();
  }

  @Override
  public String getName() {
    return jvm.getName();
  }

  @Override
  public long getPid() {
    return jvm.getPid();
  }

  @Override
  public String getVmName() {
    return jvm.getVmName();
  }

  @Override
  public String getVmVendor() {
    return jvm.getVmVendor();
  }

  @Override
  public String getVmVersion() {
    return jvm.getVmVersion();
  }

  @Override
  public String getSpecName() {
    return jvm.getSpecName();
  }

  @Override
  public String getSpecVendor() {
    return jvm.getSpecVendor();
  }

  @Override
  public String getSpecVersion() {
    return jvm.getSpecVersion();
  }

  @Override
  public String getManagementSpecVersion() {
    return jvm.getManagementSpecVersion();
  }

  @Override
  public String getClassPath() {
    return property("java.class.path");
  }

  @Override
  public String getLibraryPath() {
    return property("java.library.path");
  }

  private String property(String key) {
    return Objects.requireNonNullElse(site.properties().value(key), "");
  }

  @Override
  public boolean isBootClassPathSupported() {
    return false;
  }

  @Override
  public String getBootClassPath() {
    throw new UnsupportedOperationException("Boot class path mechanism is not supported");
  }

  @Override
  public List<String> getInputArguments() {
    return List.of();
  }

  @Override
  public long getUptime() {
    return jvm.getUptime();
  }

  @Override
  public long getStartTime() {
    return jvm.getStartTime();
  }

  @Override
  public Map<String, String> getSystemProperties() {
    Map<String, String> all = new TreeMap<>();
    var live = site.properties().live();
    for (String name : live.stringPropertyNames()) {
      all.put(name, live.getProperty(name));
    }
    return all;
  }
}
