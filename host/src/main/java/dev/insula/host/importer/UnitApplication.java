package dev.insula.host.importer;

import dev.insula.host.json.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An application of NGINX Unit: Python or Java. */
final class UnitApplication {
  private static final Set<String> READ =
      Set.of(
          "type",
          "module",
          "callable",
          "path",
          "home",
          "working_directory",
          "environment",
          "user",
          "processes",
          "threads",
          "limits",
          "protocol",
          "prefix",
          "targets",
          "factory",
          "webapp",
          "options",
          "stdout",
          "stderr",
          "thread_stack_size");

  private final UnitConfig config;
  private final SiteDraft site;
  private final Notes notes;

  UnitApplication(UnitConfig config, SiteDraft site, Notes notes) {
    this.config = config;
    this.site = site;
    this.notes = notes;
  }

  /** Makes it the site's application object. */
  void carry(String target, JsonNode from) {
    String name = target.replaceFirst("/.*", "");
    Optional<JsonNode> found = config.application(name);
    if (found.isEmpty()) {
      notes.lost(config.at(from), "there is no application " + name);
      return;
    }
    JsonNode application = found.get();
    String type = text(application, "type").replaceFirst("[ \\d.]+$", "");
    switch (type) {
      case "python" -> python(application, target);
      case "java" -> java(application);
      default -> {
        notes.lost(
            config.at(application),
            "an application of type " + type + " speaks Unit's own protocol");
        return;
      }
    }
    common(application);
  }

  /** Mounts it, which is what Unit does when it has a prefix. */
  void mount(String target, UnitStep step) {
    JsonNode application = config.application(target.replaceFirst("/.*", "")).orElse(config.root());
    JsonNode part = part(application, target);
    String path = "/" + step.path().replaceAll("^/+|/+$", "");
    if (!text(application, "type").startsWith("python") || path.equals("/")) {
      notes.lost(config.at(step.action()), "the application for " + step.uri());
      return;
    }
    site.put("mounts", path, Map.of("wsgi", wsgi(part)));
    if (text(part, "prefix").isEmpty() && text(application, "prefix").isEmpty()) {
      notes.trap(
          config.at(step.action()),
          "without a prefix the application saw the whole path; mounted at "
              + path
              + " it sees SCRIPT_NAME="
              + path
              + " and the rest");
    }
  }

  private static JsonNode part(JsonNode application, String target) {
    String part = target.contains("/") ? target.substring(target.indexOf('/') + 1) : "";
    return application.at("targets").flatMap(targets -> targets.at(part)).orElse(application);
  }

  private static String text(JsonNode node, String name) {
    return node.at(name).map(JsonNode::text).orElse("");
  }

  private static String wsgi(JsonNode part) {
    String callable = text(part, "callable").isEmpty() ? "application" : text(part, "callable");
    String call = text(part, "factory").equals("true") ? "()" : "";
    return text(part, "module") + ":" + callable + call;
  }

  private void python(JsonNode application, String target) {
    JsonNode part = part(application, target);
    site.set("wsgi", wsgi(part));
    List<String> path =
        part.at("path").or(() -> application.at("path")).map(JsonNode::texts).orElse(List.of());
    List<Path> folders = path.stream().map(folder -> Path.of(folder).normalize()).toList();
    folders.forEach(site::path);
    application.at("home").ifPresent(home -> site.put("python", "venv", home.text()));
    site.set("threads", count(application, "threads", 1));
    PythonFiles.fileOf(text(part, "module"), folders)
        .ifPresent(script -> {
          PythonFiles.inspect(script, notes);
          PythonFiles.defaultSettings(script).ifPresent(settings -> site.set("settings", settings));
        });
    if (text(application, "protocol").equals("asgi")) {
      notes.trap(
          config.at(application),
          "an ASGI application is no WSGI callable: this site will not work");
    }
    String prefix = text(part, "prefix");
    if (!prefix.isEmpty()) {
      String url = "/" + prefix.replaceAll("^/+|/+$", "");
      site.put("mounts", url, Map.of("wsgi", wsgi(part)));
      site.onlyBelow(url, config.at(part));
    }
  }

  private void java(JsonNode application) {
    site.set("war", text(application, "webapp"));
    site.set("isolation", "process");
    List<String> options = application.at("options").map(JsonNode::texts).orElse(List.of());
    if (!options.isEmpty()) {
      site.set("jvm", options);
    }
    application.at("threads").ifPresent(_ -> site.set("threads", count(application, "threads", 1)));
  }

  private void common(JsonNode application) {
    application
        .at("working_directory")
        .ifPresent(folder -> site.set("directory", Path.of(folder.text())));
    application.at("user").ifPresent(user -> site.set("user", user.text()));
    application.at("environment").ifPresent(this::environment);
    application.at("processes").ifPresent(this::processes);
    application
        .at("limits")
        .ifPresent(limits -> {
          limits
              .at("timeout")
              .ifPresent(value -> site.put("timeouts", "request", value.text() + "s"));
          limits
              .at("requests")
              .flatMap(value -> number(value))
              .ifPresent(count -> site.put("recycle", "requests", count));
        });
    if (application instanceof JsonNode.Members members) {
      new LinkedHashMap<>(members.all()).forEach(this::rest);
    }
  }

  private void environment(JsonNode environment) {
    if (environment instanceof JsonNode.Members members && !members.all().isEmpty()) {
      members
          .all()
          .forEach((name, value) -> {
            if (name.equals("DJANGO_SETTINGS_MODULE")) {
              site.set("settings", value.text());
            } else {
              site.put("env", name, value.text());
            }
          });
      notes.trap(
          config.at(environment),
          "Unit adds these variables to those that unitd itself was started with, so the site saw the host's, too; here it sees its own only");
    }
  }

  private void processes(JsonNode processes) {
    Optional<Integer> most =
        processes.at("max").or(() -> Optional.of(processes)).flatMap(UnitApplication::number);
    if (site.has("wsgi")) {
      most.ifPresent(count -> site.set("processes", count));
    }
    boolean startsOnDemand =
        processes.at("spare").map(JsonNode::text).filter("0"::equals).isPresent();
    if (startsOnDemand) {
      processes
          .at("idle_timeout")
          .ifPresent(idle -> site.put("timeouts", "idle", idle.text() + "s"));
    } else if (processes.at("spare").isPresent()) {
      notes.hint(config.at(processes), "the number of processes is fixed at max");
    }
  }

  private static Optional<Integer> number(JsonNode node) {
    var count = Amounts.count(node.text());
    return count.isPresent() && count.getAsInt() > 0
        ? Optional.of(count.getAsInt())
        : Optional.empty();
  }

  private static int count(JsonNode application, String name, int otherwise) {
    return application.at(name).flatMap(UnitApplication::number).orElse(otherwise);
  }

  private void rest(String name, JsonNode value) {
    switch (name) {
      case "group" -> {
        if (!site.has("user") || !value.text().equals(site.tree().get("user"))) {
          notes.lost(
              config.at(value), "group " + value.text() + ": a site has the groups of its user");
        }
      }
      case "isolation" ->
          notes.lost(
              config.at(value),
              "isolation: the site runs as its user in a process of its own; rootfs, namespaces and cgroups are not taken over");
      default -> {
        if (!READ.contains(name)) {
          notes.lost(
              config.at(value), name + " has no counterpart; look whether the site needs it");
        }
      }
    }
  }
}
