package dev.insula.spawner;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The JDK's only way is {@code sun.misc.Signal}, of the exported
 * module jdk.unsupported; it is reached by reflection because the compiler warns of it in a way
 * that cannot be turned off.
 */
final class Signals {
  private Signals() {}

  /**
   * Runs the task, on a thread of its own, each time the signal arrives; it replaces what the JVM
   * would do.
   *
   * @param name without SIG, such as {@code HUP}
   */
  static void on(String name, Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (_, _, _) -> {
            Thread.ofPlatform().name("signal " + name).start(task);
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
      Object subject = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, subject, proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signals cannot be handled in this JVM", e);
    }
  }
}
