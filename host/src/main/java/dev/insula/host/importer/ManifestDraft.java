package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The manifest that is being made, and what there is to say about it. */
final class ManifestDraft {
  private static final int LONGEST_NAME = 63;

  private final Set<String> listen = new LinkedHashSet<>();
  private final Map<String, SiteDraft> sites = new LinkedHashMap<>();
  private final Notes notes = new Notes();

  Notes notes() {
    return notes;
  }

  void listen(String url) {
    listen.add(url);
  }

  List<SiteDraft> sites() {
    return List.copyOf(sites.values());
  }

  /** A new site; its name is made of what is suggested and is not taken yet. */
  SiteDraft site(String suggested) {
    String base = siteName(suggested);
    String name = base;
    for (int i = 2; sites.containsKey(name); i++) {
      name = base + "-" + i;
    }
    var site = new SiteDraft(name);
    sites.put(name, site);
    return site;
  }

  void remove(SiteDraft site) {
    sites.remove(site.name());
  }

  private static String siteName(String suggested) {
    String name =
        suggested.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String bounded = name.length() > LONGEST_NAME - 4 ? name.substring(0, LONGEST_NAME - 4) : name;
    return bounded.isEmpty() ? "site" : bounded;
  }

  /**
   * Gives names to sites whose old configuration does not say any, because a web server in front of
   * it did: the only site answers for every name.
   */
  void nameTheNameless(String whoKnowsThem) {
    for (SiteDraft site : sites.values()) {
      if (!site.hasHosts() && !site.has("default")) {
        site.host(site.name() + ".localhost");
        if (sites.size() == 1) {
          site.set("default", true);
        }
        notes.hint(
            "sites." + site.name() + ".hosts",
            "the host names stand in " + whoKnowsThem + "; write them here");
      }
    }
  }

  /** To be called when everything is said, before the tree is taken. */
  void settle() {
    sites.values().forEach(site -> site.settle(notes));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!listen.isEmpty()) {
      tree.put("listen", new ArrayList<>(listen));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    sites.values().forEach(site -> all.put(site.name(), site.tree()));
    tree.put("sites", all);
    return tree;
  }
}
