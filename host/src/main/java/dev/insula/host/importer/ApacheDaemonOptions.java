package dev.insula.host.importer;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The options of a {@code WSGIDaemonProcess}, key by key. */
final class ApacheDaemonOptions {
  /** What mod_wsgi takes when {@code threads} is not written. */
  private static final int THREADS = 15;

  /** They name things that do not exist here, and nothing is lost with them. */
  private static final Set<String> NEEDLESS =
      Set.of(
          "display-name",
          "python-path",
          "connect-timeout",
          "socket-timeout",
          "socket-user",
          "socket-group",
          "send-buffer-size",
          "receive-buffer-size",
          "header-buffer-size",
          "response-buffer-size",
          "listen-backlog",
          "server-metrics",
          "eviction-timeout");

  private final SiteDraft site;
  private final ApacheDaemons.Daemon daemon;
  private final Notes notes;

  private ApacheDaemonOptions(SiteDraft site, ApacheDaemons.Daemon daemon, Notes notes) {
    this.site = site;
    this.daemon = daemon;
    this.notes = notes;
  }

  static void carry(SiteDraft site, ApacheDaemons.Daemon daemon, Notes notes) {
    var options = new ApacheDaemonOptions(site, daemon, notes);
    daemon.searchPath().forEach(site::path);
    site.set("threads", THREADS);
    daemon.options().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(option -> options.carry(option.getKey(), option.getValue()));
  }

  private void carry(String key, String value) {
    switch (key) {
      case "user" -> site.set("user", value);
      case "group" -> group(value);
      case "processes", "threads" -> number(key, value, count -> site.set(key, count));
      case "python-home" -> site.put("python", "venv", value);
      case "home" -> site.set("directory", Path.of(value).normalize());
      case "lang" -> site.put("env", "LANG", value);
      case "locale" -> site.put("env", "LC_ALL", value);
      case "request-timeout" -> seconds("timeouts", "request", value);
      case "startup-timeout" -> seconds("timeouts", "start", value);
      case "queue-timeout" -> seconds("timeouts", "queue", value);
      case "shutdown-timeout", "graceful-timeout" -> seconds("timeouts", "drain", value);
      case "inactivity-timeout" -> seconds("timeouts", "idle", value);
      case "maximum-requests" ->
          number(key, value, count -> site.put("recycle", "requests", count));
      case "restart-interval" -> seconds("recycle", "after", value);
      case "memory-limit" -> bytes(value);
      default -> rest(key, value);
    }
  }

  private void group(String value) {
    if (!daemon.option("user").orElse("").equals(value)) {
      notes.lost(daemon.at(), "group=" + value + ": a site has the groups of its user");
    }
  }

  private void number(String key, String value, java.util.function.IntConsumer use) {
    Amounts.count(value)
        .ifPresentOrElse(
            count -> {
              if (count > 0) {
                use.accept(count);
              }
            },
            () -> notes.lost(daemon.at(), key + "=" + value + " is no number"));
  }

  private void seconds(String map, String entry, String value) {
    number(
        entry,
        value,
        seconds -> {
          if (!site.has(map, entry)) {
            site.put(map, entry, seconds + "s");
          }
        });
  }

  private void bytes(String value) {
    Amounts.bytes(value, 1).ifPresent(size -> site.put("limits", "memory", size));
  }

  private void rest(String key, String value) {
    switch (key) {
      case "virtual-memory-limit" -> notes.trap(daemon.at(), Amounts.ADDRESS_SPACE.formatted(key));
      case "deadlock-timeout", "interrupt-timeout" ->
          notes.hint(
              daemon.at(),
              key
                  + "="
                  + value
                  + ": a request that takes longer than timeouts.request frees its place whatever it hangs in");
      default -> {
        if (!NEEDLESS.contains(key)) {
          notes.lost(daemon.at(), key + "=" + value + " has no counterpart");
        }
      }
    }
  }
}
