package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.SecureClassLoader;
import java.util.Enumeration;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Stands in for the JVM's own class loaders and what all threads share. */
public final class SiteThreads {
  private static final Threads THREADS = Own.state().threads();
  private static final ClassLoader LOADER = Own.state().loader();

  private SiteThreads() {}

  @Replaces(
      value = {Thread.class, ForkJoinWorkerThread.class},
      kind = Kind.VIRTUAL)
  public static @Nullable ClassLoader getContextClassLoader(Thread thread) {
    return THREADS.contextLoader(thread.getContextClassLoader());
  }

  @Replaces(
      value = {Thread.class, ForkJoinWorkerThread.class},
      kind = Kind.VIRTUAL)
  public static void setContextClassLoader(Thread thread, @Nullable ClassLoader loader) {
    THREADS.contextLoader(thread, loader);
  }

  @Replaces({Thread.class, ForkJoinWorkerThread.class})
  public static @Nullable UncaughtExceptionHandler getDefaultUncaughtExceptionHandler() {
    return THREADS.uncaughtHandler();
  }

  @Replaces({Thread.class, ForkJoinWorkerThread.class})
  public static void setDefaultUncaughtExceptionHandler(
      @Nullable UncaughtExceptionHandler handler) {
    THREADS.uncaughtHandler(handler);
  }

  @Replaces({ClassLoader.class, URLClassLoader.class, SecureClassLoader.class})
  public static ClassLoader getSystemClassLoader() {
    return LOADER;
  }

  @Replaces({ClassLoader.class, URLClassLoader.class, SecureClassLoader.class})
  public static @Nullable URL getSystemResource(String name) {
    return LOADER.getResource(name);
  }

  @Replaces({ClassLoader.class, URLClassLoader.class, SecureClassLoader.class})
  public static Enumeration<URL> getSystemResources(String name) throws IOException {
    return LOADER.getResources(name);
  }

  @Replaces({ClassLoader.class, URLClassLoader.class, SecureClassLoader.class})
  public static @Nullable InputStream getSystemResourceAsStream(String name) {
    return LOADER.getResourceAsStream(name);
  }

  @Replaces(value = URLClassLoader.class, kind = Kind.CONSTRUCTOR)
  public static URLClassLoader urlClassLoader(URL[] urls) {
    return new URLClassLoader(urls, LOADER);
  }

  @Replaces(URLClassLoader.class)
  public static URLClassLoader newInstance(URL[] urls) {
    return URLClassLoader.newInstance(urls, LOADER);
  }

  @Replaces(ServiceLoader.class)
  public static <S> ServiceLoader<S> load(Class<S> service) {
    return ServiceLoader.load(service, getContextClassLoader(Thread.currentThread()));
  }

  @Replaces(ServiceLoader.class)
  public static <S> ServiceLoader<S> load(Class<S> service, @Nullable ClassLoader loader) {
    return ServiceLoader.load(service, loader == null ? LOADER : loader);
  }
}
