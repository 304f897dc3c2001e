package dev.insula.host.front;

import dev.insula.config.Site;
import dev.insula.host.hop.Hop;
import dev.insula.host.hop.HopAddress;
import dev.insula.host.hop.HopCallbacks;
import dev.insula.host.hop.HopLanes;
import dev.insula.host.hop.HopLimits;
import dev.insula.host.hop.HopTarget;
import dev.insula.host.hop.HopTimes;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The hops of one way to servers that somebody else runs. Confined to the event loop. */
final class ProxyHops {
  /** Such a server may be far away, or behind something that drops what it does not want. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final HopLanes lanes;
  private final Site site;
  private final HopLimits limits;
  private final HopTimes times;
  private final Path run;
  private final List<Hop> hops = new ArrayList<>();
  private final List<TlsBridge> bridges = new ArrayList<>();

  ProxyHops(HopLanes lanes, Site site, HopLimits limits, HopTimes times, Path run) {
    this.lanes = lanes;
    this.site = site;
    this.limits = limits;
    this.times = times.withConnect(shorter(CONNECT, site.timeouts().request()));
    this.run = run;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Passes requests below a path of the site on to this address. */
  HttpHandler below(String path, URI target) {
    HopTarget to =
        HopTarget.of(site.name().text(), address(target))
            .withLimits(limits)
            .withTimes(times)
            // So that the exchange knows what was answered, for the log.
            .withRawAnswers(false);
    var hop = new Hop(lanes, to, HopCallbacks.plain());
    hops.add(hop);
    return ProxyPath.around(hop, path, target);
  }

  private HopAddress address(URI target) {
    boolean isSecure = "https".equals(target.getScheme());
    int port = target.getPort() == -1 ? isSecure ? HTTPS : HTTP : target.getPort();
    if (!isSecure) {
      return new HopAddress.Elsewhere(new ResolvedHost(target.getHost(), port));
    }
    try {
      TlsBridge bridge = TlsBridge.open(run, target.getHost(), port);
      bridges.add(bridge);
      return new HopAddress.UnixSocket(bridge.socket());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requests and WebSockets that are on their way. */
  long inFlight() {
    long sum = 0;
    for (Hop hop : hops) {
      sum += hop.counters().inFlight();
    }
    return sum;
  }

  void close() {
    hops.forEach(Hop::close);
    bridges.forEach(TlsBridge::close);
  }
}
