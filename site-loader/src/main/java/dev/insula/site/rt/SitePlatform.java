package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.SharedWrites;
import java.io.File;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import java.time.zone.ZoneRulesProvider;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.ImageIO;
import javax.naming.NamingException;
import javax.naming.spi.DirectoryManager;
import javax.naming.spi.InitialContextFactoryBuilder;
import javax.naming.spi.NamingManager;
import javax.naming.spi.ObjectFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** Tells of writes to registries and switches that the JVM has once. */
public final class SitePlatform {
  private static final SharedWrites SHARED = Own.state().sharedWrites();

  private SitePlatform() {}

  @Replaces(
      value = {NamingManager.class, DirectoryManager.class},
      shared = true)
  public static void setInitialContextFactoryBuilder(InitialContextFactoryBuilder builder)
      throws NamingException {
    SHARED.write();
    NamingManager.setInitialContextFactoryBuilder(builder);
  }

  @Replaces(
      value = {NamingManager.class, DirectoryManager.class},
      shared = true)
  public static void setObjectFactoryBuilder(ObjectFactoryBuilder builder) throws NamingException {
    SHARED.write();
    NamingManager.setObjectFactoryBuilder(builder);
  }

  @Replaces(value = ZoneRulesProvider.class, shared = true)
  public static void registerProvider(ZoneRulesProvider provider) {
    SHARED.write();
    ZoneRulesProvider.registerProvider(provider);
  }

  /** A pool of the site's own is the site's own business. */
  @Replaces(value = ForkJoinPool.class, kind = Kind.VIRTUAL, shared = true)
  public static int setParallelism(ForkJoinPool pool, int size) {
    if (pool.equals(ForkJoinPool.commonPool())) {
      SHARED.write();
    }
    return pool.setParallelism(size);
  }

  @Replaces(value = ImageIO.class, shared = true)
  public static void setUseCache(boolean use) {
    SHARED.write();
    ImageIO.setUseCache(use);
  }

  @Replaces(value = ImageIO.class, shared = true)
  public static void setCacheDirectory(@Nullable File directory) {
    SHARED.write();
    ImageIO.setCacheDirectory(directory);
  }

  @Replaces(value = ImageIO.class, shared = true)
  public static void scanForPlugins() {
    SHARED.write();
    ImageIO.scanForPlugins();
  }

  @Replaces(value = ThreadMXBean.class, kind = Kind.VIRTUAL, shared = true)
  public static void setThreadCpuTimeEnabled(ThreadMXBean bean, boolean enable) {
    SHARED.write();
    bean.setThreadCpuTimeEnabled(enable);
  }

  @Replaces(value = ThreadMXBean.class, kind = Kind.VIRTUAL, shared = true)
  public static void setThreadContentionMonitoringEnabled(ThreadMXBean bean, boolean enable) {
    SHARED.write();
    bean.setThreadContentionMonitoringEnabled(enable);
  }

  @Replaces(value = MemoryMXBean.class, kind = Kind.VIRTUAL, shared = true)
  public static void setVerbose(MemoryMXBean bean, boolean verbose) {
    SHARED.write();
    bean.setVerbose(verbose);
  }

  @Replaces(value = ClassLoadingMXBean.class, kind = Kind.VIRTUAL, shared = true)
  public static void setVerbose(ClassLoadingMXBean bean, boolean verbose) {
    SHARED.write();
    bean.setVerbose(verbose);
  }

  @Replaces(value = MemoryPoolMXBean.class, kind = Kind.VIRTUAL, shared = true)
  public static void setUsageThreshold(MemoryPoolMXBean bean, long bytes) {
    SHARED.write();
    bean.setUsageThreshold(bytes);
  }

  @Replaces(value = MemoryPoolMXBean.class, kind = Kind.VIRTUAL, shared = true)
  public static void setCollectionUsageThreshold(MemoryPoolMXBean bean, long bytes) {
    SHARED.write();
    bean.setCollectionUsageThreshold(bytes);
  }
}
