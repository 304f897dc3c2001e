package dev.insula.host.importer;

import dev.insula.host.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * One step of a route for one URI pattern.
 *
 * @param hosts empty for every name
 * @param uri such as {@code /static/*}; {@code *} for everything
 */
record UnitStep(List<String> hosts, String uri, JsonNode action) {
  UnitStep {
    hosts = List.copyOf(hosts);
  }

  /** A step that passes everything there. */
  static UnitStep always(String pass) {
    JsonNode target = new JsonNode.Scalar(1, pass);
    var members = new LinkedHashMap<String, JsonNode>();
    members.put("pass", target);
    return new UnitStep(List.of(), "*", new JsonNode.Members(1, members));
  }

  /** A step with several patterns is several steps. */
  static List<UnitStep> of(JsonNode step) {
    List<String> hosts =
        step.at("match").flatMap(match -> match.at("host")).map(JsonNode::texts).orElse(List.of());
    List<String> uris =
        step.at("match")
            .flatMap(match -> match.at("uri"))
            .map(JsonNode::texts)
            .orElse(List.of("*"));
    List<UnitStep> steps = new ArrayList<>();
    step.at("action")
        .ifPresent(action -> uris.forEach(uri -> steps.add(new UnitStep(hosts, uri, action))));
    return steps;
  }

  boolean isEverything() {
    return uri.equals("*") || uri.equals("/*");
  }

  boolean runsSomething() {
    return isEverything() || action.at("pass").isPresent();
  }

  /** Whether it is a path, or everything below one. */
  boolean isPath() {
    String bare = uri.endsWith("/*") ? uri.substring(0, uri.length() - 2) : uri;
    return bare.startsWith("/") && bare.chars().noneMatch(c -> "*!~".indexOf(c) >= 0);
  }

  /** The path without the star at its end. */
  String path() {
    return uri.endsWith("*") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
