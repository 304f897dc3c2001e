package dev.insula.host.front;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.atomic.LongAdder;

/** Counts and logs the requests of one site when they are done. */
final class DoorLedger implements ExchangeCompletionListener {
  private static final int FIRST_SERVER_ERROR = 500;

  private final LongAdder requests = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AccessLog accessLog;

  DoorLedger(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  @Override
  public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
    enter(exchange, exchange.getStatusCode(), exchange.getResponseBytesSent());
    next.proceed();
  }

  /** Enters a request whose figures the exchange does not know. */
  void enter(HttpServerExchange exchange, int status, long sent) {
    requests.increment();
    if (status >= FIRST_SERVER_ERROR) {
      failures.increment();
    }
    accessLog.add(exchange, status, sent);
  }

  long requests() {
    return requests.sum();
  }

  long failures() {
    return failures.sum();
  }
}
