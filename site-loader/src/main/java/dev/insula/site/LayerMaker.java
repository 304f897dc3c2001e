package dev.insula.site;

import dev.insula.site.auth.AskedElsewhere;
import dev.insula.site.auth.Authoriser;
import dev.insula.site.code.CodeFault;
import dev.insula.site.serve.ApplicationHandlers.Served;
import dev.insula.site.serve.GuardedHandler;
import dev.insula.site.serve.MiddlewareMaker;
import dev.insula.site.serve.SiteContext;
import dev.insula.site.serve.SiteHttpContext;
import dev.insula.site.serve.ToldUserHandler;
import io.undertow.server.HttpHandler;
import java.util.Optional;

/** Makes what is around an application object; to be run on a thread of the site. */
final class LayerMaker {
  private final SiteDefinition site;
  private final ClassLoader loader;
  private final SiteHttpContext context;

  LayerMaker(SiteDefinition site, ClassLoader loader, SiteHttpContext context) {
    this.site = site;
    this.loader = loader;
    this.context = context;
  }

  /**
   * An application object with its layers.
   *
   * @param wrapped the same inside its middleware
   */
  record Layered(
      Object application,
      Object wrapped,
      Optional<Authoriser> authoriser,
      Optional<AskedElsewhere> elsewhere) {
    /** What serves it, behind the site's rules if there are any. */
    Served guarded(Served served, SiteContext serving) {
      HttpHandler told =
          elsewhere
              .map(asked -> (HttpHandler) new ToldUserHandler(served.handler(), asked))
              .orElse(served.handler());
      HttpHandler guarded =
          authoriser
              .map(found -> (HttpHandler) new GuardedHandler(told, found, serving))
              .orElse(told);
      return new Served(served.type(), guarded);
    }
  }

  /**
   * Makes the layers around the application object.
   *
   * @throws SiteStartException if one of them cannot be made
   */
  Layered around(Object application) throws SiteStartException {
    SiteLayers layers = site.layers();
    try {
      Object wrapped =
          new MiddlewareMaker(site.name(), loader, context)
              .around(application, layers.middleware());
      Optional<Authoriser> authoriser =
          layers.auth().isEmpty()
              ? Optional.empty()
              : Optional.of(Authoriser.of(site.name(), layers.auth(), loader));
      return new Layered(application, wrapped, authoriser, elsewhere(layers));
    } catch (CodeFault e) {
      throw new SiteStartException(
          "Site " + site.name() + ": " + e.getMessage() + ".",
          Optional.ofNullable(e.getCause()).map(SiteTrace::of).orElse(""));
    }
  }

  private static Optional<AskedElsewhere> elsewhere(SiteLayers layers) {
    return layers.askedElsewhere().isEmpty()
        ? Optional.empty()
        : Optional.of(new AskedElsewhere(layers.askedElsewhere(), Percent::decode));
  }
}
