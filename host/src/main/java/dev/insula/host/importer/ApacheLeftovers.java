package dev.insula.host.importer;

import java.util.Map;
import java.util.Set;

/** What is said of directives that nothing else reads. */
final class ApacheLeftovers {
  /** Apache's own housekeeping; a site does not notice that it is gone. */
  private static final Set<String> NEEDLESS =
      Set.of(
          "loadmodule",
          "serverroot",
          "pidfile",
          "user",
          "group",
          "keepalive",
          "keepalivetimeout",
          "maxkeepaliverequests",
          "timeout",
          "serveradmin",
          "serversignature",
          "servertokens",
          "hostnamelookups",
          "accessfilename",
          "loglevel",
          "logformat",
          "errorlog",
          "customlog",
          "options",
          "allowoverride",
          "directoryindex",
          "sslengine",
          "sslprotocol",
          "mutex",
          "sslciphersuite",
          "sslhonorcipherorder",
          "mpm_prefork_module",
          "startservers",
          "maxrequestworkers",
          "minspareservers",
          "maxspareservers",
          "serverlimit",
          "threadsperchild",
          "wsgisocketprefix",
          "wsgirestrictstdout",
          "wsgirestrictstdin",
          "wsgilazyinitialization",
          "wsgipythonoptimize",
          "wsgiscriptreloading",
          "proxypassreverse",
          "proxypreservehost",
          "namevirtualhost",
          "traceenable",
          "typesconfig",
          "addtype",
          "mimemagicfile",
          "files",
          "usecanonicalname",
          "directory",
          "location",
          "wsgiprocessgroup",
          "wsgiapplicationgroup",
          "wsgidaemonprocess",
          "wsgipythonpath",
          "wsgipythonhome",
          "listen",
          "servername",
          "wsgirestrictembedded",
          "wsgirestrictprocess",
          "sslsessioncache",
          "addoutputfilterbydeflate");

  private static final Map<String, String> TOLD =
      Map.of(
          "sslcertificatechainfile",
          "put the chain into the certificate's own file, behind the certificate",
          "rewriterule",
          "Insula does not rewrite paths; redirects and mounts cover the usual cases",
          "header",
          "set it in the application, or with a middleware",
          "scriptalias",
          "CGI programs are not known",
          "wsgiscriptaliasmatch",
          "write each path as a mount",
          "aliasmatch",
          "write each path under static:",
          "wsgiimportscript",
          "sites are loaded when they start, before their first request");

  private ApacheLeftovers() {}

  static void tell(ApacheDirective directive, Notes notes) {
    switch (directive.name()) {
      case "setenv", "passenv" -> environment(directive, notes);
      case "wsgipassauthorization" ->
          notes.trap(
              directive.at(),
              "WSGIPassAuthorization is not needed: the application always sees the Authorization field; where it was Off, the application never saw it");
      default -> {
        if (!NEEDLESS.contains(directive.name())) {
          notes.lost(directive.at(), directive.written() + reason(directive.name()));
        }
      }
    }
  }

  private static String reason(String name) {
    String told = TOLD.get(name);
    return told == null ? " has no counterpart; look whether the site needs it" : ": " + told;
  }

  private static void environment(ApacheDirective directive, Notes notes) {
    notes.trap(
        directive.at(),
        "%s %s never reached os.environ under mod_wsgi, only the WSGI environ of each request, so it was not carried over; if the application should have it, write  env: {%s: ...}"
            .formatted(directive.written(), directive.argument(0), directive.argument(0)));
  }
}
