package dev.insula.host.front;

import dev.insula.host.route.HostName;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the connection's other end, or, if that is a trusted proxy, what it says in {@code
 * X-Forwarded-*} or else in {@code Forwarded} (RFC 7239). Of a list of addresses the right-most
 * that is no trusted proxy itself counts: everything left of it is the client's own claim.
 */
final class ForwardedFields {
  private static final HttpString FOR = new HttpString("X-Forwarded-For");
  private static final HttpString PROTO = new HttpString("X-Forwarded-Proto");
  private static final HttpString HOST = new HttpString("X-Forwarded-Host");
  private static final HttpString PORT = new HttpString("X-Forwarded-Port");
  private static final HttpString FORWARDED = new HttpString("Forwarded");

  private ForwardedFields() {}

  static Admitted admitted(
      HttpServerExchange exchange, GateConnection connection, String field, String host) {
    ClientPeer peer = connection.peer();
    ClientFacts seen =
        new ClientFacts(
            connection.address(),
            peer.port(),
            peer.scheme(),
            host,
            HostName.port(field, peer.tls() == null ? 80 : 443));
    ClientFacts told =
        peer.trusted()
            ? told(exchange.getRequestHeaders(), seen, connection.options().trustedProxies())
            : seen;
    return new Admitted(field, host, told);
  }

  private static ClientFacts told(HeaderMap headers, ClientFacts seen, TrustedProxies trust) {
    if (headers.contains(FOR) || headers.contains(PROTO) || headers.contains(HOST)) {
      return told(FieldLists.members(headers, FOR), name -> last(headers, name), seen, trust);
    }
    List<String> elements = FieldLists.members(headers, FORWARDED);
    if (elements.isEmpty()) {
      return seen;
    }
    List<String> clients = elements.stream().map(one -> FieldLists.parameter(one, "for")).toList();
    String latest = elements.getLast();
    return told(clients, name -> FieldLists.parameter(latest, rfc7239(name)), seen, trust);
  }

  private static String rfc7239(String name) {
    return switch (name) {
      case "X-Forwarded-Proto" -> "proto";
      case "X-Forwarded-Host" -> "host";
      default -> "";
    };
  }

  private static String last(HeaderMap headers, String name) {
    List<String> members = FieldLists.members(headers, new HttpString(name));
    return members.isEmpty() ? "" : members.getLast();
  }

  private static ClientFacts told(
      List<String> clients, UnaryOperator<String> say, ClientFacts seen, TrustedProxies trust) {
    String proto = say.apply(PROTO.toString());
    String scheme =
        proto.equalsIgnoreCase("https")
            ? "https"
            : proto.equalsIgnoreCase("http") ? "http" : seen.scheme();
    String authority = say.apply(HOST.toString());
    String host = HostName.normal(authority);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = host == null ? seen.hostPort() : HostName.port(authority, usual);
    if (host == null && !scheme.equals(seen.scheme())) {
      port = usual;
    }
    String client = client(clients, trust);
    return new ClientFacts(
        client == null ? seen.address() : client,
        client == null ? seen.port() : 0,
        scheme,
        host == null ? seen.host() : host,
        port(say.apply(PORT.toString()), port));
  }

  private static int port(String told, int otherwise) {
    boolean digits = !told.isEmpty() && told.length() <= 5;
    for (int at = 0; digits && at < told.length(); at++) {
      digits = Http1Bytes.isDigit(told.charAt(at));
    }
    int port = digits ? Integer.parseInt(told) : 0;
    return port > 0 && port <= 65535 ? port : otherwise;
  }

  private static @Nullable String client(List<String> clients, TrustedProxies trust) {
    String found = null;
    for (String told : clients.reversed()) {
      InetAddress address = FieldLists.address(told);
      if (address == null) {
        return found;
      }
      found = address.getHostAddress();
      if (!trust.contains(address)) {
        return found;
      }
    }
    return found;
  }
}
