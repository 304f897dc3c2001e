package dev.insula.host.kubernetes;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.config.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What does not carry over from a site, and what has to be done by hand. */
final class Remarks {
  private static final List<String> SECRET_WORDS =
      List.of("SECRET", "PASSWORD", "PASSWD", "TOKEN", "PRIVATE", "CREDENTIAL", "API_KEY");

  private final Site site;
  private final ObjectNames names;
  private final ExportOptions options;
  private final List<String> notes = new ArrayList<>();

  Remarks(Site site, ObjectNames names, ExportOptions options) {
    this.site = site;
    this.names = names;
    this.options = options;
  }

  List<String> notes() {
    if (!(site.application() instanceof Application.Redirect)) {
      files();
      secrets();
      limits();
      state();
    }
    addresses();
    return notes;
  }

  private void files() {
    Set<Path> needed = new LinkedHashSet<>(site.path());
    switch (site.application()) {
      case Application.War(Path file, boolean _) -> needed.add(file);
      case Application.Boot(Path jar) -> needed.add(jar);
      case Application.StaticFolder(Path folder) -> needed.add(folder);
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.JavaObject _,
          Application.Command _,
          Application.Proxy _,
          Application.Redirect _ -> {}
    }
    needed.addAll(site.staticFolders().values());
    site.mountedJava().values().forEach(java -> needed.addAll(java.path()));
    site.python().venv().ifPresent(needed::add);
    if (!needed.isEmpty()) {
      notes.add(
          "the image %s must hold %s"
              .formatted(options.image(site.name()), String.join(", ", text(needed))));
    }
  }

  private static List<String> text(Set<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  private void secrets() {
    if (!site.secrets().isEmpty()) {
      var command = new StringBuilder("kubectl create secret generic ").append(names.secrets());
      site.secrets()
          .forEach((name, file) ->
              command.append(" --from-file=").append(name).append('=').append(file));
      notes.add("its secrets are not part of this; make them with: " + command);
    }
    site.env().keySet().stream()
        .filter(Remarks::looksSecret)
        .forEach(name ->
            notes.add(
                "env.%s stands in a ConfigMap, which more people can read than a Secret; make it one of the site's secrets"
                    .formatted(name)));
  }

  private static boolean looksSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(upper::contains);
  }

  private void limits() {
    if (site.limits().cpu().isEmpty()) {
      notes.add(
          "has no limits.cpu; the pod asks for %s so that it can be scaled"
              .formatted(PodTemplate.CPU_REQUEST));
    }
    if (site.limits().memory().isEmpty()) {
      notes.add("has no limits.memory, so its pod has none");
    } else {
      notes.add(
          "its pod's memory is limits.memory and %s for the host"
              .formatted(PodTemplate.HOST_MEMORY));
    }
    site.limits()
        .tasks()
        .ifPresent(tasks ->
            notes.add(
                "limits.tasks (%d) is not carried over; the number of a pod's tasks is a setting of the node (podPidsLimit)"
                    .formatted(tasks)));
    site.user()
        .ifPresent(user ->
            notes.add(
                "user %s is not carried over; the pod runs as the image's user".formatted(user)));
    site.processGroup()
        .ifPresent(group ->
            notes.add(
                "process.group %s is not carried over; every site has a pod of its own"
                    .formatted(group)));
    site.health()
        .filter(health -> !Probes.canExpect(health.expect()))
        .ifPresent(health ->
            notes.add(
                "health.expect is %d, which no probe can ask for; it is only asked whether the pod listens"
                    .formatted(health.expect())));
  }

  private void state() {
    if (options.volumesOf(site.name()).isEmpty()) {
      notes.add(
          "keeps no files: its pod may write to /tmp and %s only, and loses both; name folders that it keeps with --volume %s=FOLDER:SIZE"
              .formatted(PodManifest.STATE, site.name()));
    } else {
      notes.add("keeps state, so it has one pod and is not scaled");
    }
    if (site.application() instanceof Application.Proxy(var target) && isLocal(target.getHost())) {
      notes.add(
          "proxies to %s, which is another place inside a pod; name a Service instead"
              .formatted(target));
    }
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private void addresses() {
    site.hosts().stream()
        .filter(pattern -> !Route.isHostName(pattern))
        .forEach(pattern ->
            notes.add(
                "hosts: %s is an address, and a route takes names only; it is left out"
                    .formatted(pattern)));
    if (site.isDefault()) {
      notes.add("is the default site, so its route takes every name that no other route has");
    }
    site.tls().ifPresent(tls -> notes.add(certificate(tls)));
  }

  private String certificate(Tls tls) {
    return switch (tls) {
      case Tls.Files(var certificate, var key) ->
          "TLS ends at the gateway; give it the certificate with: kubectl create secret tls %s-tls --cert=%s --key=%s"
              .formatted(names.base(), certificate, key);
      case Tls.SelfSigned _ ->
          "TLS ends at the gateway; it needs a certificate in the secret %s-tls"
              .formatted(names.base());
    };
  }
}
