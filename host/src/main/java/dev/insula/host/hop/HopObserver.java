package dev.insula.host.hop;

import io.undertow.server.HttpServerExchange;

/** Hears of each request that the hop has finished, for the access log and for counters. */
@FunctionalInterface
public interface HopObserver {
  /** Called once per request, on the exchange's I/O thread; must not block. */
  void finished(HttpServerExchange exchange, HopReport report);

  /** Hears and says nothing. */
  static HopObserver none() {
    return (exchange, report) -> {};
  }
}
