package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may see what: {@code Require} and Basic authentication of a section. */
final class ApacheAccess {
  private final ApacheHost host;
  private final Notes notes;

  ApacheAccess(ApacheHost host) {
    this.host = host;
    this.notes = host.notes();
  }

  void carry(ApacheDirective section) {
    List<ApacheDirective> required = section.anywhere("require").toList();
    List<String> urls = urls(section);
    boolean isBasic = section.anywhere("authtype").findAny().isPresent();
    if (isBasic && !urls.isEmpty()) {
      protect(section, urls, required);
    } else {
      required.stream().filter(require -> limits(require)).forEach(require -> open(require, urls));
    }
    leftovers(section);
  }

  private List<String> urls(ApacheDirective section) {
    return section.is("location")
        ? List.of(section.argument(0))
        : host.urlsOf(host.file(section.argument(0))).toList();
  }

  private static boolean limits(ApacheDirective require) {
    return !String.join(" ", require.arguments()).equalsIgnoreCase("all granted");
  }

  private void open(ApacheDirective require, List<String> urls) {
    if (!urls.isEmpty()) {
      notes.trap(
          require.at(),
          "\"Require %s\" for %s was not carried over: what it kept away gets in now"
              .formatted(String.join(" ", require.arguments()), String.join(", ", urls)));
    }
  }

  private void protect(ApacheDirective section, List<String> urls, List<ApacheDirective> required) {
    Optional<ApacheDirective> script = section.anywhere("wsgiauthuserscript").findFirst();
    boolean isWsgi =
        section.anywhere("authbasicprovider").anyMatch(d -> d.arguments().contains("wsgi"));
    if (script.isEmpty() || !isWsgi || !host.site().isProgram()) {
      notes.trap(
          section.at(),
          "%s had Basic authentication that Insula does not have; it is NOT PROTECTED in this manifest"
              .formatted(String.join(", ", urls)));
      return;
    }
    Map<String, Object> rule = rule(section, script.get(), required);
    urls.forEach(url -> host.site().put("auth", url, rule));
    section
        .anywhere("requireall")
        .forEach(all ->
            notes.trap(
                all.at(), "<RequireAll> asked for everything in it; here any one of it is enough"));
    tellOfTheWrongProcess(script.get());
  }

  private Map<String, Object> rule(
      ApacheDirective section, ApacheDirective script, List<ApacheDirective> required) {
    Map<String, Object> rule = new LinkedHashMap<>();
    section.anywhere("authname").findFirst().ifPresent(name -> rule.put("realm", name.argument(0)));
    rule.put("check", reference(script, "check_password"));
    section
        .anywhere("wsgiauthgroupscript")
        .findFirst()
        .ifPresent(groups -> rule.put("groups", reference(groups, "groups_for_user")));
    Map<String, Object> require = require(required);
    if (!require.isEmpty()) {
      rule.put("require", require);
    }
    return rule;
  }

  private String reference(ApacheDirective script, String function) {
    return PythonFiles.reference(host.file(script.argument(0)), host.searchPath(), function);
  }

  /** Several of them: any one is enough, in Apache as here. */
  private Map<String, Object> require(List<ApacheDirective> required) {
    List<String> users = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (ApacheDirective require : required) {
      List<String> names = require.arguments().subList(1, require.arguments().size());
      switch (require.argument(0)) {
        case "user" -> users.addAll(names);
        case "group", "wsgi-group" -> groups.addAll(names);
        case "valid-user", "all" -> {
          return Map.of();
        }
        default ->
            notes.trap(
                require.at(),
                "\"Require " + String.join(" ", require.arguments()) + "\" was not carried over");
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    Stream.of(Map.entry("user", users), Map.entry("group", groups))
        .filter(entry -> !entry.getValue().isEmpty())
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  private void tellOfTheWrongProcess(ApacheDirective script) {
    boolean hasGroup =
        script.arguments().stream().anyMatch(argument -> argument.startsWith("application-group="));
    notes.trap(
        script.at(),
        ("WSGIAuthUserScript never ran in the site's own process but in Apache's, %s; whoever was"
                + " loaded there first lent its user database to the others. Here the site itself"
                + " answers")
            .formatted(
                hasGroup
                    ? "in a sub-interpreter that starts with the environment of all sites"
                    : "without application-group in the one interpreter of all sites"));
  }

  private void leftovers(ApacheDirective section) {
    for (ApacheDirective directive : section.inside()) {
      if (directive.is("setenv") || directive.is("header") || directive.is("rewriterule")) {
        ApacheLeftovers.tell(directive, notes);
      }
    }
  }
}
