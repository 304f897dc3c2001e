package dev.insula.host.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One virtual host on its way into a site. */
final class ApacheHost {
  /** What a virtual host gets from the server around it. */
  static final Set<String> INHERITED =
      Set.of(
          "alias",
          "location",
          "directory",
          "setenv",
          "passenv",
          "limitrequestbody",
          "wsgiscriptalias",
          "wsgipassauthorization",
          "redirect",
          "wsgiprocessgroup",
          "wsgiapplicationgroup",
          "timeout");

  private final ApacheDirective section;
  private final ApacheDirective root;
  private final SiteDraft site;
  private final ApacheDaemons daemons;
  private final Notes notes;

  /** URL path -> script or folder, as this host serves them. */
  private final Map<String, Path> served = new LinkedHashMap<>();

  ApacheHost(
      ApacheDirective section,
      ApacheDirective root,
      SiteDraft site,
      ApacheDaemons daemons,
      Notes notes) {
    this.section = section;
    this.root = root;
    this.site = site;
    this.daemons = daemons;
    this.notes = notes;
  }

  void carry() {
    ApacheNames.carry(section, site, notes);
    List<ApacheDirective> all = effective();
    var scripts = new ApacheScripts(this);
    var folders = new ApacheFolders(this);
    // Apache wants the alias for / behind those for paths below it.
    all.stream()
        .filter(d -> d.is("wsgiscriptalias"))
        .sorted(Comparator.comparing(d -> !d.argument(0).equals("/")))
        .forEach(scripts::carry);
    all.stream().filter(d -> d.is("proxypass")).forEach(new ApacheForwards(this)::proxy);
    all.stream().filter(d -> d.is("alias")).forEach(folders::alias);
    all.stream().filter(d -> d.is("documentroot")).forEach(folders::documentRoot);
    all.forEach(this::rest);
  }

  /** The host's own directives, then those that it inherits. */
  private List<ApacheDirective> effective() {
    List<ApacheDirective> all = new ArrayList<>(section.inside());
    if (!section.equals(root)) {
      root.inside().stream().filter(d -> INHERITED.contains(d.name())).forEach(all::add);
    }
    return all;
  }

  private void rest(ApacheDirective directive) {
    switch (directive.name()) {
      case "servername",
          "serveralias",
          "virtualhost",
          "wsgiscriptalias",
          "proxypass",
          "alias",
          "documentroot",
          "wsgidaemonprocess",
          "wsgiprocessgroup",
          "wsgiapplicationgroup",
          "wsgipythonpath",
          "wsgipythonhome",
          "listen" -> {
        // Read where they are needed.
      }
      case "location", "directory" -> new ApacheAccess(this).carry(directive);
      case "redirect", "redirectpermanent", "redirecttemp" ->
          new ApacheForwards(this).redirect(directive);
      case "sslcertificatefile" -> tls("certificate", directive);
      case "sslcertificatekeyfile" -> tls("key", directive);
      case "limitrequestbody" ->
          Amounts.bytes(directive.argument(0), 1)
              .ifPresent(size -> site.put("limits", "body", size));
      default -> ApacheLeftovers.tell(directive, notes);
    }
  }

  private void tls(String key, ApacheDirective directive) {
    if (!site.has("tls", key)) {
      site.put("tls", key, file(directive.argument(0)));
    }
  }

  /** The directive that counts: of this host, else of the server. */
  Optional<ApacheDirective> last(String name) {
    return section
        .last(name)
        .or(() -> section.anywhere(name).findFirst())
        .or(() -> root.last(name));
  }

  /** What a folder or file name means; relative ones start at the configuration's folder. */
  Path file(String name) {
    Path parent = root.at().file().toAbsolutePath().getParent();
    return parent == null ? Path.of(name) : parent.resolve(name).normalize();
  }

  void serves(String url, Path what) {
    served.put(url, what);
  }

  /** The URL paths below which files of this folder are served. */
  Stream<String> urlsOf(Path folder) {
    return served.entrySet().stream()
        .filter(entry -> entry.getValue().startsWith(folder))
        .map(Map.Entry::getKey);
  }

  /** The folders that modules are looked for in. */
  List<Path> searchPath() {
    return PythonFiles.searchPath(pythonPath());
  }

  private String pythonPath() {
    return daemon()
        .flatMap(found -> found.option("python-path"))
        .or(() -> root.last("wsgipythonpath").map(found -> found.argument(0)))
        .orElse("");
  }

  Optional<ApacheDaemons.Daemon> daemon() {
    return last("wsgiprocessgroup").flatMap(group -> daemons.named(group.argument(0)));
  }

  SiteDraft site() {
    return site;
  }

  Notes notes() {
    return notes;
  }

  ApacheDaemons daemons() {
    return daemons;
  }
}
