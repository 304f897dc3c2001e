package dev.insula.host.hop;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival at the hop to the end of its answer. Lives on the exchange's I/O
 * thread; the two directions are {@link RequestFlow} and {@link AnswerFlow}, this joins them and
 * decides what a failure means.
 */
final class Relay implements Runnable, ExchangeCompletionListener {
  /** How often a request was tried before it began to wait for the next start of its site. */
  private static final AttachmentKey<Integer> ATTEMPTS = AttachmentKey.create(Integer.class);

  private final HttpServerExchange exchange;
  private final LanePool pool;
  private final Lane lane;
  private final HopContext hop;
  private final RequestFlow request;
  private final RelayReport report;
  private final boolean head;
  private final ClientWatch clientWatch = new ClientWatch();
  private @Nullable Upstream upstream;
  private @Nullable ClientAnswer answer;
  private @Nullable Tunnel tunnel;
  private boolean done;
  private long progressAt;

  Relay(HttpServerExchange exchange, LanePool pool) {
    this.exchange = exchange;
    this.pool = pool;
    this.lane = pool.lane();
    this.hop = pool.hop();
    this.head = exchange.getRequestMethod().equals(Methods.HEAD);
    String given = exchange.getAttachment(Hop.REQUEST_ID);
    this.report = new RelayReport(given == null ? lane.nextId() : new RequestId.Given(given));
    this.request = new RequestFlow(this, lane);
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  HopTarget target() {
    return hop.target();
  }

  String site() {
    return hop.target().site();
  }

  RequestId id() {
    return report.id();
  }

  boolean isHead() {
    return head;
  }

  boolean isDone() {
    return done;
  }

  long clientNanos() {
    return hop.target().times().client().toNanos();
  }

  Lane lane() {
    return lane;
  }

  /** The request's figures, to be added to. */
  RelayReport report() {
    return report;
  }

  /** Begins; runs when the handlers before the hop have returned. */
  @Override
  public void run() {
    lane.began();
    hop.counters().began();
    exchange.addExchangeCompleteListener(this);
    report.attemptedBefore(exchange.getAttachment(ATTEMPTS));
    if (!(exchange.getConnection() instanceof AbstractServerConnection)) {
      exchange.putAttachment(Hop.GIVEN_UP, this::givenUp);
    }
    RequestStart.begin(this, request, hop.target());
  }

  /** Looks for a connection, now that all that may be needed of the request is there. */
  void seekConnection() {
    pool.acquire(this, false);
  }

  /** The request's body is buffered as a whole. */
  void spooled(SpooledBody body) {
    request.bodyIs(body);
    seekConnection();
  }

  /** A connection is there. */
  void connected(Upstream to) {
    if (done) {
      to.leave(true);
      return;
    }
    upstream = to;
    report.attempted();
    progressed();
    to.serve(this);
    try {
      request.begin(to.link());
    } catch (BadRequestException e) {
      fail(new HopFailure.BadRequest(e.reason()));
    } catch (IOException e) {
      siteTakesNoMore(e);
    }
    if (upstream == to
        && request.isSent()
        && !to.link().isShared()
        && lane.eagerRead().isWorthIt(lane.inFlight())) {
      to.readable();
      lane.eagerRead().looked(upstream != to || to.answer().hasBegun());
    }
  }

  void notConnected(IOException reason) {
    if (!done) {
      HopFailure why = ConnectFailure.of(hop.target(), reason);
      Optional<HttpHandler> other = hop.callbacks().whenUnreachable();
      if (why instanceof HopFailure.Unreachable && other.isPresent()) {
        exchange.putAttachment(ATTEMPTS, report.attempts());
        handOver(other.get());
      } else {
        fail(why);
      }
    }
  }

  private void givenUp() {
    if (tunnel == null) {
      fail(new HopFailure.ClientGone("it gave its request up"));
    }
  }

  private void handOver(HttpHandler to) {
    done = true;
    exchange.removeAttachment(Hop.GIVEN_UP);
    lane.finished();
    hop.counters().finished(report, false);
    request.keepFor(exchange);
    Connectors.executeRootHandler(to, exchange);
  }

  /** The site has let the request pass to somebody else. */
  void allowed(HttpHandler next, boolean reusable) {
    Upstream from = upstream;
    upstream = null;
    if (!done && from != null) {
      from.leave(reusable);
      handOver(next);
    }
  }

  void bodyTooLong() {
    fail(
        new HopFailure.BodyTooLong(
            "the request's body is longer than " + hop.target().limits().bodyBytes() + " bytes"));
  }

  /** Something moved between the front and the site or the client. */
  void progressed() {
    progressAt = lane.now();
  }

  void readFromClient(int bytes) {
    report.read(bytes);
    if (report.requestBytes() > hop.target().limits().bodyBytes()) {
      bodyTooLong();
    }
  }

  /** The site has the whole request. */
  void requestSent() {
    request.sent();
    progressed();
  }

  void siteWantsBody() {
    request.bodyIsWanted();
  }

  void siteWritable() {
    try {
      request.writable();
    } catch (IOException e) {
      siteTakesNoMore(e);
    }
  }

  /** A write failed; the site may have answered before it closed. */
  void siteTakesNoMore(IOException reason) {
    Upstream from = upstream;
    if (from != null && request.hasSentSomething()) {
      from.readable();
    } else {
      siteDied("writing to it failed: " + reason.getMessage());
    }
  }

  void siteDied(String reason) {
    Upstream from = upstream;
    if (done || from == null) {
      return;
    }
    if (!from.answer().hasBegun() && RetryRule.allows(request, report.attempts(), exchange)) {
      dropUpstream();
      request.stop();
      hop.counters().retried();
      pool.acquire(this, true);
    } else {
      fail(new HopFailure.Died(site() + ": " + reason));
    }
  }

  void badAnswer(BadAnswerException why) {
    fail(new HopFailure.BadAnswer(site() + ": " + why.reason()));
  }

  /** The answer's head has come; decides how it goes to the client. */
  ClientAnswer answerBegins(AnswerHead answerHead, AnswerBody body) throws BadAnswerException {
    report.status(answerHead.status());
    ClientAnswer chosen = AnswerWay.choose(this, answerHead, body, hop.target().rawAnswers());
    answer = chosen;
    return chosen;
  }

  /** Whether the request's body is still on its way, and may be while the answer is. */
  boolean isStreaming() {
    return !request.isSent() && !request.awaitsContinue();
  }

  /** The answer was handed to the client as a whole. */
  void answered(ClientAnswer to, boolean reusable) {
    Upstream from = upstream;
    if (done || from == null) {
      return;
    }
    boolean whole = request.isSent();
    upstream = null;
    if (!whole) {
      request.stop();
    }
    from.leave(reusable && whole);
    finish(null);
    to.end();
  }

  /** Undertow has sent the answer's last byte. */
  void delivered() {
    if (!exchange.isRequestComplete()) {
      Linger.start(this, request);
    }
  }

  /** The site switches protocols; {@code early} holds what it has sent after its answer's head. */
  void switched(AnswerHead answerHead, ByteBuffer early) {
    Upstream from = upstream;
    if (from == null || !WebSockets.isRequested(exchange)) {
      fail(new HopFailure.BadAnswer(site() + ": it switches protocols without being asked"));
    } else {
      report.status(answerHead.status());
      Tunnel opened = new Tunnel(this, from.link(), early);
      tunnel = opened; // before the exchange ends: its end means something else without a tunnel
      opened.open(answerHead);
    }
  }

  void tunnelEnded() {
    if (!done) {
      dropUpstream();
      finish(null);
    }
  }

  /** Looks at the times; called four times a second while a connection is in use. */
  void tick(long now) {
    Upstream from = upstream;
    Tunnel open = tunnel;
    if (open != null) {
      open.tick(now, hop.target().times().tunnel().toNanos());
    } else if (!done && from != null) {
      request.tick(now);
      if (clientHasGone(now, progressAt)) {
        clientGone();
        return;
      }
      HopFailure late = Lateness.of(hop.target(), request, from.answer(), now - progressAt);
      if (late != null) {
        fail(late);
      }
    }
  }

  boolean clientHasGone(long now, long since) {
    return clientWatch.hasGone(exchange, now, since);
  }

  void clientGone() {
    fail(new HopFailure.ClientGone("it closed its connection"));
  }

  void fail(HopFailure why) {
    if (done) {
      return;
    }
    dropUpstream();
    request.stop();
    if (answer == null && !(why instanceof HopFailure.ClientGone)) {
      report.status(why.status());
      finish(why);
      FailureAnswer.send(this, why, hop.callbacks().errorPage());
    } else {
      finish(why);
      ClientEnd.cut(exchange);
    }
  }

  private void dropUpstream() {
    Upstream from = upstream;
    upstream = null;
    if (from != null) {
      from.leave(false);
    }
  }

  private void finish(@Nullable HopFailure why) {
    done = true;
    request.release();
    report.failure(why);
    lane.finished();
    hop.counters().finished(report, why != null);
    hop.callbacks().observer().finished(exchange, report);
  }

  /** The exchange is over: normally after the answer, else because the client has gone. */
  @Override
  public void exchangeEvent(HttpServerExchange over, NextListener next) {
    Tunnel open = tunnel;
    if (open == null) {
      if (!done) {
        dropUpstream();
        request.stop();
        finish(new HopFailure.ClientGone("it closed its connection"));
      }
    } else if (!over.getConnection().isOpen()) {
      open.end();
    }
    next.proceed();
  }
}
