package dev.insula.host.dev;

import dev.insula.config.Application;
import dev.insula.config.HostPattern;
import dev.insula.config.Isolation;
import dev.insula.config.Listen;
import dev.insula.config.Manifest;
import dev.insula.config.Middleware;
import dev.insula.config.ObjectReference;
import dev.insula.config.Origins;
import dev.insula.config.Site;
import dev.insula.config.Start;
import dev.insula.config.Timeouts;
import dev.insula.host.Host;
import dev.insula.host.supervise.Outcome;
import dev.insula.host.supervise.SiteKeeper;
import dev.insula.host.supervise.SiteStatus;
import dev.insula.host.supervise.State;
import dev.insula.site.serve.TracePage;
import dev.insula.site.serve.TracePages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One site in development: runs in a host of its own, and is started anew when one of its files is
 * saved. The new version takes over when it is ready; if it cannot start, every request shows why
 * until the next save. To be used by one thread.
 */
public final class Development implements AutoCloseable {
  private static final Middleware DEVELOP =
      new Middleware.Wsgi(new ObjectReference("insula_wsgi.develop", "wrap"));

  private final Site site;
  private final Host host;
  private final GrowingLog output;
  private final GrowingLog failures;
  private final AccessLines requests;
  private final List<Path> roots;
  private final Path state;
  private final Consumer<String> say;
  private SavedFiles saved;
  private SavedFiles seen;

  private Development(Site site, Host host, Path state, Consumer<String> say) {
    this.site = site;
    this.host = host;
    this.state = state;
    this.say = say;
    this.output = new GrowingLog(host.outputLog(site.name()));
    this.failures = new GrowingLog(host.outputLog(site.name()));
    this.requests = new AccessLines(host.accessLog(site.name()));
    this.roots = roots(site);
    this.saved = SavedFiles.below(roots);
    this.seen = saved;
  }

  /**
   * Starts the site; returns when it is ready or has failed.
   *
   * @param say takes each line for the developer
   * @throws IOException if the host itself cannot work, such as when the address is taken
   */
  public static Development start(Site declared, Listen listen, Consumer<String> say)
      throws IOException {
    Path state = Files.createTempDirectory("insula-dev-");
    Site site = forDevelopment(declared);
    var sites = new LinkedHashMap<>(Map.of(site.name(), site));
    var manifest =
        new Manifest(
            state.resolve("insula.yaml"),
            List.of(listen),
            state,
            state.resolve("control.sock"),
            List.of(),
            sites,
            Origins.none());
    var development = new Development(site, Host.develop(manifest, (_, _) -> {}), state, say);
    development.showIfFailed();
    return development;
  }

  private static Site forDevelopment(Site site) {
    List<Middleware> middleware = new ArrayList<>();
    boolean isPython =
        switch (site.application()) {
          case Application.Wsgi _, Application.WsgiDjango _ -> true;
          case Application.JavaObject _,
              Application.War _,
              Application.Boot _,
              Application.Command _,
              Application.StaticFolder _,
              Application.Proxy _,
              Application.Redirect _ ->
              false;
        };
    if (isPython) {
      middleware.add(DEVELOP);
    }
    middleware.addAll(site.middleware());
    Timeouts before = site.timeouts();
    return site.toBuilder()
        .hosts(List.of(HostPattern.parse(site.name().text() + ".localhost")))
        .isDefault(true)
        .start(Start.BOOT)
        .processes(1)
        .jvm(jvm(site))
        .middleware(middleware)
        // Nobody waits for the end of a request whose code was just replaced.
        .timeouts(
            new Timeouts(
                before.start(), before.request(), Duration.ZERO, before.queue(), before.idle()))
        .build();
  }

  /** A process of its own shows what its site throws by itself. */
  private static List<String> jvm(Site site) {
    List<String> options = new ArrayList<>(site.jvm());
    boolean hasJvm =
        switch (site.application()) {
          case Application.JavaObject _, Application.War _ -> true;
          case Application.Wsgi _,
              Application.WsgiDjango _,
              Application.Boot _,
              Application.Command _,
              Application.StaticFolder _,
              Application.Proxy _,
              Application.Redirect _ ->
              false;
        };
    if (hasJvm && site.isolation() == Isolation.PROCESS) {
      options.add("-D" + TracePages.WANTED + "=true");
    }
    return options;
  }

  private static List<Path> roots(Site site) {
    List<Path> roots = new ArrayList<>(site.path());
    if (site.application() instanceof Application.War(Path file, boolean _)) {
      roots.add(file);
    }
    site.mounts()
        .values()
        .forEach(mount -> {
          if (mount instanceof Application.War(Path file, boolean _)) {
            roots.add(file);
          }
        });
    site.mountedJava().values().forEach(java -> roots.addAll(java.path()));
    boolean isCovered = roots.stream().anyMatch(root -> site.directory().startsWith(root));
    boolean holdsPath = roots.stream().anyMatch(root -> root.startsWith(site.directory()));
    if (!isCovered && !holdsPath) {
      roots.add(site.directory());
    }
    return roots;
  }

  /** The address for a browser. */
  public String url() {
    String address = host.addresses().getFirst();
    return address.replaceFirst("//[^:/]+:", "//" + site.name() + ".localhost:") + "/";
  }

  /** What the site wrote since the last call, then the requests that it answered. */
  public String output() throws IOException {
    return output.more() + requests.more();
  }

  /** Looks for saved files; starts the site anew if there are some and no more have come since. */
  public void sweep() throws IOException {
    SavedFiles before = seen;
    seen = SavedFiles.below(roots);
    Set<Path> changed = saved.differences(seen);
    // While more is being written, all of it counts as one save, which a later sweep finds.
    if (!changed.isEmpty() && before.differences(seen).isEmpty()) {
      saved = seen;
      reload(changed);
    }
  }

  private void reload(Set<Path> changed) throws IOException {
    long before = failures.end();
    long began = System.nanoTime();
    Outcome outcome = keeper().bringUp(site).join();
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    String files =
        changed.iterator().next().getFileName() + (changed.size() > 1 ? " and others" : "");
    switch (outcome) {
      case Outcome.Ready _, Outcome.Asleep _ ->
          say.accept("insula: " + files + " saved, reloaded in " + millis + " ms");
      case Outcome.Failed(String message) -> failed(message, before);
    }
  }

  private SiteKeeper keeper() {
    return host.keeper(site.name()).orElseThrow();
  }

  private void showIfFailed() throws IOException {
    SiteStatus status = keeper().status().join();
    if (status.state() != State.READY) {
      String message =
          status.current().flatMap(generation -> generation.failure()).orElse("it did not start");
      failed(message, 0);
    }
  }

  /** A version that never ran is not tried again before something was saved. */
  private void failed(String message, long logPlace) throws IOException {
    say.accept("insula: " + site.name() + " failed: " + message);
    if (keeper().status().join().state() != State.READY) {
      keeper().stop().join();
    }
    host.show(
        site.name(),
        TracePage.of(site.name() + " could not start", message + "\n\n" + failures.from(logPlace)));
  }

  /** Stops the site and its host. */
  @Override
  public void close() {
    host.close();
    try (var files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      say.accept("insula: " + state + " is left behind: " + e.getMessage());
    }
  }
}
