package dev.insula.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ChangesTest {
  private static final Manifest EMPTY = Manifest.empty(Path.of("/srv/insula.yaml"));

  private static SiteBuilder site(String name) {
    Application application = new Application.Wsgi(name, "application", false);
    return Site.builder(new SiteName(name), application, Path.of("/srv"))
        .hosts(List.of(HostPattern.parse(name + ".test")));
  }

  private static Manifest manifest(SiteBuilder... builders) {
    SequencedMap<SiteName, Site> sites = new LinkedHashMap<>();
    for (SiteBuilder builder : builders) {
      Site site = builder.build();
      sites.put(site.name(), site);
    }
    return new Manifest(
        EMPTY.file(),
        EMPTY.listen(),
        EMPTY.state(),
        EMPTY.control(),
        EMPTY.trustedProxies(),
        sites,
        EMPTY.origins());
  }

  private static List<SiteName> names(String... names) {
    return Arrays.stream(names).map(SiteName::new).toList();
  }

  @Test
  void bootAddsEverySiteInTheOrderOfTheManifest() {
    Changes changes = Changes.between(EMPTY, manifest(site("b"), site("a")));
    assertEquals(names("b", "a"), changes.added());
    assertFalse(changes.isEmpty());
    assertFalse(changes.changesHost());
  }

  @Test
  void nothingChangesBetweenEqualManifests() {
    Changes changes =
        Changes.between(manifest(site("a"), site("b")), manifest(site("b"), site("a")));
    assertEquals(names("b", "a"), changes.unchanged());
    assertTrue(changes.isEmpty());
  }

  @Test
  void eachSiteIsInOneListOnly() {
    Manifest running = manifest(site("gone"), site("same"), site("moved"), site("new-code"));
    Manifest wanted =
        manifest(
            site("fresh"),
            site("new-code").threads(2),
            site("moved").hosts(List.of(HostPattern.parse("elsewhere.test"))),
            site("same"));
    Changes changes = Changes.between(running, wanted);
    assertEquals(names("fresh"), changes.added());
    assertEquals(names("new-code"), changes.replaced());
    assertEquals(names("moved"), changes.rerouted());
    assertEquals(names("gone"), changes.removed());
    assertEquals(names("same"), changes.unchanged());
  }

  @Test
  void becomingTheDefaultSiteNeedsNewRoutesOnly() {
    Changes changes = Changes.between(manifest(site("a")), manifest(site("a").isDefault(true)));
    assertEquals(names("a"), changes.rerouted());
  }

  @Test
  void otherHostsAndOtherCodeNeedANewGeneration() {
    Changes changes =
        Changes.between(
            manifest(site("a")), manifest(site("a").hosts(List.of()).isDefault(true).threads(1)));
    assertEquals(names("a"), changes.replaced());
  }

  @Test
  void theOrderOfTheEnvironmentIsNoChange() {
    SequencedMap<String, String> forth = new LinkedHashMap<>();
    forth.put("A", "1");
    forth.put("B", "2");
    Changes changes =
        Changes.between(manifest(site("a").env(forth)), manifest(site("a").env(forth.reversed())));
    assertEquals(names("a"), changes.unchanged());
  }

  @Test
  void otherAddressesChangeTheHostAndNoSite() {
    Manifest running = manifest(site("a"));
    Manifest wanted = running.withListen(List.of(Listen.parse("http://127.0.0.1:81")));
    Changes changes = Changes.between(running, wanted);
    assertTrue(changes.listen());
    assertTrue(changes.changesHost());
    assertFalse(changes.isEmpty());
    assertFalse(changes.state() || changes.control() || changes.trustedProxies());
    assertEquals(names("a"), changes.unchanged());
  }

  @Test
  void everyPartOfTheHostIsCompared() {
    Manifest wanted =
        new Manifest(
            EMPTY.file(),
            EMPTY.listen(),
            Path.of("/var/lib/insula"),
            Path.of("/run/insula.sock"),
            List.of(AddressRange.parse("10.0.0.0/8")),
            EMPTY.sites(),
            EMPTY.origins());
    Changes changes = Changes.between(EMPTY, wanted);
    assertTrue(changes.state() && changes.control() && changes.trustedProxies());
    assertFalse(changes.listen());
  }
}
