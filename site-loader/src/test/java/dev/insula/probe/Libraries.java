package dev.insula.probe;

import java.util.concurrent.Callable;

/** Loads native libraries of the JDK as a site's own. */
public final class Libraries implements Callable<String> {
  /** For the test. */
  public Libraries() {}

  // Loading is what is probed.
  @SuppressWarnings("restricted")
  @Override
  public String call() {
    String directory = System.getProperty("java.home") + "/lib";
    System.load(directory + "/libextnet.so");
    Runtime.getRuntime().load(directory + "/libextnet.so");
    System.setProperty("java.library.path", directory);
    System.loadLibrary("extnet");
    Runtime.getRuntime().loadLibrary("extnet");
    return "loaded";
  }
}
