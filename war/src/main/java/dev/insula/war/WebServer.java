package dev.insula.war;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;

/**
 * A running servlet container with a site's web applications. Made and stopped by the site loader,
 * which knows it by its name only: the constructor starts it, {@link #apply} stops it, {@link
 * #toString} says its name and version.
 */
public final class WebServer implements Function<Duration, Integer> {
  private static final long POLL_MILLIS = 20;

  private final Tomcat tomcat = new Tomcat();
  private final FrontValve front = new FrontValve();
  private final List<StandardContext> contexts = new ArrayList<>();
  private final List<StandardContext> mounted = new ArrayList<>();
  private final String rootPath;
  private final Connector connector;

  /**
   * Starts the container; it listens when this returns.
   *
   * @param plan what to serve, see {@link WebServerPlan}
   * @param patch gives the class file to define for an internal name and a class file
   * @param gate makes what decides about requests out of the loader of the site's own web
   *     application, see {@link GateValve}; empty where everybody may see everything
   * @throws IOException with a sentence if something cannot be started; nothing runs then
   * @throws IllegalArgumentException likewise, if the gate cannot be made
   */
  public WebServer(
      Map<String, String> plan,
      BiFunction<String, byte[], byte[]> patch,
      Optional<Function<ClassLoader, Function<Map<String, String>, Map<String, String>>>> gate)
      throws IOException {
    WebServerPlan read = WebServerPlan.of(plan);
    rootPath = read.root();
    connector = SocketConnector.of(read);
    boolean started = false;
    try (StartFaults faults = StartFaults.listen()) {
      WebContexts made = new WebContexts(tomcat, patch::apply, read.base());
      assemble(read, made);
      Optional<GateValve> valve = gate.map(GateValve::new);
      valve.ifPresent(tomcat.getEngine().getPipeline()::addValve);
      start(faults);
      valve.ifPresent(it -> it.open(root().getLoader().getClassLoader()));
      mount(read, made, faults);
      started = true;
    } finally {
      if (!started) {
        stop();
      }
    }
  }

  /** The site's own application object, beside which there may be mounts. */
  private StandardContext root() {
    return contexts.stream().filter(it -> it.getPath().equals(rootPath)).findFirst().orElseThrow();
  }

  private void assemble(WebServerPlan plan, WebContexts made) throws IOException {
    Files.createDirectories(plan.base().resolve("webapps"));
    Files.deleteIfExists(plan.socket());
    tomcat.setBaseDir(plan.base().toString());
    tomcat.enableNaming();
    tomcat.getEngine().setParentClassLoader(WebServer.class.getClassLoader());
    tomcat.getEngine().getPipeline().addValve(front);
    if (plan.toldUser()) {
      tomcat.getEngine().getPipeline().addValve(new ToldUserValve());
    }
    tomcat.setConnector(connector);
    if (tomcat.getHost() instanceof StandardHost host) {
      host.setErrorReportValveClass(ErrorPage.class.getName());
    }
    for (Map.Entry<String, java.nio.file.Path> war : plan.wars().entrySet()) {
      contexts.add(made.ofWar(war.getKey(), war.getValue()));
    }
    if (plan.servlet().isPresent()) {
      contexts.add(made.ofServlet(plan, plan.servlet().get()));
    }
    root().addServletContainerInitializer(new SiteFilters(plan.site(), plan.filters()), Set.of());
  }

  private void start(StartFaults faults) throws IOException {
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException(faults.told().orElse(String.valueOf(e.getMessage())), e);
    }
    for (StandardContext context : contexts) {
      requireStarted(context, "", faults);
    }
  }

  private void requireStarted(StandardContext context, String where, StartFaults faults)
      throws IOException {
    if (!context.getState().isAvailable()) {
      throw new IOException(
          where + faults.told().orElse("the web application gave no reason"),
          faults.root().orElse(null));
    }
  }

  /** The servlets that share the classes of the application at the root, which runs by now. */
  private void mount(WebServerPlan plan, WebContexts made, StartFaults faults) throws IOException {
    for (Map.Entry<String, String> mount : plan.mounts().entrySet()) {
      StandardContext context = made.ofMount(mount.getKey(), mount.getValue(), root());
      mounted.add(context);
      requireStarted(context, "what is mounted at " + mount.getKey() + ": ", faults);
    }
    contexts.addAll(mounted);
  }

  /**
   * Takes no new connection, waits at most this long for requests, then stops.
   *
   * @return how many requests were cut
   */
  @Override
  public Integer apply(Duration drain) {
    connector.pause();
    connector.getProtocolHandler().closeServerSocketGraceful();
    int left = awaitRequests(drain);
    stop();
    return left;
  }

  private int awaitRequests(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    int left = inFlight();
    try {
      while (left > 0 && System.nanoTime() < deadline) {
        Thread.sleep(POLL_MILLIS);
        left = inFlight();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return left;
  }

  private int inFlight() {
    long waiting = contexts.stream().mapToLong(StandardContext::getInProgressAsyncCount).sum();
    return front.inFlight() + Math.toIntExact(waiting);
  }

  private void stop() {
    // Before the application whose classes they use.
    mounted.forEach(context -> tomcat.getHost().removeChild(context));
    try {
      tomcat.stop();
    } catch (LifecycleException e) {
      System.err.println("The web application did not stop cleanly: " + e.getMessage());
    }
    try {
      tomcat.destroy();
    } catch (LifecycleException e) {
      System.err.println("The web application did not end cleanly: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "tomcat/" + ServerInfo.getServerNumber();
  }
}
