package dev.insula.host.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gunicorn's settings, one by one. */
final class GunicornSettings {
  /** A site does not notice that they are gone, or they are read where they are needed. */
  private static final Set<String> NEEDLESS =
      Set.of(
          "config",
          "daemon",
          "pidfile",
          "accesslog",
          "errorlog",
          "loglevel",
          "proc_name",
          "umask",
          "access_logformat",
          "access_log_format",
          "capture_output",
          "keepalive",
          "backlog",
          "worker_tmp_dir",
          "worker_connections",
          "reuse_port",
          "max_requests_jitter",
          "wsgi_app",
          "chdir",
          "pythonpath",
          "enable_stdio_inheritance",
          "sendfile",
          "no_sendfile",
          "logger_class",
          "log_syslog",
          "default_proc_name",
          "control_socket",
          "no_control_socket",
          "threads",
          "workers",
          "disable_redirect_access_to_syslog",
          "check_config",
          "print_config");

  private final SiteDraft site;
  private final ManifestDraft draft;
  private final Notes notes;
  private final List<GunicornOption> options;

  GunicornSettings(SiteDraft site, ManifestDraft draft, List<GunicornOption> options) {
    this.site = site;
    this.draft = draft;
    this.notes = draft.notes();
    this.options = options;
  }

  void carry(Path start, Map<String, String> environment) {
    Path directory = value("chdir").isEmpty() ? start : start.resolve(value("chdir")).normalize();
    site.set("directory", directory);
    site.path(directory);
    for (String folder : value("pythonpath").split(",", -1)) {
      if (!folder.isBlank()) {
        site.path(directory.resolve(folder.strip()).normalize());
      }
    }
    environment.forEach(this::variable);
    GunicornImport.last(options, "wsgi_app").ifPresent(this::application);
    site.set("processes", count("workers", environment.getOrDefault("WEB_CONCURRENCY", "1")));
    site.set("threads", count("threads", "1"));
    options.forEach(this::carry);
  }

  private String value(String name) {
    return GunicornImport.last(options, name).map(GunicornOption::value).orElse("");
  }

  private int count(String name, String otherwise) {
    String value = value(name);
    int count = Amounts.count(value.isEmpty() ? otherwise : value).orElse(1);
    return Math.max(1, count);
  }

  private void application(GunicornOption option) {
    String target = option.value();
    boolean hasArguments = target.contains("(") && !target.endsWith("()");
    if (hasArguments) {
      notes.lost(option.at(), "the arguments of " + target + ": write a function without any");
    }
    String plain = hasArguments ? target.substring(0, target.indexOf('(')) + "()" : target;
    site.set("wsgi", plain.contains(":") ? plain : plain + ":application");
    List<Path> path = new ArrayList<>();
    if (site.tree().get("path") instanceof List<?> folders) {
      folders.forEach(folder -> path.add(Path.of(folder.toString())));
    }
    PythonFiles.fileOf(plain.replaceFirst(":.*", ""), path).ifPresent(this::inspect);
  }

  private void inspect(Path script) {
    PythonFiles.inspect(script, notes);
    if (!site.has("settings")) {
      PythonFiles.defaultSettings(script).ifPresent(settings -> site.set("settings", settings));
    }
  }

  private void variable(String name, String value) {
    if (name.equals("DJANGO_SETTINGS_MODULE")) {
      site.set("settings", value);
    } else if (!name.equals("GUNICORN_CMD_ARGS") && !name.equals("WEB_CONCURRENCY")) {
      site.put("env", name, value);
    }
  }

  private void carry(GunicornOption option) {
    switch (option.name()) {
      case "bind" -> bind(option);
      case "raw_env" -> {
        int equals = option.value().indexOf('=');
        if (equals > 0) {
          variable(option.value().substring(0, equals), option.value().substring(equals + 1));
        }
      }
      case "user" -> site.set("user", option.value());
      case "group" ->
          notes.lost(
              option.at(), "group " + option.value() + ": a site has the groups of its user");
      case "timeout" -> seconds("request", option);
      case "graceful_timeout" -> seconds("drain", option);
      case "max_requests" ->
          Amounts.count(option.value())
              .ifPresent(count -> {
                if (count > 0) {
                  site.put("recycle", "requests", count);
                }
              });
      case "certfile" -> site.put("tls", "certificate", option.value());
      case "keyfile" -> site.put("tls", "key", option.value());
      default -> told(option);
    }
  }

  private void told(GunicornOption option) {
    switch (option.name()) {
      case "worker_class" -> workerClass(option);
      case "preload_app" -> {
        if (option.isOn()) {
          notes.trap(
              option.at(),
              "preload loaded the application once and forked it: connections and threads that it opened while loading were shared by all workers; here each process loads it for itself");
        }
      }
      case "reload" -> notes.hint(option.at(), "reload: type \"insula dev\" while developing");
      case "forwarded_allow_ips" ->
          notes.lost(
              option.at(),
              "forwarded_allow_ips = "
                  + option.value()
                  + ": name the proxies under trusted-proxies, if there are any in front of Insula");
      default -> {
        if (!NEEDLESS.contains(option.name()) && option.isOn()) {
          notes.lost(
              option.at(),
              option.name()
                  + " = "
                  + option.value()
                  + " has no counterpart; look whether the site needs it");
        }
      }
    }
  }

  private void workerClass(GunicornOption option) {
    if (Set.of("sync", "gthread").contains(option.value())) {
      return;
    }
    boolean isAsgi = option.value().contains("vicorn") || option.value().contains("asgi");
    notes.trap(
        option.at(),
        "worker class "
            + option.value()
            + (isAsgi
                ? " runs ASGI applications, which are no WSGI callables: this site will not work"
                : " answered many requests in one thread; here each needs a thread, so think of a higher number of threads"));
  }

  private void seconds(String timeout, GunicornOption option) {
    Amounts.count(option.value())
        .ifPresent(seconds -> {
          if (seconds > 0) {
            site.put("timeouts", timeout, seconds + "s");
          }
        });
  }

  private void bind(GunicornOption option) {
    for (String address : option.value().split(",", -1)) {
      String port = address.substring(address.lastIndexOf(':') + 1);
      boolean isTcp =
          address.contains(":") && Amounts.count(port).isPresent() && !address.startsWith("fd:");
      if (isTcp) {
        String host = address.substring(0, address.length() - port.length() - 1);
        draft.listen("http://" + (host.isEmpty() ? "0.0.0.0" : host) + ":" + port);
      } else {
        notes.hint(
            option.at(), "bind " + address + " is not needed: the site's socket is its own affair");
      }
    }
  }
}
