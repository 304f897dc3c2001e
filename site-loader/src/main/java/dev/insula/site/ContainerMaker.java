package dev.insula.site;

import dev.insula.site.auth.Authoriser;
import dev.insula.site.auth.WebGate;
import dev.insula.site.code.CodeFault;
import dev.insula.site.modules.SiteModules;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Starts a site's servlet container inside the site's loader; to be run on a thread of the site.
 * What is made stops the container when it is applied, and tells how many requests it cut.
 */
final class ContainerMaker {
  private final SiteDefinition site;
  private final ServletContainer container;
  private final ClassLoader loader;
  private final SiteModules modules;

  ContainerMaker(
      SiteDefinition site, ServletContainer container, ClassLoader loader, SiteModules modules) {
    this.site = site;
    this.container = container;
    this.loader = loader;
    this.modules = modules;
  }

  Function<Duration, Integer> make() throws SiteStartException {
    BiFunction<String, byte[], byte[]> patch = modules::patched;
    Optional<Function<ClassLoader, WebGate>> gate =
        site.layers().auth().isEmpty() ? Optional.empty() : Optional.of(this::gate);
    try {
      Object made =
          Class.forName(ServletContainer.CLASS, true, loader)
              .getConstructor(Map.class, BiFunction.class, Optional.class)
              .newInstance(container.plan(site), patch, gate);
      // the type that the class declares, which cannot be named here
      @SuppressWarnings("unchecked")
      Function<Duration, Integer> stop = (Function<Duration, Integer>) made;
      return stop;
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw fault(String.valueOf(cause.getMessage()), cause);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw fault(
          "the servlet container in " + container.library() + " cannot be started: " + e, e);
    }
  }

  /** What decides about requests, by the code of the web application that has this loader. */
  private WebGate gate(ClassLoader application) {
    try {
      return new WebGate(Authoriser.of(site.name(), site.layers().auth(), application));
    } catch (CodeFault e) {
      throw new IllegalArgumentException(e.getMessage(), e.getCause());
    }
  }

  private SiteStartException fault(String what, Throwable cause) {
    return new SiteStartException("Site " + site.name() + ": " + what + ".", SiteTrace.of(cause));
  }
}
