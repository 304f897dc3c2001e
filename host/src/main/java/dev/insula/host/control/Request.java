package dev.insula.host.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of the control API.
 *
 * @param method upper case
 * @param path segments of the path, percent-decoded
 * @param query the first value of each query parameter
 */
public record Request(String method, List<String> path, Map<String, String> query) {
  public Request {
    path = List.copyOf(path);
    query = Map.copyOf(query);
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  boolean wantsText() {
    return query("format").filter("text"::equals).isPresent();
  }
}
