package dev.insula.probe;

import java.io.ObjectInputFilter;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.RMISocketFactory;
import java.security.Provider;
import java.security.Security;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.naming.spi.NamingManager;
import javax.security.auth.login.Configuration;

/** Every write of what the whole JVM shares, for a site that is not let. */
// Some of the members are deprecated, and used.
@SuppressWarnings("deprecation")
public final class SharedProbes implements Supplier<List<Callable<String>>> {
  private interface Write {
    void make() throws Exception;
  }

  private static final class Own extends Provider {
    private static final long serialVersionUID = 1L;

    Own() {
      super("Own", "1", "of a site");
    }
  }

  private static Callable<String> probe(Write write) {
    return () -> {
      write.make();
      return "let";
    };
  }

  @Override
  public List<Callable<String>> get() {
    return Stream.of(security(), sockets(), platform(), preferences())
        .flatMap(List::stream)
        .map(SharedProbes::probe)
        .toList();
  }

  private static List<Write> security() {
    return List.of(
        () -> Security.addProvider(new Own()),
        () -> Security.insertProviderAt(new Own(), 1),
        () -> Security.removeProvider("Own"),
        () -> Security.setProperty("site.own", "1"),
        () -> Configuration.setConfiguration(null),
        () -> ObjectInputFilter.Config.setSerialFilter(_ -> ObjectInputFilter.Status.UNDECIDED),
        () -> ObjectInputFilter.Config.setSerialFilterFactory((first, _) -> first));
  }

  private static List<Write> sockets() {
    return List.of(
        () -> Socket.setSocketImplFactory(null),
        () -> ServerSocket.setSocketFactory(null),
        () -> DatagramSocket.setDatagramSocketImplFactory(null),
        () -> URLConnection.setContentHandlerFactory(_ -> null),
        () -> URLConnection.setFileNameMap(_ -> "text/plain"),
        () -> URLConnection.setDefaultAllowUserInteraction(true),
        () -> URLConnection.setDefaultUseCaches("own", false),
        () -> URI.create("file:/").toURL().openConnection().setDefaultUseCaches(false),
        () -> RMISocketFactory.setSocketFactory(null),
        () -> RMISocketFactory.setFailureHandler(_ -> false),
        () -> LocateRegistry.createRegistry(0),
        () -> LocateRegistry.createRegistry(0, null, null));
  }

  private static List<Write> platform() {
    return List.of(
        () -> NamingManager.setInitialContextFactoryBuilder(_ -> null),
        () -> NamingManager.setObjectFactoryBuilder((_, _) -> null),
        () -> ZoneRulesProvider.registerProvider(null),
        () -> ForkJoinPool.commonPool().setParallelism(1),
        () -> ImageIO.setUseCache(false),
        () -> ImageIO.setCacheDirectory(null),
        ImageIO::scanForPlugins,
        () -> ManagementFactory.getThreadMXBean().setThreadCpuTimeEnabled(true),
        () -> ManagementFactory.getThreadMXBean().setThreadContentionMonitoringEnabled(false),
        () -> ManagementFactory.getMemoryMXBean().setVerbose(false),
        () -> ManagementFactory.getClassLoadingMXBean().setVerbose(false),
        () -> ManagementFactory.getMemoryPoolMXBeans().getFirst().setUsageThreshold(0),
        () -> ManagementFactory.getMemoryPoolMXBeans().getFirst().setCollectionUsageThreshold(0));
  }

  private static List<Write> preferences() {
    Supplier<Preferences> nodes = Node::new;
    return List.of(
        () -> nodes.get().put("a", "b"),
        () -> nodes.get().putInt("a", 1),
        () -> nodes.get().putLong("a", 1),
        () -> nodes.get().putBoolean("a", true),
        () -> nodes.get().putByteArray("a", new byte[0]),
        () -> nodes.get().remove("a"),
        () -> nodes.get().removeNode());
  }

  /** A node that is in no file. */
  private static final class Node extends AbstractPreferences {
    Node() {
      super(null, "");
    }

    @Override
    protected void putSpi(String key, String value) {}

    @Override
    protected String getSpi(String key) {
      return "";
    }

    @Override
    protected void removeSpi(String key) {}

    @Override
    protected void removeNodeSpi() {}

    @Override
    protected String[] keysSpi() {
      return new String[0];
    }

    @Override
    protected String[] childrenNamesSpi() {
      return new String[0];
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return this;
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }
}
