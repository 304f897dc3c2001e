package dev.insula.host.systemd;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.ProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * A channel around a descriptor that this process was started with. The JDK does this itself for
 * descriptor 0 only ({@link System#inheritedChannel}), so the parts that it uses are called by
 * reflection; the JVM is started with {@code --add-opens=java.base/sun.nio.ch=ALL-UNNAMED} for it.
 */
final class AdoptedSocket {
  private AdoptedSocket() {}

  /**
   * Takes the descriptor over: closing the channel closes it.
   *
   * @throws IOException if it is no socket, or this JVM does not let it be adopted
   */
  static ServerSocketChannel of(int descriptor) throws IOException {
    try {
      int family =
          (int) method("InheritedChannel", "addressFamily", int.class).invoke(null, descriptor);
      Object protocol =
          method("InheritedChannel", "protocolFamily", int.class).invoke(null, family);
      Object file = method("IOUtil", "newFD", int.class).invoke(null, descriptor);
      return (ServerSocketChannel)
          constructor().newInstance(SelectorProvider.provider(), protocol, file, true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IOException(
          "the passed socket %d cannot be adopted (%s); was the JVM started by bin/insula?"
              .formatted(descriptor, e.getCause() == null ? e : e.getCause()),
          e);
    }
  }

  private static Constructor<?> constructor() throws ReflectiveOperationException {
    Constructor<?> constructor =
        Class.forName("sun.nio.ch.ServerSocketChannelImpl")
            .getDeclaredConstructor(
                SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class);
    constructor.setAccessible(true);
    return constructor;
  }

  private static Method method(String type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = Class.forName("sun.nio.ch." + type).getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }
}
