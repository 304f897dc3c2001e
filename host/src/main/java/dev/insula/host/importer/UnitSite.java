package dev.insula.host.importer;

import dev.insula.host.json.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that count for one set of host names, in their order: the first that fits wins. */
final class UnitSite {
  private final UnitConfig config;
  private final SiteDraft site;
  private final Notes notes;

  UnitSite(UnitConfig config, SiteDraft site, Notes notes) {
    this.config = config;
    this.site = site;
    this.notes = notes;
  }

  void carry(List<UnitStep> steps) {
    List<UnitStep> whole = steps.stream().filter(UnitStep::isEverything).toList();
    List<UnitStep> parts = steps.stream().filter(step -> !step.isEverything()).toList();
    whole.stream().limit(1).forEach(step -> root(step.action()));
    if (!site.hasApplication()) {
      parts.stream()
          .filter(step -> application(step).isPresent())
          .limit(1)
          .forEach(step -> root(step.action()));
    }
    parts.forEach(this::part);
  }

  private static Optional<String> application(UnitStep step) {
    return step.action()
        .at("pass")
        .map(JsonNode::text)
        .filter(pass -> pass.startsWith("applications/"));
  }

  private void root(JsonNode action) {
    String pass = action.at("pass").map(JsonNode::text).orElse("");
    if (pass.startsWith("applications/")) {
      new UnitApplication(config, site, notes)
          .carry(pass.substring("applications/".length()), action);
    } else if (action.at("share").isPresent() && action.at("fallback").isPresent()) {
      root(action.at("fallback").orElseThrow());
      notes.lost(
          config.at(action),
          "the share in front of its fallback: write the folders in it under static:");
    } else if (action.at("share").isPresent()) {
      folder(action).ifPresent(share -> site.set("static", share));
    } else if (action.at("proxy").isPresent()) {
      site.set("proxy", action.at("proxy").map(JsonNode::text).orElse(""));
    } else {
      redirect(action)
          .ifPresentOrElse(
              location -> site.set("redirect", location.endsWith("/") ? location : location + "/"),
              () -> notes.lost(config.at(action), "the action for every path"));
    }
  }

  /** A share without variables but {@code $uri} at its end. */
  private Optional<String> folder(JsonNode action) {
    List<String> shares = action.at("share").map(JsonNode::texts).orElse(List.of());
    String share = shares.isEmpty() ? "" : shares.getFirst();
    String bare = share.endsWith("$uri") ? share.substring(0, share.length() - 4) : share;
    if (shares.size() == 1 && !bare.isEmpty() && bare.indexOf('$') < 0) {
      return Optional.of(Path.of(bare).normalize().toString());
    }
    notes.lost(
        config.at(action), "the share " + shares + " has more than one place or variables in it");
    return Optional.empty();
  }

  private static Optional<String> redirect(JsonNode action) {
    return action.at("return").isPresent()
        ? action
            .at("location")
            .map(JsonNode::text)
            .filter(to -> to.matches("https?://[^$]+(\\$request_uri)?"))
            .map(to -> to.replace("$request_uri", "/"))
        : Optional.empty();
  }

  private void part(UnitStep step) {
    JsonNode action = step.action();
    if (!step.isPath() || !site.isProgram()) {
      notes.lost(
          config.at(action),
          "the step for "
              + step.uri()
              + (site.isProgram()
                  ? " has no path"
                  : ": only a site with an application object has mounts"));
    } else if (action.at("share").isPresent()) {
      share(step);
    } else if (application(step).isPresent()) {
      new UnitApplication(config, site, notes)
          .mount(application(step).orElseThrow().substring("applications/".length()), step);
    } else if (action.at("proxy").isPresent()) {
      mount(step, "proxy", action.at("proxy").map(JsonNode::text).orElse(""));
    } else {
      redirect(action)
          .ifPresentOrElse(
              location -> mount(step, "redirect", location),
              () -> notes.lost(config.at(action), "the action for " + step.uri()));
    }
  }

  private void mount(UnitStep step, String kind, String target) {
    site.put("mounts", "/" + step.path().replaceAll("^/+|/+$", ""), Map.of(kind, target));
  }

  /** In a share, {@code $uri} is the whole path, so the folder's name goes on with it. */
  private void share(UnitStep step) {
    List<String> shares = step.action().at("share").map(JsonNode::texts).orElse(List.of());
    boolean addsPath = !shares.isEmpty() && shares.getFirst().endsWith("$uri");
    folder(step.action())
        .ifPresent(share -> {
          Path place = Path.of(addsPath ? share + step.path() : share).normalize();
          String key = step.uri().endsWith("*") ? step.path() : StaticPaths.key(step.path(), place);
          site.put("static", key, place);
        });
  }
}
