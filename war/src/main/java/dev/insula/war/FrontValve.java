package dev.insula.war;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Takes the client's address, scheme and port from what the front says, and counts requests. The
 * front always overwrites these fields, and only the front reaches the socket.
 */
final class FrontValve extends ValveBase {
  private static final int HIGHEST_PORT = 65_535;

  private final AtomicInteger inFlight = new AtomicInteger();

  FrontValve() {
    super(true);
  }

  /** Requests whose servlet has not returned yet. */
  int inFlight() {
    return inFlight.get();
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    inFlight.incrementAndGet();
    try {
      client(request);
      scheme(request);
      getNext().invoke(request, response);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private static void client(Request request) {
    String address = request.getHeader("X-Forwarded-For");
    if (address != null) {
      request.setRemoteAddr(address);
      request.setRemoteHost(address);
    }
  }

  private static void scheme(Request request) {
    String scheme = request.getHeader("X-Forwarded-Proto");
    if (scheme != null) {
      request.setSecure(scheme.equals("https"));
      request.getCoyoteRequest().scheme().setString(scheme);
    }
    int port = port(request.getHeader("X-Forwarded-Port"));
    if (port > 0) {
      request.setServerPort(port);
    }
  }

  private static int port(@Nullable String text) {
    try {
      int port = text == null ? 0 : Integer.parseInt(text);
      return port <= HIGHEST_PORT ? port : 0;
    } catch (NumberFormatException noPort) {
      return 0;
    }
  }
}
