package dev.insula.probe;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Collects everything that a site can look up of properties, environment and command line. */
public final class Secrets implements Callable<String> {
  private static final String PROPERTY = "host.secret";
  private static final String VARIABLE = "HOST_SECRET";

  /** For the test. */
  public Secrets() {}

  @Override
  public String call() throws Exception {
    StringBuilder seen = new StringBuilder();
    seen.append(System.getProperty(PROPERTY)).append(System.getProperty(PROPERTY, "-"));
    seen.append(System.getProperties()).append(Integer.getInteger(PROPERTY));
    seen.append(Long.getLong(PROPERTY)).append(Boolean.getBoolean(PROPERTY));
    seen.append(System.getenv(VARIABLE)).append(System.getenv());
    seen.append(child());
    ProcessHandle.Info self = ProcessHandle.current().info();
    seen.append(self.commandLine()).append(self.arguments().map(Arrays::toString));
    byReflection(seen);
    byManagement(seen);
    System.setProperties(null);
    return seen.append(System.getProperties()).toString();
  }

  private static String child() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("env");
    Stream<Process> children =
        Stream.of(
            builder.start(),
            Runtime.getRuntime().exec(new String[] {"env"}),
            ProcessBuilder.startPipeline(java.util.List.of(new ProcessBuilder("env"))).getFirst());
    return builder.environment() + children.map(Secrets::output).toList().toString();
  }

  private static String output(Process process) {
    try (InputStream in = process.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      return "" + e;
    }
  }

  private static void byReflection(StringBuilder seen) throws Exception {
    Object all = System.class.getMethod("getProperties").invoke(null);
    seen.append(all).append(System.class.getMethod("getenv").invoke(null));
    seen.append(System.class.getMethod("getProperty", String.class).invoke(null, PROPERTY));
  }

  private static void byManagement(StringBuilder seen) throws Exception {
    RuntimeMXBean bean = ManagementFactory.getRuntimeMXBean();
    seen.append(bean.getSystemProperties()).append(bean.getInputArguments());
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      for (ObjectName name : server.queryNames(null, null)) {
        seen.append(name);
        for (var attribute : server.getMBeanInfo(name).getAttributes()) {
          seen.append(value(server, name, attribute.getName()));
        }
      }
    }
  }

  private static String value(MBeanServer server, ObjectName name, String attribute) {
    try {
      return Objects.toString(server.getAttribute(name, attribute));
    } catch (Exception e) {
      return "" + e;
    }
  }
}
