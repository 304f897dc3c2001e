package dev.insula.host.importer;

import java.util.Locale;
import java.util.stream.Stream;

/** {@code ServerName} and {@code ServerAlias}. */
final class ApacheNames {
  private ApacheNames() {}

  /** A server's name without the scheme and port that Apache allows around it. */
  static String plain(String name) {
    String host = name.replaceFirst("^https?://", "");
    return host.replaceFirst(":\\d+$", "");
  }

  static String siteName(String host) {
    return host.replaceFirst("^www\\.", "").replaceFirst("^\\*\\.", "");
  }

  static void carry(ApacheDirective section, SiteDraft site, Notes notes) {
    Stream.concat(section.all("servername"), section.all("serveralias"))
        .forEach(directive ->
            directive.arguments().forEach(name -> host(plain(name), directive.at(), site, notes)));
    if (!site.hasHosts()) {
      site.set("default", true);
    }
  }

  private static void host(String name, Whence at, SiteDraft site, Notes notes) {
    boolean isPattern = name.contains("*") || name.contains("?");
    boolean isWildcard = name.startsWith("*.") && !name.substring(2).matches(".*[*?].*");
    if (isPattern && !isWildcard) {
      notes.lost(
          at,
          "the host name \"" + name + "\": a wildcard stands for whole labels at the front only");
    } else {
      site.host(name.toLowerCase(Locale.ROOT));
    }
  }
}
