package dev.insula.host.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.insula.config.Application;
import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import dev.insula.config.Health;
import dev.insula.config.HostPattern;
import dev.insula.config.Limits;
import dev.insula.config.Manifest;
import dev.insula.config.Network;
import dev.insula.config.Origins;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.config.read.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest's sites as objects of a cluster, read back as a cluster would. */
class KubernetesExportTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("shop"));
    file = folder.resolve("insula.yaml");
    Files.writeString(
        file,
        """
        defaults: {timeouts: {drain: 20s}}
        sites:
          shop:
            hosts: [shop.test, "*.shop.test", "192.0.2.7"]
            wsgi: shop.wsgi
            path: shop
            settings: shop.settings
            env: {SECRET_KEY: of-the-shop}
          files:
            default: true
            static: shop
          old:
            hosts: old.test
            redirect: https://new.test:8443/there
        """);
  }

  private static ExportOptions options(Map<SiteName, List<StateVolume>> volumes) {
    return new ExportOptions(
        "registry.test/{site}:1", Optional.of("web"), "edge", "gateways", 3, List.of(), volumes);
  }

  private SequencedMap<SiteName, String> export(Map<SiteName, List<StateVolume>> volumes) {
    Manifest manifest = assertInstanceOf(Reading.Valid.class, ManifestReader.read(file)).manifest();
    Written written = ManifestReader.written(file).orElseThrow();
    return new KubernetesExport(manifest, written, options(volumes)).texts();
  }

  private static JsonNode byKind(String text) throws IOException {
    ObjectNode objects = YAML.createObjectNode();
    try (var documents =
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(text.replaceFirst("(?s)^.*?---", ""))) {
      documents.forEachRemaining(object -> objects.set(object.path("kind").asText(), object));
    }
    return objects;
  }

  private static List<String> kinds(JsonNode objects) {
    return objects.properties().stream().map(Map.Entry::getKey).toList();
  }

  private JsonNode objectsOf(String site) throws IOException {
    return byKind(export(Map.of()).getOrDefault(new SiteName(site), ""));
  }

  @Test
  void aProgramBecomesWorkloadServicePolicyScalerAndRoute() throws IOException {
    assertEquals(
        List.of(
            "ConfigMap",
            "Deployment",
            "Service",
            "NetworkPolicy",
            "HorizontalPodAutoscaler",
            "HTTPRoute"),
        kinds(objectsOf("shop")));
  }

  @Test
  void noObjectOfOneSiteKnowsAnotherOne() {
    SequencedMap<SiteName, String> texts = export(Map.of());
    String shop = texts.getOrDefault(new SiteName("shop"), "");
    String files = texts.getOrDefault(new SiteName("files"), "");
    assertTrue(shop.contains("of-the-shop"), shop);
    assertFalse(files.contains("of-the-shop"), files);
    assertFalse(files.contains("shop.settings"), files);
    assertFalse(shop.contains("old.test"), shop);
  }

  @Test
  void whatSelectsAndPointsMeansTheSiteItself() throws IOException {
    JsonNode shop = objectsOf("shop");
    JsonNode deployment = shop.path("Deployment");
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    deployment
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(label -> assertEquals(label.getValue(), labels.path(label.getKey())));
    assertEquals(
        deployment.at("/spec/selector/matchLabels"), shop.path("Service").at("/spec/selector"));
    assertEquals(
        deployment.at("/spec/selector/matchLabels"),
        shop.path("NetworkPolicy").at("/spec/podSelector/matchLabels"));
    assertEquals(
        shop.path("ConfigMap").at("/metadata/name"),
        deployment.at("/spec/template/spec/volumes/0/configMap/name"));
    assertEquals(
        shop.path("Service").at("/metadata/name"),
        shop.path("HTTPRoute").at("/spec/rules/0/backendRefs/0/name"));
    assertEquals(
        "registry.test/shop:1", deployment.at("/spec/template/spec/containers/0/image").asText());
  }

  @Test
  void thePodsManifestIsValidAndDeclaresThatSiteOnly() throws IOException {
    JsonNode map = objectsOf("shop").path("ConfigMap");
    String text = map.at("/data/insula.yaml").asText();
    Reading reading = ManifestReader.read(file, text.getBytes(StandardCharsets.UTF_8));
    Manifest manifest =
        assertInstanceOf(Reading.Valid.class, reading, reading::toString).manifest();
    assertEquals(List.of(new SiteName("shop")), List.copyOf(manifest.sites().keySet()));
    Site site = manifest.site(new SiteName("shop")).orElseThrow();
    assertEquals(List.of(folder.resolve("shop")), site.path());
    assertEquals(Duration.ofSeconds(20), site.timeouts().drain());
    assertEquals(Optional.of("shop.settings"), site.settings());
  }

  @Test
  void thePodIsWithoutPrivilegesAndStopsAfterItsDrain() throws IOException {
    JsonNode pod = objectsOf("shop").path("Deployment").at("/spec/template/spec");
    assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
    assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
    JsonNode container = pod.at("/containers/0/securityContext");
    assertTrue(container.path("readOnlyRootFilesystem").asBoolean());
    assertFalse(container.path("allowPrivilegeEscalation").asBoolean(true));
    assertEquals("ALL", container.at("/capabilities/drop/0").asText());
    assertTrue(pod.path("terminationGracePeriodSeconds").asInt() > 20);
  }

  @Test
  void routesTakeHostNamesAndTheDefaultSiteTakesAll() throws IOException {
    JsonNode hostnames = objectsOf("shop").path("HTTPRoute").at("/spec/hostnames");
    assertEquals("[\"shop.test\",\"*.shop.test\"]", hostnames.toString());
    assertTrue(objectsOf("files").path("HTTPRoute").at("/spec/hostnames").isMissingNode());
    assertTrue(
        export(Map.of())
            .getOrDefault(new SiteName("shop"), "")
            .contains("192.0.2.7 is an address"));
  }

  @Test
  void aRedirectIsARouteAndNothingElse() throws IOException {
    JsonNode old = objectsOf("old");
    assertEquals(List.of("HTTPRoute"), kinds(old));
    JsonNode redirect = old.path("HTTPRoute").at("/spec/rules/0/filters/0/requestRedirect");
    assertEquals("https", redirect.path("scheme").asText());
    assertEquals("new.test", redirect.path("hostname").asText());
    assertEquals(8443, redirect.path("port").asInt());
    assertEquals("/there", redirect.at("/path/replacePrefixMatch").asText());
  }

  @Test
  void stateMakesAStatefulSetOfOnePod() throws IOException {
    var shop = new SiteName("shop");
    String text =
        export(Map.of(shop, List.of(new StateVolume("/srv/media", "10Gi")))).getOrDefault(shop, "");
    JsonNode objects = byKind(text);
    assertFalse(objects.has("Deployment"));
    assertFalse(objects.has("HorizontalPodAutoscaler"));
    JsonNode set = objects.path("StatefulSet");
    assertEquals(1, set.at("/spec/replicas").asInt());
    assertEquals(
        "10Gi", set.at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage").asText());
    assertTrue(
        set.at("/spec/template/spec/containers/0/volumeMounts").toString().contains("/srv/media"));
  }

  @Test
  void anUnknownSiteWithAVolumeIsRefused() {
    var unknown = Map.of(new SiteName("shp"), List.of(new StateVolume("/srv", "1Gi")));
    assertThrows(IllegalArgumentException.class, () -> export(unknown));
  }

  @Test
  void limitsAndHealthBecomeThePods() throws IOException {
    var name = new SiteName("api");
    Site site =
        Site.builder(name, new Application.Wsgi("api", "application", false), folder)
            .hosts(List.of(HostPattern.parse("api.test")))
            .limits(
                new Limits(
                    Optional.of(ByteSize.ofMebibytes(256)),
                    Optional.of(new CpuShare(50)),
                    OptionalInt.of(64),
                    Limits.BODY,
                    Limits.QUEUE,
                    Limits.CONCURRENCY))
            .health(new Health("/healthz", 200, Duration.ofSeconds(3), Duration.ofSeconds(7)))
            .network(Network.NONE)
            .build();
    String text = exportAlone(site);
    JsonNode container = byKind(text).path("Deployment").at("/spec/template/spec/containers/0");
    assertEquals("448Mi", container.at("/resources/limits/memory").asText());
    assertEquals("500m", container.at("/resources/limits/cpu").asText());
    JsonNode probe = container.at("/readinessProbe");
    assertEquals("/healthz", probe.at("/httpGet/path").asText());
    assertEquals("api.test", probe.at("/httpGet/httpHeaders/0/value").asText());
    assertEquals(3, probe.path("timeoutSeconds").asInt());
    assertEquals(7, probe.path("periodSeconds").asInt());
    JsonNode policy = byKind(text).path("NetworkPolicy").path("spec");
    assertEquals("[\"Ingress\",\"Egress\"]", policy.path("policyTypes").toString());
    assertTrue(policy.path("egress").isMissingNode(), policy::toString);
    assertTrue(text.contains("limits.tasks (64) is not carried over"), text);
  }

  private String exportAlone(Site site) {
    SequencedMap<SiteName, Site> sites = new LinkedHashMap<>(Map.of(site.name(), site));
    Manifest empty = Manifest.empty(file);
    var manifest =
        new Manifest(
            file, empty.listen(), empty.state(), empty.control(), List.of(), sites, Origins.none());
    var written =
        new Written(
            new LinkedHashMap<>(),
            List.of(new Written.Declared(site.name(), file, new LinkedHashMap<>())));
    return new KubernetesExport(manifest, written, options(Map.of()))
        .texts()
        .getOrDefault(site.name(), "");
  }

  @Test
  void namesOfObjectsBeginWithALetterAndEndWithoutAHyphen() {
    assertEquals("site-1", new ObjectNames(new SiteName("1")).base());
    assertEquals("shopx", new ObjectNames(new SiteName("shop-")).base());
    assertEquals(63, new ObjectNames(new SiteName("1".repeat(63))).base().length());
  }
}
