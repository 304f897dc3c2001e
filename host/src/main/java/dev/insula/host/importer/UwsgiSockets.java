package dev.insula.host.importer;

/** What uWSGI listened on. */
final class UwsgiSockets {
  private UwsgiSockets() {}

  static void carry(UwsgiOption option, ManifestDraft draft) {
    String address = option.value().replaceFirst(",.*", "").replaceFirst("^=\\d+$", "");
    String port = address.substring(address.lastIndexOf(':') + 1);
    boolean isTcp = address.contains(":") && Amounts.count(port).isPresent();
    if (option.key().startsWith("http") && isTcp) {
      String host = address.substring(0, address.length() - port.length() - 1);
      String scheme = option.key().equals("https") ? "https" : "http";
      draft.listen(
          scheme + "://" + (host.isEmpty() || host.equals("*") ? "0.0.0.0" : host) + ":" + port);
    } else {
      draft
          .notes()
          .hint(
              option.at(),
              option.key()
                  + " = "
                  + option.value()
                  + " is not needed: Insula itself listens for the clients, and the site's socket is its own affair");
    }
  }
}
