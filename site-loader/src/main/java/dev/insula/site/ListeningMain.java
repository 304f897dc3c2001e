package dev.insula.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that listens by itself on the port that its property {@code server.port} names: it is
 * started by its main method, and there when something listens. Nothing comes to the handler.
 */
final class ListeningMain implements HttpHandler {
  private static final String MAIN = "main";
  private static final String PORT = "server.port";
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int UNAVAILABLE = 503;

  private ListeningMain() {}

  static boolean isOne(SiteDefinition site) {
    return site.application().factory().equals(Optional.of(MAIN))
        && site.properties().containsKey(PORT);
  }

  /** Runs on a thread of the site, whose group and context class loader the main thread gets. */
  static Object start(SiteDefinition site, Class<?> type) throws SiteStartException {
    int port = Integer.parseInt(site.properties().getOrDefault(PORT, ""));
    FutureTask<Void> running = new FutureTask<>(main(site, type));
    Thread thread = new Thread(null, running, site.name() + " main", 0, false);
    thread.setDaemon(true);
    thread.start();
    while (!listens(port)) {
      if (running.isDone()) {
        check(site, running);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      if (Thread.interrupted()) {
        throw fault(site, "nothing listens on 127.0.0.1:" + port + " yet", "");
      }
    }
    return new ListeningMain();
  }

  private static Callable<Void> main(SiteDefinition site, Class<?> type) throws SiteStartException {
    try {
      Method main = type.getDeclaredMethod(MAIN, String[].class);
      if (!Modifier.isStatic(main.getModifiers())) {
        throw fault(site, type.getName() + "::main is not static", "");
      }
      main.setAccessible(true);
      return () -> {
        main.invoke(null, (Object) new String[0]);
        return null;
      };
    } catch (NoSuchMethodException e) {
      throw fault(site, type.getName() + " has no main method that takes a String[]", "");
    }
  }

  private static void check(SiteDefinition site, FutureTask<Void> ended) throws SiteStartException {
    try {
      ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      Throwable wrapper = e.getCause() == null ? e : e.getCause();
      Throwable cause =
          wrapper instanceof InvocationTargetException thrown && thrown.getCause() != null
              ? thrown.getCause()
              : wrapper;
      throw fault(site, "its main method threw " + SiteTrace.firstLine(cause), SiteTrace.of(cause));
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static SiteStartException fault(SiteDefinition site, String what, String trace) {
    return new SiteStartException("Site " + site.name() + ": " + what + ".", trace);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(UNAVAILABLE, -1);
    exchange.close();
  }
}
