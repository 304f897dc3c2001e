package dev.insula.host.importer;

import dev.insula.host.json.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From NGINX Unit's listeners and routes to sites: one for each set of host names. */
final class UnitImport {
  private static final Set<String> KNOWN = Set.of("host", "uri");

  private final UnitConfig config;
  private final ManifestDraft draft;

  private UnitImport(UnitConfig config, ManifestDraft draft) {
    this.config = config;
    this.draft = draft;
  }

  static void into(ManifestDraft draft, Path file) throws IOException {
    new UnitImport(UnitConfig.read(file), draft).run();
  }

  private void run() {
    Set<String> passes = new LinkedHashSet<>();
    config
        .members("listeners")
        .forEach((address, listener) -> {
          listen(address, listener);
          passes.add(listener.at("pass").map(JsonNode::text).orElse(""));
        });
    passes.forEach(this::pass);
    config
        .root()
        .at("settings")
        .flatMap(settings -> settings.at("http"))
        .flatMap(http -> http.at("max_body_size"))
        .flatMap(size -> Amounts.bytes(size.text(), 1))
        .ifPresent(size -> draft.sites().forEach(site -> site.put("limits", "body", size)));
  }

  private void listen(String address, JsonNode listener) {
    boolean isSecure = listener.at("tls").isPresent();
    String bare = address.startsWith("*:") ? "0.0.0.0" + address.substring(1) : address;
    if (address.startsWith("unix:")) {
      draft
          .notes()
          .lost(
              config.at(listener),
              "the listener " + address + ": Insula listens on TCP for clients");
    } else {
      draft.listen((isSecure ? "https://" : "http://") + bare);
    }
    if (isSecure) {
      draft
          .notes()
          .lost(
              config.at(listener),
              "the certificate lies in Unit's own store; write its files under tls: of each site");
    }
    listener
        .at("forwarded")
        .ifPresent(node ->
            draft
                .notes()
                .lost(config.at(node), "forwarded: name the proxies under trusted-proxies"));
  }

  private void pass(String pass) {
    if (!pass.startsWith("routes")) {
      site(List.of(), List.of(UnitStep.always(pass)));
      return;
    }
    List<UnitStep> steps = new ArrayList<>();
    for (JsonNode step : config.steps(pass)) {
      tellOfConditions(step);
      steps.addAll(UnitStep.of(step));
    }
    Set<List<String>> hosts = new LinkedHashSet<>();
    steps.forEach(step -> hosts.add(step.hosts()));
    for (List<String> names : hosts) {
      List<UnitStep> own =
          steps.stream()
              .filter(step -> step.hosts().equals(names) || step.hosts().isEmpty())
              .toList();
      // Files that all sites share are no reason for one more site.
      if (!names.isEmpty() || hosts.size() == 1 || own.stream().anyMatch(UnitStep::runsSomething)) {
        site(names, own);
      }
    }
  }

  private void tellOfConditions(JsonNode step) {
    if (step.at("match").orElse(step) instanceof JsonNode.Members match && !match.equals(step)) {
      match
          .all()
          .forEach((name, node) -> {
            if (!KNOWN.contains(name)) {
              draft
                  .notes()
                  .trap(
                      config.at(node),
                      "the condition on "
                          + name
                          + " was left out, so the step counts for every request");
            }
          });
    }
  }

  private void site(List<String> hosts, List<UnitStep> steps) {
    SiteDraft site = draft.site(hosts.isEmpty() ? "unit" : ApacheNames.siteName(hosts.getFirst()));
    for (String host : hosts) {
      boolean isWildcard = host.startsWith("*.") && host.indexOf('*', 1) < 0;
      if (isWildcard || !host.matches(".*[*!~].*")) {
        site.host(host);
      } else {
        draft.notes().lost(config.file(), "the host pattern \"" + host + "\"");
      }
    }
    if (!site.hasHosts()) {
      site.set("default", true);
    }
    new UnitSite(config, site, draft.notes()).carry(steps);
    if (!site.hasApplication()) {
      draft
          .notes()
          .lost(
              config.file(),
              "nothing that Insula can run answers for "
                  + (hosts.isEmpty() ? "other names" : hosts));
      draft.remove(site);
    }
  }
}
