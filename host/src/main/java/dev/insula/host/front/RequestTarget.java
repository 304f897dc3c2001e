package dev.insula.host.front;

import dev.insula.host.route.HostName;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;

/** Which targets may be asked for (RFC 9112 section 3.2, RFC 9113 section 8.3.1). */
final class RequestTarget {
  private static final int PASSED = 0;

  private RequestTarget() {}

  /** The status to refuse with, 0 if the target may be routed; leaves it in origin form. */
  static int verdict(HttpServerExchange exchange, String host, GateOptions options) {
    String target = exchange.getRequestURI();
    if (target.isEmpty()) {
      return StatusCodes.BAD_REQUEST;
    }
    if (target.charAt(0) == '/' && !exchange.isHostIncludedInRequestURI()) {
      return path(target, host, options);
    }
    if (target.equals("*")) {
      return exchange.getRequestMethod().equals(Methods.OPTIONS) ? PASSED : StatusCodes.BAD_REQUEST;
    }
    return absolute(exchange, target, host, options);
  }

  private static int path(String path, String host, GateOptions options) {
    return switch (TargetPath.fault(path, 0)) {
      case NONE -> PASSED;
      case MALFORMED -> StatusCodes.BAD_REQUEST;
      case ENCODED_SLASH ->
          options.encodedSlashHosts().test(host) ? PASSED : StatusCodes.BAD_REQUEST;
    };
  }

  private static int absolute(
      HttpServerExchange exchange, String target, String host, GateOptions options) {
    int authority = authority(target);
    if (authority < 0 || !(exchange.isHttp11() || exchange.isHttp10())) {
      return StatusCodes.BAD_REQUEST;
    }
    int end = target.indexOf('/', authority);
    String named = target.substring(authority, end < 0 ? target.length() : end);
    String path = end < 0 ? "/" : target.substring(end);
    String field = exchange.getRequestHeaders().getFirst("Host");
    boolean same =
        host.equals(HostName.normal(named)) && HostName.port(named, 0) == HostName.port(field, 0);
    if (!same) {
      return StatusCodes.BAD_REQUEST;
    }
    exchange.setRequestURI(path, false);
    exchange.setRequestPath(path);
    exchange.setRelativePath(path);
    return path(path, host, options);
  }

  private static int authority(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }
}
