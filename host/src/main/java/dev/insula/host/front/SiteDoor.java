package dev.insula.host.front;

import dev.insula.config.Site;
import dev.insula.host.hop.Hop;
import dev.insula.host.hop.HopAddress;
import dev.insula.host.hop.HopFailure;
import dev.insula.host.hop.HopReport;
import dev.insula.host.hop.Question;
import dev.insula.host.supervise.Door;
import dev.insula.host.supervise.Endpoint;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The door of one site: sends its requests to the generation that is admitted, keeps them waiting
 * while it starts, refuses them when it cannot. Takes no lock; a switch of generations is one
 * assignment, and a request that read the old way just before it leaves that way again.
 */
public final class SiteDoor implements Door, HttpHandler {
  /** What the access log says of a request whose client did not wait for the answer. */
  private static final int CLIENT_GONE = 499;

  private static final Way HOLDING = new Way.Holding();
  private static final Way REFUSING = new Way.Refusing();

  private final EndpointHandlers handlers;
  private final HeldRequests held = new HeldRequests(this::left);
  private final DoorLedger ledger;

  /** Ways that were opened and not yet drained; used on the event loop only. */
  private final Map<Endpoint, Way.Open> opened = new HashMap<>();

  private volatile Way way = REFUSING;
  private volatile Site site;

  SiteDoor(Site site, EndpointHandlers handlers, AccessLog accessLog) {
    this.site = site;
    this.handlers = handlers;
    this.ledger = new DoorLedger(accessLog);
  }

  void configure(Site now) {
    site = now;
  }

  Site site() {
    return site;
  }

  /** Lets somebody else answer in the site's place; counted as the site's. */
  void answer(HttpServerExchange exchange, HttpHandler instead) throws Exception {
    exchange.addExchangeCompleteListener(ledger);
    instead.handleRequest(exchange);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Way now = way;
    while (now instanceof Way.Open open) {
      int thread = exchange.getIoThread().getNumber();
      ExchangeCompletionListener leaving = open.enter(thread);
      if (way.equals(now)) {
        exchange.addExchangeCompleteListener(leaving);
        open.handler().handleRequest(exchange);
        return;
      }
      open.turnBack(thread);
      now = way;
    }
    waitOrRefuse(exchange, now instanceof Way.Holding || now instanceof Way.Dozing);
  }

  private void waitOrRefuse(HttpServerExchange exchange, boolean mayWait) {
    Site current = site;
    boolean waits =
        mayWait
            && held.hold(
                exchange, current.limits().queue(), current.timeouts().start(), this::refuse);
    if (!waits) {
      refuse(exchange);
    } else if (way instanceof Way.Refusing) {
      // The way changed between the look and the queue: nobody else would let this one go.
      held.release(this::refuse);
    } else if (way instanceof Way.Open) {
      held.release(this);
    }
    if (way instanceof Way.Dozing(Runnable wake)) {
      // Looked at after the request was put into the queue, so that one of the two sees the other.
      wake.run();
    }
  }

  private void refuse(HttpServerExchange exchange) {
    exchange.addExchangeCompleteListener(ledger);
    ErrorPage.unavailable(exchange);
  }

  private void left(HttpServerExchange exchange) {
    ledger.enter(exchange, CLIENT_GONE, 0);
  }

  @Override
  public void admit(Site version, Endpoint endpoint) {
    site = version;
    Way.Open open = open(version, endpoint);
    opened.put(endpoint, open);
    way = open;
    held.release(this);
  }

  private Way.Open open(Site version, Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.InThisJvm(var running) ->
          local(
              version,
              proxies ->
                  SitePaths.around(
                      handlers.inThisJvm(running), version, none(), proxies, Optional.empty()));
      case Endpoint.InTheFront _ ->
          local(version, proxies -> SitePaths.application(version, proxies));
      case Endpoint.OnSocket socket -> openHop(version, socket);
      case Endpoint.OnPort(int port) ->
          openHop(version, HopAddress.LocalPort.of(port), Optional.empty(), Optional.empty());
    };
  }

  private Way.Open local(Site version, Function<ProxyHops, HttpHandler> maker) {
    ProxyHops proxies = handlers.proxies(version);
    return new Way.Open(maker.apply(proxies), ledger, proxies::close, () -> proxies.inFlight());
  }

  private static ExchangeCompletionListener none() {
    return (_, next) -> next.proceed();
  }

  private Way.Open openHop(Site version, Endpoint.OnSocket at) {
    HopAddress address =
        at.takesLinks()
            ? new HopAddress.SharedSocket(at.socket())
            : new HopAddress.UnixSocket(at.socket());
    Optional<HopAddress> java =
        handlers.hasJavaBeside(version)
            ? Optional.of(new HopAddress.UnixSocket(at.ofMountedJava().socket()))
            : Optional.empty();
    return openHop(version, address, at.user(), java);
  }

  /**
   * The hop to a site's process, and to the one beside it in which its mounts are, if it has it.
   */
  private Way.Open openHop(
      Site version, HopAddress address, Optional<String> user, Optional<HopAddress> beside) {
    var gone = new Unreachable();
    Hop hop = handlers.hop(version, address, user, gone, this::finished);
    Optional<Hop> java =
        beside.map(at -> handlers.hopToJava(version, at, user, gone, this::finished));
    ProxyHops proxies = handlers.proxies(version);
    HttpHandler handler =
        SitePaths.around(hop, version, ledger, proxies, java.map(way -> (HttpHandler) way));
    Runnable close =
        () -> {
          hop.close();
          java.ifPresent(Hop::close);
          proxies.close();
        };
    Way.Open open =
        new Way.Open(
            handler,
            none(),
            close,
            () -> hop.counters().inFlight() + inFlight(java) + proxies.inFlight());
    gone.way = open;
    return open;
  }

  private static long inFlight(Optional<Hop> hop) {
    return hop.isPresent() ? hop.get().counters().inFlight() : 0;
  }

  private static void nothing() {}

  /** Takes the requests that find nobody at the socket: they wait for the next start. */
  private final class Unreachable implements HttpHandler {
    private volatile Way way = REFUSING;

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
      // What one generation has said about its user is not for another one.
      exchange.removeAttachment(Question.USER);
      Way now = SiteDoor.this.way;
      if (now.equals(way)) {
        waitForTheNext(exchange);
      } else {
        SiteDoor.this.handleRequest(exchange);
      }
    }

    /** The death of the daemon is not known to the supervisor yet, but will be in a moment. */
    private void waitForTheNext(HttpServerExchange exchange) {
      Site current = site;
      boolean waits =
          held.hold(
              exchange,
              current.limits().queue(),
              current.timeouts().start(),
              SiteDoor.this::refuse);
      if (!waits) {
        refuse(exchange);
      } else if (!SiteDoor.this.way.equals(way)) {
        held.release(SiteDoor.this);
      }
    }
  }

  private void finished(HttpServerExchange exchange, HopReport report) {
    int status =
        report.status() != 0
            ? report.status()
            : report.failure().map(HopFailure::status).orElse(CLIENT_GONE);
    ledger.enter(exchange, status, report.answerBytes());
  }

  /**
   * Answers every request with this page until something is admitted again; what was admitted
   * before goes on running. For development; called on the event loop.
   */
  public void show(String html) {
    way = local(site, _ -> exchange -> ErrorPage.html(exchange, html));
    held.release(this);
  }

  @Override
  public void hold() {
    way = HOLDING;
    // Its process is gone: whoever is still in flight on it ends by itself.
    opened.values().forEach(open -> open.whenDrained(SiteDoor::nothing));
    opened.clear();
  }

  @Override
  public void doze(Runnable wake) {
    way = new Way.Dozing(wake);
  }

  @Override
  public void refuse() {
    way = REFUSING;
    held.release(this::refuse);
  }

  @Override
  public void whenDrained(Endpoint endpoint, Runnable drained) {
    Way.Open former = opened.remove(endpoint);
    if (former == null) {
      drained.run();
      return;
    }
    if (way.equals(former)) {
      way = REFUSING;
    }
    former.whenDrained(drained);
  }

  @Override
  public Traffic traffic() {
    long inFlight = way instanceof Way.Open open ? open.inFlight() : 0;
    return new Traffic(ledger.requests(), ledger.failures(), inFlight, held.count());
  }
}
