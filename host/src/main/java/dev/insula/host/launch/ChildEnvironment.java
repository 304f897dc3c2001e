package dev.insula.host.launch;

import dev.insula.config.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment of a daemon process: a fixed base and what the manifest says, nothing that the
 * host was started with.
 */
final class ChildEnvironment {
  /** Where programs are looked for. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ChildEnvironment() {}

  /** What every process gets. */
  static Map<String, String> base() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", PATH);
    environment.put("LANG", "C.UTF-8");
    return environment;
  }

  static Map<String, String> of(Site site) {
    Map<String, String> environment = base();
    environment.putAll(site.env());
    return environment;
  }
}
