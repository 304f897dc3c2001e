package dev.insula.probe;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;

/** Asks a worker of the common pool for its context loader, then leaves the site's own there. */
public final class ContextLoaders implements Callable<String> {
  private static final ClassLoader OWN = ContextLoaders.class.getClassLoader();

  /** For the test. */
  public ContextLoaders() {}

  @Override
  public String call() throws Exception {
    return ForkJoinPool.commonPool().submit(ContextLoaders::lookAndLeave).get();
  }

  private static String lookAndLeave() {
    Thread worker = Thread.currentThread();
    ClassLoader found = worker.getContextClassLoader();
    boolean own = found != null && (OWN.equals(found) || OWN.equals(found.getParent()));
    worker.setContextClassLoader(OWN);
    ClassLoader left = worker.getContextClassLoader();
    worker.setContextClassLoader(new URLClassLoader(new URL[0], OWN));
    return own && OWN.equals(left) ? "own" : "other";
  }
}
