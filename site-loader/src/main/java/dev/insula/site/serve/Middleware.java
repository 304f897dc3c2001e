package dev.insula.site.serve;

import java.util.Map;

/**
 * What is wrapped around an application object.
 *
 * @param code {@code CLASS} or {@code CLASS::METHOD}
 * @param arguments what it is made with
 */
public record Middleware(String code, Map<String, String> arguments) {
  /** Copies the map. */
  public Middleware {
    arguments = Map.copyOf(arguments);
  }
}
