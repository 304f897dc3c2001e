package dev.insula.host.importer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The declared {@code WSGIDaemonProcess}es, and which sites run in each. */
final class ApacheDaemons {
  /** One of them, its options by name. */
  record Daemon(String name, Map<String, String> options, Whence at) {
    Daemon {
      options = Map.copyOf(options);
    }

    Optional<String> option(String key) {
      return Optional.ofNullable(options.get(key));
    }

    List<Path> searchPath() {
      return PythonFiles.searchPath(options.getOrDefault("python-path", ""));
    }
  }

  private final Map<String, Daemon> daemons = new LinkedHashMap<>();
  private final Map<String, Set<String>> users = new HashMap<>();
  private final Notes notes;

  private ApacheDaemons(Notes notes) {
    this.notes = notes;
  }

  static ApacheDaemons in(ApacheDirective root, Notes notes) {
    var all = new ApacheDaemons(notes);
    root.anywhere("wsgidaemonprocess").forEach(all::add);
    return all;
  }

  private void add(ApacheDirective directive) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String argument :
        directive
            .arguments()
            .subList(Math.min(1, directive.arguments().size()), directive.arguments().size())) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        options.put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    daemons.put(directive.argument(0), new Daemon(directive.argument(0), options, directive.at()));
  }

  Optional<Daemon> named(String name) {
    return Optional.ofNullable(daemons.get(name));
  }

  /** Notes that this site runs in that process. */
  void use(Daemon daemon, SiteDraft site) {
    users.computeIfAbsent(daemon.name(), _ -> new LinkedHashSet<>()).add(site.name());
  }

  /** Sites of one process shared everything that a process has. */
  void tellOfShared() {
    users.forEach((name, sites) -> {
      Daemon daemon = daemons.get(name);
      if (sites.size() > 1 && daemon != null) {
        notes.trap(
            daemon.at(),
            "the sites %s ran in the same processes \"%s\" and shared os.environ, the time zone and, with WSGIApplicationGroup %%{GLOBAL}, Django's settings; here each has its own"
                .formatted(String.join(", ", sites), name));
      }
    });
  }
}
