package dev.insula.host.importer;

import java.util.List;

/** {@code Listen}, or the ports of the virtual hosts where it stands in another file. */
final class ApacheListeners {
  private ApacheListeners() {}

  static void carry(ApacheDirective root, ManifestDraft draft) {
    List<ApacheDirective> listens = root.anywhere("listen").toList();
    for (ApacheDirective listen : listens) {
      listen(listen.argument(0), listen.argument(1).equalsIgnoreCase("https"), draft);
    }
    if (listens.isEmpty()) {
      root.all("virtualhost")
          .forEach(
              host -> host.arguments().forEach(address -> listen(address, isSecure(host), draft)));
    }
  }

  private static boolean isSecure(ApacheDirective host) {
    return host.last("sslengine").filter(d -> d.argument(0).equalsIgnoreCase("on")).isPresent();
  }

  private static void listen(String address, boolean isSecure, ManifestDraft draft) {
    String port = address.substring(address.lastIndexOf(':') + 1);
    boolean isPort = !port.isEmpty() && port.chars().allMatch(Character::isDigit);
    if (isPort) {
      String host =
          address.length() == port.length()
              ? ""
              : address.substring(0, address.length() - port.length() - 1);
      String where =
          host.isEmpty() || host.equals("*") || host.equals("_default_") ? "0.0.0.0" : host;
      draft.listen((isSecure || port.equals("443") ? "https://" : "http://") + where + ":" + port);
    }
  }
}
