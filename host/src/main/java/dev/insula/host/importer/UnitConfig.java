package dev.insula.host.importer;

import dev.insula.host.json.JsonNode;
import dev.insula.host.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** NGINX Unit's configuration: one JSON object. */
record UnitConfig(Path file, JsonNode root) {
  static UnitConfig read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    JsonNode read = JsonTree.read(text);
    // The control API answers with this around it in some tools' dumps.
    return new UnitConfig(file, read.at("config").orElse(read));
  }

  Whence at(JsonNode node) {
    return new Whence(file, node.line());
  }

  Map<String, JsonNode> members(String name) {
    return root.at(name).orElse(root) instanceof JsonNode.Members members && !members.equals(root)
        ? members.all()
        : Map.of();
  }

  Optional<JsonNode> application(String name) {
    return Optional.ofNullable(members("applications").get(name));
  }

  /** The steps that {@code routes} or {@code routes/NAME} means. */
  List<JsonNode> steps(String pass) {
    Optional<JsonNode> routes = root.at("routes");
    Optional<JsonNode> found =
        pass.equals("routes")
            ? routes
            : routes.flatMap(r -> r.at(pass.replaceFirst("^routes/", "")));
    return found
        .filter(JsonNode.Items.class::isInstance)
        .map(items -> ((JsonNode.Items) items).all())
        .orElse(List.of());
  }
}
