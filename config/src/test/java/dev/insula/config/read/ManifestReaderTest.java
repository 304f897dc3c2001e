package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Application;
import dev.insula.config.AuthRule;
import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import dev.insula.config.HostPattern;
import dev.insula.config.Isolation;
import dev.insula.config.JavaReference;
import dev.insula.config.Listen;
import dev.insula.config.Manifest;
import dev.insula.config.Middleware;
import dev.insula.config.ObjectReference;
import dev.insula.config.Python;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.config.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestReaderTest {
  @TempDir Path temporary;

  private ManifestFolder folder = new ManifestFolder();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ManifestFolder(temporary);
  }

  static String everything() throws IOException {
    try (InputStream in = ManifestReaderTest.class.getResourceAsStream("everything.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Site site(Manifest manifest, String name) {
    return manifest.site(new SiteName(name)).orElseThrow();
  }

  private Site site(String manifest) {
    return site(folder.valid(manifest), "a");
  }

  private Path file(String name) {
    return folder.file(name);
  }

  @Test
  void theHostOfTheManifestThatUsesEverything() throws IOException {
    Manifest manifest = folder.valid(everything());
    assertEquals(file("insula.yaml"), manifest.file());
    assertEquals(
        List.of(Listen.parse("http://127.0.0.1:8080"), Listen.parse("https://127.0.0.1:8443")),
        manifest.listen());
    assertEquals(file(".insula"), manifest.state());
    assertEquals(file(".insula/control.sock"), manifest.control());
    assertEquals("[alpha, beta, tracer, shop, old]", manifest.sites().sequencedKeySet().toString());
  }

  @Test
  void theWsgiSiteOfTheManifestThatUsesEverything() throws IOException {
    Site beta = site(folder.valid(everything()), "beta");
    assertEquals(
        List.of(HostPattern.parse("beta.test"), HostPattern.parse("*.beta.test")), beta.hosts());
    assertEquals(new Application.Wsgi("beta.wsgi", "application", false), beta.application());
    assertEquals(List.of(file("app")), beta.path());
    assertEquals(file("app"), beta.directory());
    assertEquals(Optional.of("beta.settings"), beta.settings());
    assertEquals(
        new Python(Python.Server.GUNICORN, Optional.empty(), Optional.of(file("venv"))),
        beta.python());
    assertEquals(Optional.of("site-beta"), beta.user());
    assertEquals(2, beta.processes());
    assertEquals(8, beta.threads());
    assertEquals(
        List.of(
            new Middleware.Wsgi(new ObjectReference("helloworld.wsgi", "HelloWorldApplication"))),
        beta.middleware());
    assertEquals(
        Map.of(
            "/api", new Application.Wsgi("other.app", "application", false),
            "/legacy", new Application.Proxy(URI.create("http://127.0.0.1:9000"))),
        beta.mounts());
    assertEquals(
        Map.of("/static/", file("app/static"), "/robots.txt", file("app.jar")),
        beta.staticFolders());
    assertEquals(Map.of("DATABASE_URL", file("secrets/db")), beta.secrets());
    assertEquals(Map.of("/secret/", secret()), beta.auth());
  }

  private static AuthRule secret() {
    return new AuthRule(
        "Staff",
        new ObjectReference("beta.auth", "check_password"),
        Optional.of(new ObjectReference("beta.auth", "groups_for_user")),
        new AuthRule.Require(List.of(), List.of("agents")));
  }

  @Test
  void theLimitsOfTheManifestThatUsesEverything() throws IOException {
    Site beta = site(folder.valid(everything()), "beta");
    assertEquals(Optional.of(ByteSize.ofMebibytes(256)), beta.limits().memory());
    assertEquals(Optional.of(new CpuShare(50)), beta.limits().cpu());
    assertEquals(OptionalInt.of(128), beta.limits().tasks());
    assertEquals(32, beta.limits().concurrency());
    assertEquals(Duration.ofSeconds(30), beta.timeouts().start());
    assertEquals(Optional.of(Duration.ofMinutes(10)), beta.timeouts().idle());
    assertEquals(OptionalInt.of(10000), beta.recycle().requests());
    assertEquals(Optional.of(Duration.ofHours(24)), beta.recycle().after());
    assertEquals("/healthz", beta.health().orElseThrow().path());
    assertEquals(
        Optional.of(new Tls.Files(file("tls/site.pem"), file("tls/site.key"))), beta.tls());
  }

  @Test
  void theOtherSitesOfTheManifestThatUsesEverything() throws IOException {
    Manifest manifest = folder.valid(everything());
    Site alpha = site(manifest, "alpha");
    assertEquals(
        new Application.JavaObject("com.example.who.Who", Optional.empty()), alpha.application());
    assertEquals(Isolation.CLASSLOADER, alpha.isolation());
    assertEquals(Map.of("GREETING", "hallo"), alpha.env());
    assertEquals(Map.of("user.language", "de"), alpha.properties());
    assertEquals(
        new Application.Command(List.of("java", "-jar", "tracer.jar")),
        site(manifest, "tracer").application());
    assertEquals(Map.of("QUERY_PORT", "${port}"), site(manifest, "tracer").env());
    assertEquals(new Application.War(file("app.jar"), false), site(manifest, "shop").application());
    assertEquals(
        List.of("-Xmx128m", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
        site(manifest, "shop").jvm());
    assertEquals(
        new Application.Redirect(URI.create("https://www.alpha.test/")),
        site(manifest, "old").application());
  }

  @Test
  void applicationObjectsInAllTheirForms() {
    assertEquals(new Application.Wsgi("shop.wsgi", "application", false), wsgi("shop.wsgi"));
    assertEquals(new Application.Wsgi("shop.app", "create", true), wsgi("shop.app:create()"));
    assertEquals(new Application.Wsgi("a", "b", false), wsgi("a:b"));
    assertEquals(
        new Application.WsgiDjango(),
        site("sites: {a: {hosts: a.test, wsgi: django, settings: s}}").application());
    assertEquals(
        new Application.JavaObject("com.acme.Shop$Inner", Optional.of("create")),
        site("sites: {a: {hosts: a.test, path: app.jar, java: com.acme.Shop$Inner::create}}")
            .application());
    assertEquals(
        new Application.Boot(file("app.jar")),
        site("sites: {a: {hosts: a.test, boot: app.jar}}").application());
    assertEquals(
        new Application.StaticFolder(file("app/static")),
        site("sites: {a: {hosts: a.test, static: app/static}}").application());
    assertEquals(
        new Application.War(file("app.jar"), true),
        site("sites: {a: {hosts: a.test, war: app.jar, migrate: javax}}").application());
  }

  private Application wsgi(String value) {
    return site("sites: {a: {hosts: a.test, wsgi: \"" + value + "\"}}").application();
  }

  @Test
  void oneHostOnePathOneAddressNeedNoList() {
    Manifest manifest =
        folder.valid("listen: http://[::1]:80\nsites: {a: {hosts: a.test, wsgi: a, path: app}}");
    assertEquals(List.of(Listen.parse("http://[::1]:80")), manifest.listen());
    assertEquals(List.of(file("app")), site(manifest, "a").path());
  }

  @Test
  void theDefaultSiteNeedsNoHosts() {
    assertTrue(site("sites: {a: {default: true, wsgi: a}}").isDefault());
  }

  @Test
  void theDirectoryIsTheFirstPathOrTheFolderOfTheFirstJarOrOfTheManifest() {
    assertEquals(
        file("app"), site("sites: {a: {hosts: a.test, wsgi: a, path: [app, venv]}}").directory());
    assertEquals(
        temporary, site("sites: {a: {hosts: a.test, java: A, path: app.jar}}").directory());
    assertEquals(temporary, site("sites: {a: {hosts: a.test, wsgi: a}}").directory());
  }

  @Test
  void includedFilesAddTheirSitesAndResolveTheirOwnPaths() throws IOException {
    folder.write("sites.d/b.yaml", "sites: {b: {hosts: b.test, wsgi: b, path: ../app}}");
    folder.write("sites.d/a.yaml", "sites: {a: {hosts: a.test, wsgi: a, path: .}}");
    folder.write("sites.d/.hidden.yaml", "nonsense");
    folder.write("insula.yaml", "include: sites.d/*.yaml\nsites: {z: {hosts: z.test, wsgi: z}}");
    Manifest manifest = ManifestFolder.valid(ManifestReader.read(file("insula.yaml")));
    assertEquals("[z, a, b]", manifest.sites().sequencedKeySet().toString());
    assertEquals(List.of(file("sites.d")), site(manifest, "a").path());
    assertEquals(List.of(file("app")), site(manifest, "b").path());
  }

  @Test
  void aPatternMayMatchNothingAndAFileIsReadOnce() throws IOException {
    folder.write("sites.d/a.yaml", "sites: {a: {hosts: a.test, wsgi: a}}");
    Manifest manifest =
        folder.valid("include: [sites.d/*.yaml, sites.d/a.yaml, sites.d/*.yml, '*/none.yaml']");
    assertEquals("[a]", manifest.sites().sequencedKeySet().toString());
  }

  @Test
  void aManifestIsReadAlikeWithEveryLineEnding() throws IOException {
    String text = everything();
    Manifest expected = folder.valid(text);
    assertEquals(expected.sites(), folder.valid(text.replace("\n", "\r\n")).sites());
    assertEquals(expected.sites(), folder.valid(text.replace("\n", "\r")).sites());
    assertEquals(expected.sites(), folder.valid("---\n" + text + "...\n").sites());
  }

  @Test
  void textThatOtherReadersWouldKeepNeedsNoQuotes() {
    Site site =
        site("sites: {a: {hosts: a.test, wsgi: a, env: {A: 8080, B: 1.5, C: true, D: a b}}}");
    assertEquals(Map.of("A", "8080", "B", "1.5", "C", "true", "D", "a b"), site.env());
  }

  @Test
  void foreignReferencesStayAsTheyAre() {
    Site site = site("sites: {a: {hosts: a.test, wsgi: a, env: {A: \"${HOME} $port ${}\"}}}");
    assertEquals("${HOME} $port ${}", site.env().get("A"));
  }

  @Test
  void theManifestOfThePeersBenchIsAccepted() {
    String json =
        """
        {"listen": ["http://127.0.0.1:18080"], "state": "%1$s/state", "control": "%1$s/control.sock",
         "sites": {"s1": {"hosts": ["s1.test"], "env": {"SITE_NAME": "s1", "SITE_SECRET": "ENVSECRET-s1"},
         "settings": "s1_project.settings", "wsgi": "wsgi:application", "path": "%1$s/app",
         "isolation": "process", "processes": 1, "threads": 4, "python": {"executable": "%1$s/venv/bin/python3"}},
         "s2": {"hosts": ["s2.test"], "env": {}, "settings": "s2_project.settings",
         "java": "bench.Hello", "path": "%1$s/app", "isolation": "classloader"}}}
        """
            .formatted(temporary);
    Manifest manifest = ManifestFolder.valid(folder.read(json.replace("\n", "")));
    assertEquals(4, site(manifest, "s1").threads());
    assertEquals(Isolation.CLASSLOADER, site(manifest, "s2").isolation());
  }

  @Test
  void aJavaSiteHasMiddlewareAndUsersOfItsOwn() {
    Site site =
        site(
            """
            sites: {a: {hosts: a.test, java: com.a.Shop, path: app, middleware: [com.a.Log,
              {use: 'com.a.Cors::make', with: {cors.allowed.origins: "*", cors.preflight.maxage: 10, deep: true}}],
              auth: {/x: {check: com.a.Users, groups: 'com.a.Users::groups', require: {group: g}}}}}
            """);
    var given = new LinkedHashMap<String, String>();
    given.put("cors.allowed.origins", "*");
    given.put("cors.preflight.maxage", "10");
    given.put("deep", "true");
    assertEquals(
        List.of(
            new Middleware.JavaObject(new JavaReference("com.a.Log", Optional.empty())),
            new Middleware.JavaObject(new JavaReference("com.a.Cors", Optional.of("make")), given)),
        site.middleware());
    AuthRule rule = Objects.requireNonNull(site.auth().get("/x"));
    assertEquals(new JavaReference("com.a.Users", Optional.empty()), rule.check());
    assertEquals("com.a.Users::groups", rule.groups().orElseThrow().toString());
  }

  @Test
  void aModuleWithASlashIsAFile() throws IOException {
    folder.write("shop.wsgi", "");
    String manifest = "sites: {a: {hosts: a.test, auth: {/x: {check: '%2$s:ok'}}, wsgi: '%1$s'}}";
    Site site = site(manifest.formatted("./shop.wsgi:create()", "./shop.wsgi"));
    String file = file("shop.wsgi").toString();
    assertEquals(new Application.Wsgi(file, "create", true), site.application());
    assertEquals(
        new ObjectReference(file, "ok"), Objects.requireNonNull(site.auth().get("/x")).check());
    assertEquals(
        new Application.Wsgi(file, "application", false),
        site(manifest.formatted(file, "a")).application());
  }
}
