package dev.insula.host.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From Apache's configuration to sites: one for each name that a virtual host answers to. */
final class ApacheImport {
  private final ApacheDirective root;
  private final ManifestDraft draft;
  private final ApacheDaemons daemons;

  private ApacheImport(ApacheDirective root, ManifestDraft draft) {
    this.root = root;
    this.draft = draft;
    this.daemons = ApacheDaemons.in(root, draft.notes());
  }

  static void into(ManifestDraft draft, List<Path> files) throws IOException {
    new ApacheImport(ApacheReader.read(files, draft.notes()), draft).run();
  }

  private void run() {
    List<ApacheDirective> hosts = root.all("virtualhost").toList();
    ApacheListeners.carry(root, draft);
    if (hosts.isEmpty()) {
      carry("apache", List.of(root));
    } else {
      byName(hosts).forEach(this::carry);
      root.inside().stream()
          .filter(directive -> !directive.is("virtualhost"))
          .filter(directive -> !ApacheHost.INHERITED.contains(directive.name()))
          .forEach(directive -> ApacheLeftovers.tell(directive, draft.notes()));
    }
    daemons.tellOfShared();
  }

  /** Virtual hosts of one name, such as those for HTTP and HTTPS, are one site. */
  private static Map<String, List<ApacheDirective>> byName(List<ApacheDirective> hosts) {
    Map<String, List<ApacheDirective>> byName = new LinkedHashMap<>();
    for (ApacheDirective host : hosts) {
      String name =
          host.last("servername")
              .map(found -> found.argument(0).toLowerCase(Locale.ROOT))
              .orElse("default");
      byName.computeIfAbsent(ApacheNames.plain(name), _ -> new ArrayList<>()).add(host);
    }
    return byName;
  }

  private void carry(String name, List<ApacheDirective> sections) {
    List<ApacheDirective> ordered = new ArrayList<>(sections);
    // The one that runs the application decides, the other one mostly redirects to it.
    ordered.sort((a, b) -> Boolean.compare(runsSomething(b), runsSomething(a)));
    SiteDraft site = draft.site(ApacheNames.siteName(name));
    for (ApacheDirective section : ordered) {
      new ApacheHost(section, root, site, daemons, draft.notes()).carry();
    }
    if (!site.hasApplication()) {
      draft.notes().lost(ordered.getFirst().at(), "nothing answers for " + name + " here");
      draft.remove(site);
    }
  }

  private static boolean runsSomething(ApacheDirective host) {
    return host.anywhere("wsgiscriptalias").findAny().isPresent()
        || host.anywhere("proxypass").findAny().isPresent();
  }
}
