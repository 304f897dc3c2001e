package dev.insula.host.importer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code Redirect} and {@code ProxyPass}. */
final class ApacheForwards {
  private final ApacheHost host;

  ApacheForwards(ApacheHost host) {
    this.host = host;
  }

  void proxy(ApacheDirective pass) {
    String url = pass.argument(0);
    String target = pass.argument(1);
    if (target.equals("!")) {
      return;
    }
    if (!target.startsWith("http://") && !target.startsWith("https://")) {
      host.notes()
          .lost(pass.at(), "ProxyPass to " + target + ": only http:// and https:// are known");
    } else if (url.equals("/") && !host.site().hasApplication()) {
      host.site().set("proxy", withoutSlash(target));
    } else {
      mount(url, "proxy", withoutSlash(target), pass);
    }
  }

  private static String withoutSlash(String target) {
    return target.replaceFirst("/+$", "");
  }

  void redirect(ApacheDirective redirect) {
    List<String> words = new ArrayList<>(redirect.arguments());
    boolean hasStatus =
        words.size() > 2 || (words.size() == 2 && !words.getFirst().startsWith("/"));
    String status = hasStatus ? words.removeFirst() : "temp";
    if (words.size() < 2) {
      host.notes().lost(redirect.at(), "Redirect " + status + ": no target");
    } else if (words.getFirst().equals("/")) {
      wholeSite(words.get(1), redirect);
    } else {
      mount(words.getFirst(), "redirect", words.get(1), redirect);
    }
    if (!status.equals("permanent") && !status.equals("301") && !redirect.is("redirectpermanent")) {
      host.notes().hint(redirect.at(), "the redirect is permanent (301) here");
    }
  }

  private void wholeSite(String target, ApacheDirective redirect) {
    boolean isToItself =
        host.site().tree().get("hosts") instanceof List<?> hosts && hosts.contains(hostOf(target));
    if (!host.site().hasApplication() && !isToItself) {
      host.site().set("redirect", target.endsWith("/") ? target : target + "/");
    } else {
      host.notes()
          .lost(
              redirect.at(),
              "the redirect of everything to " + target + ": the site answers on every listener");
    }
  }

  private static String hostOf(String target) {
    try {
      return String.valueOf(URI.create(target).getHost());
    } catch (IllegalArgumentException e) {
      // No URL, so no host's.
      return "";
    }
  }

  private void mount(String url, String kind, String target, ApacheDirective directive) {
    String path = "/" + url.replaceAll("^/+|/+$", "");
    if (!host.site().isProgram()) {
      host.notes()
          .lost(
              directive.at(),
              directive.written()
                  + " "
                  + url
                  + ": only a site with an application object has mounts");
    } else if (kind.equals("redirect") && !target.matches("https?://.*")) {
      host.notes()
          .lost(
              directive.at(),
              directive.written() + " " + url + ": write the target as a whole URL");
    } else {
      host.site().put("mounts", path, Map.of(kind, target));
    }
  }
}
