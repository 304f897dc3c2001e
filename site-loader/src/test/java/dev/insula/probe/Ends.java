package dev.insula.probe;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The ways in which a site's code ends the process. */
public final class Ends implements Function<String, Map<String, Callable<String>>> {
  private final Thread hook = new Thread(() -> System.out.println("hook ran"));

  /** For the test. */
  public Ends() {}

  @Override
  public Map<String, Callable<String>> apply(String kind) {
    return Map.of(
        "exit",
        () -> {
          System.exit(3);
          return "went on";
        },
        "runtime exit",
        () -> {
          Runtime.getRuntime().exit(4);
          return "went on";
        },
        "halt",
        () -> {
          Runtime.getRuntime().halt(5);
          return "went on";
        },
        "swallowed exit",
        () -> {
          try {
            System.exit(6);
          } catch (Throwable e) {
            return "swallowed " + e.getMessage();
          }
          return "went on";
        },
        "exit by reflection",
        () -> "" + System.class.getMethod("exit", int.class).invoke(null, 7),
        "halt by reflection",
        () -> "" + Runtime.class.getMethod("halt", int.class),
        "add hook",
        () -> {
          Runtime.getRuntime().addShutdownHook(hook);
          return "added";
        },
        "remove hook",
        () -> "" + Runtime.getRuntime().removeShutdownHook(hook));
  }
}
