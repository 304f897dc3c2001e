package dev.insula.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Limits;
import dev.insula.config.Manifest;
import dev.insula.config.Origins;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import dev.insula.config.Timeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No option without a test: one test holds all defaults, one maps every key of the tables. */
final class EveryKeyTest {
  private static final String WSGI = "sites: {a: {hosts: a.test, wsgi: a, %s}}";
  private static final String JAVA =
      "sites: {a: {hosts: a.test, java: A, path: app.jar, isolation: process, %s}}";
  private static final String BARE = "sites: {a: {hosts: a.test, %s}}";
  private static final String HOST = "%s\nsites: {}";

  @TempDir Path temporary;

  private ManifestFolder folder = new ManifestFolder();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ManifestFolder(temporary);
    folder.write("sites.d/b.yaml", "sites: {b: {hosts: b.test, wsgi: b}}");
  }

  /** A key with a value that is not the default one, and the value without it or the default. */
  private record Example(String frame, String with, String without) {}

  private static Map<String, Example> examples() {
    Map<String, Example> examples = new TreeMap<>();
    addHost(examples);
    addApplications(examples);
    addSite(examples);
    addMoreOfSite(examples);
    addGroups(examples);
    return examples;
  }

  private static void addHost(Map<String, Example> examples) {
    examples.put("listen", new Example(HOST, "listen: http://127.0.0.1:81", ""));
    examples.put("include", new Example(HOST, "include: sites.d/*.yaml", ""));
    examples.put("state", new Example(HOST, "state: other", ""));
    examples.put("control", new Example(HOST, "control: c.sock", ""));
    examples.put("trusted-proxies", new Example(HOST, "trusted-proxies: [\"::1\"]", ""));
    examples.put("sites", new Example("%s", "sites: {a: {hosts: a.test, wsgi: a}}", "sites: {}"));
    examples.put(
        "defaults",
        new Example("%s\nsites: {a: {hosts: a.test, wsgi: a}}", "defaults: {threads: 2}", ""));
  }

  private static void addApplications(Map<String, Example> examples) {
    examples.put("sites.*.wsgi", new Example(BARE, "wsgi: a", "wsgi: b"));
    examples.put("sites.*.java", new Example(BARE, "java: A, path: app", "java: B, path: app"));
    examples.put("sites.*.war", new Example(BARE, "war: app.jar", "boot: app.jar"));
    examples.put("sites.*.boot", new Example(BARE, "boot: app.jar", "war: app.jar"));
    examples.put(
        "sites.*.command",
        new Example(BARE, "command: [a, \"${port}\"]", "command: [b, \"${socket}\"]"));
    examples.put("sites.*.static", new Example(BARE, "static: app", "static: venv"));
    examples.put("sites.*.proxy", new Example(BARE, "proxy: http://a/", "proxy: http://b/"));
    examples.put("sites.*.redirect", new Example(BARE, "redirect: http://a/", "proxy: http://a/"));
    for (String mount :
        List.of("wsgi: a", "static: app", "proxy: http://a", "redirect: http://a/b")) {
      String key = mount.substring(0, mount.indexOf(':'));
      examples.put(
          "sites.*.mounts.*." + key,
          new Example(WSGI, "mounts: {/x: {" + mount + "}}", "mounts: {/x: {wsgi: other}}"));
    }
    examples.put(
        "sites.*.mounts.*.java",
        new Example(JAVA, "mounts: {/x: {java: B}}", "mounts: {/x: {java: C}}"));
    examples.put(
        "sites.*.mounts.*.path",
        new Example(
            WSGI,
            "mounts: {/x: {java: B, path: [app, app.jar]}}",
            "mounts: {/x: {java: B, path: app}}"));
    examples.put(
        "sites.*.mounts.*.war",
        new Example(
            "sites: {a: {hosts: a.test, war: app.jar, %s}}", "mounts: {/x: {war: app.jar}}", ""));
  }

  private static void addSite(Map<String, Example> examples) {
    String site = "sites.*.";
    examples.put(site + "hosts", new Example("sites: {a: {wsgi: a, %s}}", "hosts: b", "hosts: c"));
    examples.put(site + "default", new Example(WSGI, "default: true", "default: false"));
    examples.put(site + "path", new Example(WSGI, "directory: venv, path: app", "directory: venv"));
    examples.put(site + "directory", new Example(WSGI, "directory: app", ""));
    examples.put(site + "settings", new Example(WSGI, "settings: s", ""));
    examples.put(site + "env", new Example(WSGI, "env: {A: x}", ""));
    examples.put(site + "properties", new Example(JAVA, "properties: {a: x}", ""));
    examples.put(
        site + "isolation",
        new Example(
            "sites: {a: {hosts: a.test, java: A, path: app, %s}}", "isolation: process", ""));
  }

  private static void addMoreOfSite(Map<String, Example> examples) {
    String site = "sites.*.";
    examples.put(site + "user", new Example(JAVA, "user: www-data", ""));
    examples.put(site + "network", new Example(JAVA, "network: none", ""));
    examples.put(
        site + "process-wide", new Example(JAVA, "process-wide: deny", "process-wide: warn"));
    examples.put(site + "start", new Example(WSGI, "start: request", "start: boot"));
    examples.put(site + "process", new Example(JAVA, "process: {group: acme}", ""));
    examples.put(site + "process.group", new Example(JAVA, "process: {group: acme}", ""));
    examples.put(site + "processes", new Example(WSGI, "processes: 2", "processes: 1"));
    examples.put(site + "threads", new Example(WSGI, "threads: 7", "threads: 8"));
    examples.put(site + "python", new Example(WSGI, "python: {server: uwsgi}", ""));
    examples.put(site + "jvm", new Example(JAVA, "jvm: [-Xmx1g]", ""));
    examples.put(
        site + "migrate",
        new Example("sites: {a: {hosts: a.test, war: app.jar, %s}}", "migrate: javax", ""));
    examples.put(site + "middleware", new Example(WSGI, "middleware: [\"a:b\"]", ""));
    examples.put(site + "prefix", new Example(WSGI, "prefix: /mysite", ""));
    examples.put(site + "mounts", new Example(WSGI, "mounts: {/x: {wsgi: b}}", ""));
    examples.put(site + "static.*", new Example(WSGI, "static: {/x: app.jar}", ""));
    examples.put(site + "auth", new Example(WSGI, "auth: {/x: {check: \"a:b\"}}", ""));
    examples.put(site + "secrets", new Example(WSGI, "secrets: {A: secrets/db}", ""));
  }

  private static void addGroups(Map<String, Example> examples) {
    group(examples, "python", WSGI, "server: uwsgi", "executable: venv/bin/python3", "venv: venv");
    group(examples, "limits", JAVA, "memory: 1GiB", "cpu: 10%", "tasks: 9", "body: 1B");
    group(examples, "limits", JAVA, "queue: 1", "concurrency: 1");
    group(
        examples,
        "timeouts",
        WSGI,
        "start: 1s",
        "request: 1s",
        "drain: 1s",
        "queue: 1s",
        "idle: 1s");
    group(examples, "recycle", WSGI, "requests: 1", "after: 1h", "memory: 1GiB");
    for (String key : List.of("limits", "timeouts", "recycle")) {
      String first =
          key.equals("limits") ? "queue: 1" : key.equals("timeouts") ? "start: 1s" : "after: 1h";
      examples.put("sites.*." + key, new Example(WSGI, key + ": {" + first + "}", key + ": {}"));
    }
    examples.put("sites.*.health", new Example(WSGI, "health: {path: /}", ""));
    examples.put(
        "sites.*.health.path", new Example(WSGI, "health: {path: /a}", "health: {path: /}"));
    examples.put(
        "sites.*.health.expect",
        new Example(WSGI, "health: {path: /, expect: 204}", "health: {path: /}"));
    examples.put(
        "sites.*.health.every",
        new Example(WSGI, "health: {path: /, every: 1s}", "health: {path: /}"));
    examples.put(
        "sites.*.health.within",
        new Example(WSGI, "health: {path: /, within: 1s}", "health: {path: /}"));
    String tls = "tls: {certificate: tls/site.pem, key: tls/site.key}";
    examples.put("sites.*.tls", new Example(WSGI, tls, ""));
    examples.put(
        "sites.*.tls.certificate",
        new Example(WSGI, tls, tls.replace("tls/site.pem", "secrets/db")));
    examples.put(
        "sites.*.tls.key", new Example(WSGI, tls, tls.replace("tls/site.key", "secrets/db")));
    examples.put("sites.*.tls.self-signed", new Example(WSGI, "tls: {self-signed: true}", tls));
    examples.put("sites.*.https-redirect", new Example(WSGI, "https-redirect: true", ""));
    examples.put("sites.*.encoded-slashes", new Example(WSGI, "encoded-slashes: true", ""));
    String auth = "auth: {/x: {check: \"a:b\"%s}}";
    String plain = auth.formatted("");
    examples.put("sites.*.auth.*.check", new Example(WSGI, plain, plain.replace("a:b", "a:c")));
    examples.put("sites.*.auth.*.realm", new Example(WSGI, auth.formatted(", realm: X"), plain));
    examples.put(
        "sites.*.auth.*.groups", new Example(WSGI, auth.formatted(", groups: \"a:g\""), plain));
    String user = auth.formatted(", require: {user: u}");
    examples.put("sites.*.auth.*.require", new Example(WSGI, user, plain));
    examples.put("sites.*.auth.*.require.user", new Example(WSGI, user, plain));
    String group = auth.formatted(", groups: \"a:g\", require: {group: x}");
    examples.put(
        "sites.*.auth.*.require.group", new Example(WSGI, group, group.replace("x}", "y}")));
  }

  private static void group(
      Map<String, Example> examples, String name, String frame, String... keys) {
    for (String key : keys) {
      String path = "sites.*." + name + "." + key.substring(0, key.indexOf(':'));
      examples.put(path, new Example(frame, name + ": {" + key + "}", ""));
    }
  }

  @Test
  void everyKeyOfTheTablesHasAnExample() {
    TreeSet<String> keys = new TreeSet<>();
    Tables.all().forEach(table -> table.keys().forEach(key -> keys.add(table.schemaPath(key))));
    // They change what becomes of other users' files only; see DelegationTest.
    keys.removeIf(key -> key.startsWith("owners"));
    assertEquals(String.join("\n", keys), String.join("\n", examples().keySet()));
  }

  @Test
  void everyKeyMakesADifference() {
    examples()
        .forEach((key, example) ->
            assertNotEquals(
                withoutOrigins(example.frame().formatted(example.without())),
                withoutOrigins(example.frame().formatted(example.with())),
                key));
  }

  private Manifest withoutOrigins(String text) {
    Manifest read = folder.valid(text);
    return new Manifest(
        read.file(),
        read.listen(),
        read.state(),
        read.control(),
        read.trustedProxies(),
        read.sites(),
        Origins.none());
  }

  @Test
  void whatIsNotWrittenHasItsDefault() {
    Manifest manifest = folder.valid("sites: {a: {hosts: a.test, java: A, path: app}}");
    Manifest empty = Manifest.empty(folder.file("insula.yaml"));
    assertEquals(empty.listen(), manifest.listen());
    assertEquals(empty.state(), manifest.state());
    assertEquals(empty.control(), manifest.control());
    assertEquals(empty.trustedProxies(), manifest.trustedProxies());
    Site site = manifest.site(new SiteName("a")).orElseThrow();
    Application application = new Application.JavaObject("A", Optional.empty());
    Site expected =
        Site.builder(new SiteName("a"), application, folder.file("app"))
            .hosts(site.hosts())
            .path(List.of(folder.file("app")))
            .isolation(Isolation.CLASSLOADER)
            .build();
    assertEquals(expected, site);
  }

  @Test
  void theDefaultsAreTheseValues() {
    assertEquals(
        "Limits[memory=Optional.empty, cpu=Optional.empty, tasks=OptionalInt.empty, body=16MiB,"
            + " queue=128, concurrency=64]",
        Limits.defaults().toString());
    assertEquals(
        "Timeouts[start=PT30S, request=PT1M, drain=PT30S, queue=PT5S, idle=Optional.empty]",
        Timeouts.defaults().toString());
    Site site =
        folder.valid("sites: {a: {hosts: a.test, wsgi: a}}").sites().firstEntry().getValue();
    assertEquals(1, site.processes());
    assertEquals(8, site.threads());
    assertEquals(Isolation.PROCESS, site.isolation());
    assertEquals(16, site.limits().concurrency());
  }
}
