package dev.insula.host.front;

import io.undertow.server.HttpServerExchange;

/** One site's access log. */
final class AccessLog {
  private final LogWriter writer;
  private final int number;

  AccessLog(LogWriter writer, int number) {
    this.writer = writer;
    this.number = number;
  }

  /** Adds the line of a request that is done; takes no lock and does not touch the disk. */
  void add(HttpServerExchange exchange, int status, long sent) {
    long now = System.nanoTime();
    var line = new LogLine(exchange, status, sent, writer.clock().stamp(now), now);
    writer.add(exchange.getIoThread().getNumber(), number, line);
  }
}
