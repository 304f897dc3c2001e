package dev.insula.host.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code WSGIScriptAlias}: the application object, and those mounted beside it. */
final class ApacheScripts {
  private final ApacheHost host;
  private final SiteDraft site;
  private final Notes notes;

  ApacheScripts(ApacheHost host) {
    this.host = host;
    this.site = host.site();
    this.notes = host.notes();
  }

  void carry(ApacheDirective alias) {
    String url = "/" + alias.argument(0).replaceAll("^/+|/+$", "");
    Path script = host.file(alias.argument(1));
    if (Files.isDirectory(script)) {
      notes.lost(alias.at(), "a folder of scripts; write one mount for each script in it");
      return;
    }
    host.serves(url, script);
    Optional<ApacheDaemons.Daemon> daemon = daemon(alias);
    boolean isFirst = !site.hasApplication();
    if (isFirst) {
      surroundings(daemon, alias);
    }
    String wsgi = PythonFiles.reference(script, host.searchPath(), "application");
    if (isFirst) {
      application(wsgi, script);
    }
    if (!url.equals("/")) {
      mount(url, wsgi, daemon, alias);
    }
    if (isFirst && !url.equals("/")) {
      site.onlyBelow(url, alias.at());
    }
  }

  private void application(String wsgi, Path script) {
    site.set("wsgi", wsgi);
    PythonFiles.defaultSettings(script).ifPresent(settings -> site.set("settings", settings));
    PythonFiles.inspect(script, notes);
  }

  private void mount(
      String url, String wsgi, Optional<ApacheDaemons.Daemon> daemon, ApacheDirective alias) {
    site.put("mounts", url, Map.of("wsgi", wsgi));
    if (!site.tree().containsValue(wsgi) && !daemon.equals(host.daemon())) {
      notes.lost(
          alias.at(),
          "the process group of "
              + url
              + ": as a mount it runs in the site's own process; give it a site of its own to part them");
    }
  }

  private Optional<ApacheDaemons.Daemon> daemon(ApacheDirective alias) {
    return alias.arguments().stream()
        .filter(argument -> argument.startsWith("process-group="))
        .map(argument -> argument.substring("process-group=".length()))
        .findFirst()
        .flatMap(host.daemons()::named)
        .or(host::daemon);
  }

  private void surroundings(Optional<ApacheDaemons.Daemon> daemon, ApacheDirective alias) {
    daemon.ifPresentOrElse(
        found -> {
          host.daemons().use(found, site);
          ApacheDaemonOptions.carry(site, found, notes);
        },
        () -> embedded(alias));
    host.searchPath().forEach(site::path);
    host.last("wsgipythonhome")
        .filter(_ -> !site.has("python", "venv"))
        .ifPresent(home -> site.put("python", "venv", home.argument(0)));
  }

  private void embedded(ApacheDirective alias) {
    host.last("wsgiprocessgroup")
        .filter(group -> !group.argument(0).startsWith("%{"))
        .ifPresent(
            group -> notes.lost(group.at(), "no WSGIDaemonProcess is named " + group.argument(0)));
    notes.trap(
        alias.at(),
        "embedded mode: this site ran inside Apache's own processes, where DJANGO_SETTINGS_MODULE, os.environ and the time zone are shared with every other site; here it has a process of its own");
  }
}
