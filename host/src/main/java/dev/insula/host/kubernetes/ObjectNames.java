package dev.insula.host.kubernetes;

import dev.insula.config.SiteName;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The names of one site's objects. A Service's name is a DNS label that begins with a letter and
 * ends with a letter or digit (RFC 1035 section 2.3.1); a site's name may begin with a digit and
 * end with a hyphen.
 */
record ObjectNames(SiteName site) {
  private static final int LONGEST_LABEL = 63;

  /** Of the workload, its Service and everything else that exists once. */
  String base() {
    String name = site.text();
    String begun = Character.isLetter(name.charAt(0)) ? name : "site-" + name;
    String cut = begun.length() > LONGEST_LABEL ? begun.substring(0, LONGEST_LABEL) : begun;
    return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) + "x" : cut;
  }

  String manifest() {
    return base() + "-manifest";
  }

  String secrets() {
    return base() + "-secrets";
  }

  /** What selects the site's pods, and nothing else. */
  Map<String, String> selector() {
    return Map.of("app.kubernetes.io/name", "insula", "app.kubernetes.io/instance", base());
  }

  SequencedMap<String, String> labels() {
    var labels = new TreeMap<>(selector());
    labels.put("app.kubernetes.io/managed-by", "insula-export");
    return labels;
  }
}
