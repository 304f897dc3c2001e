package dev.insula.host.front;

import dev.insula.host.route.HostName;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of every request: lets in what has exactly one reading, with the host in normal
 * form and without the headers a client may not say, and refuses the rest before it is routed.
 *
 * <p>Works on the connections that {@link FrontListeners} opened. Runs on the I/O thread, takes no
 * lock and never blocks.
 */
public final class Gate implements HttpHandler {
  private static final AttachmentKey<Admitted> ADMITTED = AttachmentKey.create(Admitted.class);
  private static final int PASSED = 0;
  private static final int MISDIRECTED = 421;
  private static final ExchangeCompletionListener END =
      (exchange, next) -> {
        connection(exchange).end();
        next.proceed();
      };

  private final HttpHandler next;
  private final GateConnections connections;

  Gate(HttpHandler next, GateConnections connections) {
    this.next = next;
    this.connections = connections;
  }

  /** The host that decides the route, in normal form ({@link HostName}). */
  public static String host(HttpServerExchange exchange) {
    return admitted(exchange).host();
  }

  /** Who asks, as far as it is known. */
  public static ClientFacts client(HttpServerExchange exchange) {
    return admitted(exchange).client();
  }

  private static Admitted admitted(HttpServerExchange exchange) {
    Admitted admitted =
        exchange.getConnection() instanceof GuardedHttp1 http1
            ? http1.gate().latest()
            : exchange.getAttachment(ADMITTED);
    if (admitted == null) {
      throw new IllegalStateException("The request did not come through the gate.");
    }
    return admitted;
  }

  private static @Nullable GateConnection found(HttpServerExchange exchange) {
    return exchange.getConnection() instanceof GuardedHttp1 http1
        ? http1.gate()
        : exchange.getConnection().getAttachment(GateConnection.KEY);
  }

  private static GateConnection connection(HttpServerExchange exchange) {
    return Objects.requireNonNull(found(exchange));
  }

  /** The address of the client's end for the access log; null if it did not come this way. */
  static byte @Nullable [] addressText(HttpServerExchange exchange) {
    GateConnection connection = found(exchange);
    return connection == null ? null : connection.addressText();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    boolean http1 = exchange.getConnection() instanceof GuardedHttp1;
    GateConnection connection = connection(exchange);
    int count = connection.begin();
    if (!http1) {
      exchange.addExchangeCompleteListener(END);
    }
    if (http1
        && (count >= connection.limits().requestsPerConnection() || connection.isDraining())) {
      exchange.setPersistent(false);
    }
    int verdict = http1 ? PASSED : Http2Request.verdict(exchange, connection.limits());
    if (verdict == PASSED) {
      verdict = admit(exchange, connection, http1);
    }
    if (verdict != PASSED) {
      GateRefusal.end(exchange, verdict);
      return;
    }
    prepare(exchange, connection, http1);
    next.handleRequest(exchange);
  }

  private static int admit(HttpServerExchange exchange, GateConnection connection, boolean http1) {
    String field = exchange.getRequestHeaders().getFirst(Headers.HOST);
    Admitted latest = connection.latest();
    Admitted admitted = latest != null && latest.field().equals(field) ? latest : null;
    if (admitted == null || connection.peer().trusted()) {
      String host = field == null ? null : HostName.normal(field);
      if (field == null || host == null) {
        return StatusCodes.BAD_REQUEST;
      }
      admitted = ForwardedFields.admitted(exchange, connection, field, host);
      connection.latest(admitted);
    }
    if (!http1) {
      exchange.putAttachment(ADMITTED, admitted);
    }
    int verdict = RequestTarget.verdict(exchange, admitted.host(), connection.options());
    return verdict == PASSED ? misdirected(connection.peer().tls(), admitted.host()) : verdict;
  }

  private static int misdirected(@Nullable TlsPeer tls, String host) {
    return tls == null || tls.mayAskFor(host) ? PASSED : MISDIRECTED;
  }

  private void prepare(HttpServerExchange exchange, GateConnection connection, boolean http1) {
    HeaderMap headers = exchange.getRequestHeaders();
    UntrustedFields.strip(headers);
    exchange.setRequestScheme(client(exchange).scheme());
    if (connection.peer().trusted()) {
      exchange.setSourceAddress(told(client(exchange)));
    }
    if (http1) {
      prepareConnection(exchange, headers, connection);
    }
    if (!http1) {
      Http2Stall.watch(exchange, connections, connection.limits());
      connection.streams().add(exchange);
    }
    if (!exchange.isRequestComplete()) {
      BodyRate.watch(exchange, connections, connection);
    }
  }

  /** A proxy may call its client something that is no address (RFC 7239 section 6.3). */
  private static InetSocketAddress told(ClientFacts client) {
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(client.address()), client.port());
    } catch (IllegalArgumentException e) {
      return InetSocketAddress.createUnresolved("unknown", client.port());
    }
  }

  /** A list such as {@code TE, close} asks for the end of the connection too. */
  private static void prepareConnection(
      HttpServerExchange exchange, HeaderMap headers, GateConnection connection) {
    String options = headers.getFirst(Headers.CONNECTION);
    if (options == null) {
      return;
    }
    if (options.length() > "close".length() && options.contains("close")) {
      exchange.setPersistent(false);
    }
    if (headers.contains(Headers.UPGRADE)) {
      if ("websocket".equalsIgnoreCase(headers.getFirst(Headers.UPGRADE))) {
        connection.awaitUpgrade();
      } else {
        headers.remove(Headers.UPGRADE);
      }
    }
  }
}
