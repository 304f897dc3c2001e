package dev.insula.host.importer;

import java.util.Map;
import java.util.Set;

/** What is said of uWSGI's options that nothing else reads. */
final class UwsgiLeftovers {
  /** A site does not notice that they are gone, or they are read where they are needed. */
  private static final Set<String> NEEDLESS =
      Set.of(
          "master",
          "plugin",
          "plugins",
          "need-app",
          "die-on-term",
          "single-interpreter",
          "strict",
          "lazy-apps",
          "lazy",
          "thunder-lock",
          "procname",
          "procname-prefix",
          "auto-procname",
          "chmod-socket",
          "chown-socket",
          "pidfile",
          "safe-pidfile",
          "daemonize",
          "logto",
          "logto2",
          "log-maxsize",
          "log-date",
          "log-x-forwarded-for",
          "disable-logging",
          "memory-report",
          "no-orphans",
          "stats",
          "buffer-size",
          "post-buffering",
          "enable-threads",
          "threads",
          "processes",
          "workers",
          "p",
          "chdir",
          "chdir2",
          "module",
          "wsgi",
          "w",
          "wsgi-file",
          "file",
          "callable",
          "mount",
          "manage-script-name",
          "pythonpath",
          "python-path",
          "pp",
          "project",
          "plugin-dir",
          "plugins-dir",
          "no-default-app",
          "show-config",
          "listen",
          "req-logger",
          "logger",
          "log-format",
          "ignore-sigpipe",
          "ignore-write-errors",
          "disable-write-exception",
          "wsgi-disable-file-wrapper",
          "hook-master-start",
          "close-on-exec",
          "unique-cron",
          "cpu-affinity");

  private static final Map<String, String> TOLD =
      Map.ofEntries(
          Map.entry(
              "touch-reload",
              "type \"insula restart SITE\", or \"insula reload\" after a change of the manifest"),
          Map.entry("touch-chain-reload", "type \"insula restart SITE\", which loses no request"),
          Map.entry("py-autoreload", "type \"insula dev\""),
          Map.entry("emperor", "give all of its files to \"insula import uwsgi\""),
          Map.entry(
              "spooler",
              "tasks in the background need a program of their own; python: {server: uwsgi} does not start them either"),
          Map.entry("mule", "tasks in the background need a program of their own"),
          Map.entry("cron", "use the system's timers"),
          Map.entry(
              "attach-daemon", "write it as a site with command:, or use the system's services"),
          Map.entry("cheaper", "the number of processes is fixed"),
          Map.entry("route", "mounts and redirects cover the usual cases"),
          Map.entry("check-static", "write each folder under static:"),
          Map.entry("http-timeout", "see timeouts.request"),
          Map.entry("socket-timeout", "see timeouts.request"),
          Map.entry("gevent", "the site runs with threads"),
          Map.entry("async", "the site runs with threads"));

  private UwsgiLeftovers() {}

  static void tell(UwsgiOption option, Notes notes) {
    String said = option.key() + " = " + option.value();
    if (option.key().equals("vacuum")) {
      notes.trap(
          option.at(),
          "vacuum removed the socket at every stop, so that clients were refused while uWSGI restarted; here a new generation takes over before the old one ends");
    } else if (TOLD.containsKey(option.key())) {
      notes.lost(option.at(), said + ": " + TOLD.get(option.key()));
    } else if (!NEEDLESS.contains(option.key())) {
      notes.lost(option.at(), said + " has no counterpart; look whether the site needs it");
    }
  }
}
