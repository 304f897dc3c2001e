package dev.insula.host.front;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.host.hop.Buffering;
import dev.insula.host.hop.Hop;
import dev.insula.host.hop.HopAddress;
import dev.insula.host.hop.HopCallbacks;
import dev.insula.host.hop.HopLanes;
import dev.insula.host.hop.HopLimits;
import dev.insula.host.hop.HopObserver;
import dev.insula.host.hop.HopTarget;
import dev.insula.host.hop.HopTimes;
import dev.insula.site.RunningSite;
import dev.insula.site.serve.TracePages;
import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.util.Optional;

/** What answers at an endpoint: the application object in this JVM, or the hop to a socket. */
final class EndpointHandlers {
  /** Bodies that wait on disk for their end, of all sites together. */
  private static final long SPOOL_QUOTA = 1L << 30;

  private final HopLanes lanes;
  private final Buffering spooled;
  private final Path run;
  private volatile boolean showsTraces;

  /**
   * What all doors share.
   *
   * @param spool where bodies wait for their end
   * @param run a private folder for sockets
   */
  EndpointHandlers(HopLanes lanes, Path spool, Path run) {
    this.lanes = lanes;
    this.run = run;
    this.spooled = Buffering.all(spool, SPOOL_QUOTA);
  }

  /** What sites in this JVM throw is shown to their clients from now on: for development. */
  void showTraces() {
    showsTraces = true;
  }

  HttpHandler inThisJvm(RunningSite running) {
    boolean isGuarded = !running.definition().layers().auth().isEmpty();
    HttpHandler site = isGuarded ? new LocalQuestions(running.handler()) : running.handler();
    return showsTraces ? new TracePages(site) : site;
  }

  /**
   * The hop to a daemon; to be closed when nothing is in flight on it any more.
   *
   * @param user the only user that may answer there
   */
  Hop hop(
      Site site,
      HopAddress address,
      Optional<String> user,
      HttpHandler whenUnreachable,
      HopObserver observer) {
    return hop(target(site, address), user, whenUnreachable, observer);
  }

  private HopTarget target(Site site, HopAddress address) {
    return HopTarget.of(site.name().text(), address)
        .withLimits(limits(site))
        .withTimes(times(site))
        .withBuffering(buffering(site));
  }

  private Hop hop(
      HopTarget target, Optional<String> user, HttpHandler whenUnreachable, HopObserver observer) {
    return new Hop(
        lanes,
        user.map(target::withPeerUser).orElse(target),
        HopCallbacks.plain().withWhenUnreachable(whenUnreachable).withObserver(observer));
  }

  /** Whether Java applications are mounted in it that need a process beside its own. */
  boolean hasJavaBeside(Site site) {
    return isWsgi(site) && !site.mountedJava().isEmpty();
  }

  /**
   * The hop to that process, which takes what a Java site's would. It has no users of its own: who
   * has signed in to the site it is told.
   */
  Hop hopToJava(
      Site site,
      HopAddress address,
      Optional<String> user,
      HttpHandler whenUnreachable,
      HopObserver observer) {
    var java = site.mountedJava().firstEntry().getValue();
    Site alone = site.toBuilder().application(java).build();
    HopTarget target = target(alone, address).withToldUser(!site.auth().isEmpty());
    return hop(target, user, whenUnreachable, observer);
  }

  /**
   * The hops of one way to servers that somebody else runs; none is made before it is asked for.
   */
  ProxyHops proxies(Site site) {
    return new ProxyHops(lanes, site, limits(site), times(site), run);
  }

  private static HopLimits limits(Site site) {
    return HopLimits.DEFAULTS
        .withConnections(connections(site))
        .withQueue(site.limits().queue())
        .withBodyBytes(site.limits().body().bytes());
  }

  /** As many as the daemon answers at a time; more would wait in it, unseen. */
  private static int connections(Site site) {
    return isWsgi(site) ? site.processes() * site.threads() : site.limits().concurrency();
  }

  private static HopTimes times(Site site) {
    return HopTimes.DEFAULTS
        .withAnswer(site.timeouts().request())
        .withIdle(site.timeouts().request())
        .withQueue(site.timeouts().queue());
  }

  /**
   * Most WSGI applications take a body without a length for no body, and a body that comes slowly
   * would hold a thread of the few there are.
   */
  private Buffering buffering(Site site) {
    return isWsgi(site) ? spooled : Buffering.none();
  }

  private static boolean isWsgi(Site site) {
    return site.application().kind() == Application.Kind.WSGI;
  }
}
