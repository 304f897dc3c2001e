package dev.insula.site;

import dev.insula.site.modules.ApplicationClass;
import dev.insula.site.modules.ClassPathException;
import dev.insula.site.modules.SiteModule;
import dev.insula.site.serve.ApplicationHandlers;
import dev.insula.site.serve.PathRoutes;
import dev.insula.site.serve.SiteContext;
import dev.insula.site.serve.SiteHttpContext;
import dev.insula.site.state.ExitListener;
import dev.insula.site.state.SharedWrite;
import dev.insula.site.state.SiteInputs;
import dev.insula.site.state.SiteRuntimeClasses;
import dev.insula.site.state.SiteState;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Starts one generation of a site, and undoes everything if that fails. */
final class SiteStart {
  private static final Duration CLEAN_UP = Duration.ofSeconds(5);

  private final SharedParts shared;
  private final SiteDefinition site;
  private final SiteOutput output;

  SiteStart(SharedParts shared, SiteDefinition site, SiteOutput output) {
    this.shared = shared;
    this.site = site;
    this.output = output;
  }

  /**
   * What a started site consists of.
   *
   * @param mounted its other application objects
   */
  record Started(
      SiteParts parts,
      Object application,
      ApplicationHandlers.Served served,
      List<Object> mounted,
      Optional<ServletContainer> container) {}

  /** Makes the site's parts and its application object. */
  Started start(ExitListener exits, Consumer<SharedWrite> writes) throws SiteStartException {
    Optional<ServletContainer> container = container();
    SiteParts parts = parts(exits, writes, container);
    boolean started = false;
    try {
      Started result =
          container.isPresent() ? servlets(parts, container.get()) : application(parts);
      started = true;
      return result;
    } finally {
      if (!started) {
        new SiteStop(shared, site, parts).stop(CLEAN_UP);
      }
    }
  }

  /** The servlet container, if the site needs one. */
  private Optional<ServletContainer> container() throws SiteStartException {
    Optional<ServletContainer> offered = site.container();
    try {
      boolean needed = offered.isPresent() && (!offered.get().wars().isEmpty() || areServlets());
      return needed ? offered : Optional.empty();
    } catch (ClassPathException e) {
      throw fault(e.what(), "");
    }
  }

  private boolean areServlets() throws ClassPathException, SiteStartException {
    if (isServlet(site.application())) {
      return true;
    }
    for (Map.Entry<String, ApplicationObject> mount : site.mounts().others().entrySet()) {
      if (isServlet(mount.getValue())) {
        throw fault(
            "%s, mounted at %s, is a servlet and %s is none; of one site's application objects either all are servlets or none is"
                .formatted(mount.getValue(), mount.getKey(), site.application()),
            "");
      }
    }
    return false;
  }

  private boolean isServlet(ApplicationObject application) throws ClassPathException {
    return shared
        .modules()
        .isServlet(site.classPath(), site.cacheDirectory(), application.madeBy());
  }

  private SiteParts parts(
      ExitListener exits, Consumer<SharedWrite> writes, Optional<ServletContainer> container)
      throws SiteStartException {
    SiteState state =
        new SiteState(
            new SiteInputs(
                site.name(),
                site.directory(),
                site.temporaryDirectory(),
                site.wholeEnvironment(),
                site.allProperties(),
                output.out(),
                output.err(),
                exits),
            site.sharedWrites(),
            writes);
    SiteModule module = module(container);
    boolean bound = false;
    try {
      SiteRuntimeClasses.bind(module.loader(), state);
      bound = true;
    } finally {
      if (!bound) {
        module.close();
      }
    }
    SiteThreadGroup group = new SiteThreadGroup(state, "site " + label());
    SiteThreads threads = new SiteThreads(site.name(), group, module.loader(), site.limits());
    return new SiteParts(state, module, group, threads);
  }

  private SiteModule module(Optional<ServletContainer> container) throws SiteStartException {
    try {
      Files.createDirectories(site.temporaryDirectory());
      if (container.isPresent()) {
        // The web application has a loader of its own below this one, which the container makes.
        List<Path> library = List.of(container.get().library());
        return shared.modules().open(label(), library, site.cacheDirectory(), List.of());
      }
      return shared
          .modules()
          .open(label(), site.classPath(), site.cacheDirectory(), applicationClasses());
    } catch (ClassPathException e) {
      throw fault(e.what(), "");
    } catch (IOException e) {
      throw fault("its temporary directory " + site.temporaryDirectory() + " cannot be made", "");
    }
  }

  private List<ApplicationClass> applicationClasses() {
    return Stream.concat(Stream.of(site.application()), site.mounts().others().values().stream())
        .map(ApplicationObject::madeBy)
        .toList();
  }

  private String label() {
    return site.name() + "/" + site.generation();
  }

  private Started servlets(SiteParts parts, ServletContainer container) throws SiteStartException {
    ContainerMaker maker =
        new ContainerMaker(site, container, parts.module().loader(), shared.modules());
    Function<Duration, Integer> stop =
        made(parts, site.application(), new FutureTask<>(maker::make));
    // Nothing comes this way: the container listens by itself.
    var nothing = new ResponseCodeHandler(StatusCodes.SERVICE_UNAVAILABLE);
    return new Started(
        parts,
        stop,
        new ApplicationHandlers.Served(ServletContainer.TYPE, nothing),
        List.of(),
        Optional.of(container));
  }

  private Started application(SiteParts parts) throws SiteStartException {
    SiteContext serving = serving(parts);
    String root = site.mounts().root();
    SiteHttpContext context = new SiteHttpContext(root.isEmpty() ? "/" : root);
    ApplicationMaker maker = maker(parts, site.application(), context);
    LayerMaker layers = new LayerMaker(site, parts.module().loader(), context);
    LayerMaker.Layered made =
        made(parts, site.application(), new FutureTask<>(() -> layers.around(maker.make())));
    ApplicationHandlers.Served main =
        ApplicationHandlers.of(made.wrapped(), serving, context)
            .orElseThrow(() -> wrongType(made.application()));
    List<Object> mounted = new ArrayList<>();
    Map<String, HttpHandler> others = mounts(parts, serving, mounted);
    HttpHandler handler =
        site.mounts().areNone() ? main.handler() : PathRoutes.of(root, main.handler(), others);
    return new Started(
        parts,
        made.application(),
        // Whoever answers, the site's rules hold.
        made.guarded(new ApplicationHandlers.Served(main.type(), handler), serving),
        mounted,
        Optional.empty());
  }

  /** Makes the other application objects, by path. */
  private Map<String, HttpHandler> mounts(
      SiteParts parts, SiteContext serving, List<Object> mounted) throws SiteStartException {
    Map<String, HttpHandler> others = new TreeMap<>();
    for (var mount : new TreeMap<>(site.mounts().others()).entrySet()) {
      SiteHttpContext context = new SiteHttpContext(mount.getKey());
      ApplicationMaker maker = maker(parts, mount.getValue(), context);
      Object made = made(parts, mount.getValue(), new FutureTask<>(maker::make));
      mounted.add(made);
      others.put(
          mount.getKey(),
          ApplicationHandlers.of(made, serving, context)
              .orElseThrow(() -> wrongType(made))
              .handler());
    }
    return others;
  }

  private ApplicationMaker maker(
      SiteParts parts, ApplicationObject object, SiteHttpContext context) {
    return new ApplicationMaker(site, object, parts.module().loader(), context);
  }

  private SiteContext serving(SiteParts parts) {
    return new SiteContext(
        site.name(),
        parts.module().loader(),
        parts.threads().requests(),
        output.err(),
        site.limits().largestBody());
  }

  private <T> T made(SiteParts parts, ApplicationObject object, FutureTask<T> making)
      throws SiteStartException {
    Thread thread = parts.threads().start("start", making);
    try {
      return making.get(site.limits().start().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw fault(
          object
              + " was not there within "
              + site.limits().start().toSeconds()
              + " s; give it more time by timeouts.start",
          SiteTrace.of(thread));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault("its start was interrupted", "");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SiteStartException told) {
        throw told;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw fault("its start failed: " + SiteTrace.firstLine(cause), SiteTrace.of(cause));
    }
  }

  private SiteStartException wrongType(Object application) {
    String type = application.getClass().getName();
    return isServlet(application.getClass())
        ? fault(
            type
                + " is a servlet of a kind that is not served; it must be a "
                + ServletContainer.TYPE
                + ", and its factory must say so in what it returns",
            "")
        : fault(type + " is of no handler type; it must be a " + ApplicationHandlers.TYPES, "");
  }

  private static boolean isServlet(Class<?> type) {
    for (Class<?> it = type; it != null; it = it.getSuperclass()) {
      for (Class<?> implemented : it.getInterfaces()) {
        if (implemented.getName().endsWith("servlet.Servlet")) {
          return true;
        }
      }
    }
    return false;
  }

  private SiteStartException fault(String what, String trace) {
    return new SiteStartException("Site " + site.name() + ": " + what + ".", trace);
  }
}
