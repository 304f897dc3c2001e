package dev.insula.site;

import dev.insula.site.modules.ClassPathException;
import dev.insula.site.modules.SiteModule;
import dev.insula.site.serve.ApplicationHandlers;
import dev.insula.site.serve.SiteContext;
import dev.insula.site.serve.SiteHttpContext;
import dev.insula.site.state.ExitListener;
import dev.insula.site.state.SiteInputs;
import dev.insula.site.state.SiteRuntimeClasses;
import dev.insula.site.state.SiteState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

  /** What a started site consists of. */
  record Started(SiteParts parts, Object application, ApplicationHandlers.Served served) {}

  /** Makes the site's parts and its application object. */
  Started start(ExitListener exits) throws SiteStartException {
    SiteParts parts = parts(exits);
    boolean started = false;
    try {
      Started result = application(parts);
      started = true;
      return result;
    } finally {
      if (!started) {
        new SiteStop(shared, site, parts).stop(CLEAN_UP);
      }
    }
  }

  private SiteParts parts(ExitListener exits) throws SiteStartException {
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
                exits));
    SiteModule module = module();
    boolean bound = false;
    try {
      SiteRuntimeClasses.bind(module.loader(), state);
      bound = true;
    } finally {
      if (!bound) {
        module.close();
      }
    }
    ThreadGroup group = new SiteThreadGroup(state, "site " + label());
    SiteThreads threads = new SiteThreads(site.name(), group, module.loader(), site.limits());
    return new SiteParts(state, module, group, threads);
  }

  private SiteModule module() throws SiteStartException {
    try {
      Files.createDirectories(site.temporaryDirectory());
      return shared
          .modules()
          .open(
              label(),
              site.classPath(),
              site.cacheDirectory(),
              site.application().className(),
              site.application().factory());
    } catch (ClassPathException e) {
      throw fault(e.what(), "");
    } catch (IOException e) {
      throw fault("its temporary directory " + site.temporaryDirectory() + " cannot be made", "");
    }
  }

  private String label() {
    return site.name() + "/" + site.generation();
  }

  private Started application(SiteParts parts) throws SiteStartException {
    SiteHttpContext context = new SiteHttpContext();
    ApplicationMaker maker = new ApplicationMaker(site, parts.module().loader(), context);
    Object application = made(parts, new FutureTask<>(maker::make));
    SiteContext serving =
        new SiteContext(
            site.name(),
            parts.module().loader(),
            parts.threads().requests(),
            output.err(),
            site.limits().largestBody());
    return new Started(
        parts,
        application,
        ApplicationHandlers.of(application, serving, context)
            .orElseThrow(() -> wrongType(application)));
  }

  private Object made(SiteParts parts, FutureTask<Object> making) throws SiteStartException {
    Thread thread = parts.threads().start("start", making);
    try {
      return making.get(site.limits().start().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw fault(
          site.application()
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
        ? fault(type + " is a servlet; servlets are not available yet", "")
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
