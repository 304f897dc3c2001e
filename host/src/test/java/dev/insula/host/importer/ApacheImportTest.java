package dev.insula.host.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.config.Application;
import dev.insula.config.ObjectReference;
import dev.insula.config.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApacheImportTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private Imported imported;

  @BeforeEach
  void prepare() throws IOException {
    imported = new Imported(folder);
  }

  private Imported of(String fixture) throws IOException {
    return imported.made(Imports.apache(List.of(imported.fixture(fixture))));
  }

  private Imported manyHosts() throws IOException {
    imported.fixture("hosts.d-blog.conf", "hosts.d/blog.conf");
    return of("many-hosts.conf");
  }

  @Test
  void djangosDaemonModeBecomesAValidManifest() throws IOException {
    of("django-daemon.conf")
        .isWhole(
            """
            sites:
              apache:
                hosts:
                - apache.example.com
                wsgi: mysite.wsgi:application
                static:
                  /robots.txt: @FOLDER@/mysite/static/robots.txt
                  /static/: @FOLDER@/mysite/static
                path:
                - @FOLDER@/mysite
                settings: mysite.settings
                python:
                  venv: @FOLDER@/venv
                threads: 15
            """);
    assertEquals(folder.resolve("mysite"), imported.site("apache").directory());
    imported.tells(
        Note.Kind.TRAP, folder.resolve("mysite/mysite/wsgi.py") + ":3", "os.environ[\"TZ\"]");
  }

  @Test
  void theUserDatabaseIsAskedByTheSiteItselfAndTheTrapIsTold() throws IOException {
    Site site = of("django-auth.conf").site("apache");
    assertTrue(site.isDefault());
    var rule = Objects.requireNonNull(site.auth().get("/secret"));
    assertEquals("Top Secret", rule.realm());
    assertEquals(new ObjectReference("mysite.wsgi", "check_password"), rule.check());
    assertEquals(
        new ObjectReference("mysite.wsgi", "groups_for_user"), rule.groups().orElseThrow());
    assertEquals(List.of("secret-agents"), rule.require().groups());
    assertEquals(List.of("ann", "bob"), rule.require().users());
    imported.tells(Note.Kind.TRAP, "django-auth.conf:12", "without application-group");
    imported.tells(Note.Kind.TRAP, "django-auth.conf:2", "embedded mode");
  }

  @Test
  void whatIsNotProtectedAnyMoreIsATrap() throws IOException {
    of("django-auth.conf").tells(Note.Kind.TRAP, "django-auth.conf:17", "/internal had Basic");
    imported.tells(Note.Kind.TRAP, "django-auth.conf:17", "NOT PROTECTED");
  }

  @Test
  void everyVirtualHostNameIsOneSite() throws IOException {
    manyHosts();
    imported.has("\n  shop-test:\n");
    imported.has("\n  blog-test:\n");
    imported.has("\n  files-test:\n    hosts:\n    - files.test\n    static: " + folder);
    imported.has(
        "\n  old-test:\n    hosts:\n    - old.test\n    redirect: https://www.shop.test/\n");
    imported.has("- www.shop.test\n    - shop.test\n    - \"*.shop.test\"\n    wsgi:");
    imported.tells(Note.Kind.LOST, "many-hosts.conf:25", "w?w.shop.test");
  }

  @Test
  void listenersAreThoseOfTheSectionsThatCount() throws IOException {
    manyHosts().has("listen:\n- http://0.0.0.0:80\n- https://0.0.0.0:443\nsites:");
  }

  @Test
  void everyOptionOfADaemonProcessHasItsPlace() throws IOException {
    manyHosts();
    for (String part :
        List.of(
            "    processes: 2\n    threads: 5\n",
            "LANG: de_DE.UTF-8",
            "LC_ALL: de_DE.UTF-8",
            "request: 90s",
            "start: 20s",
            "drain: 7s",
            "body: 32MiB")) {
      imported.has(part);
    }
    // Either in the manifest, or told as what this version does not have.
    for (String key : List.of("user", "recycle", "limits.memory", "timeouts.idle")) {
      String last = key.substring(key.indexOf('.') + 1) + ":";
      assertTrue(imported.text().contains(" " + last) || imported.text().contains(key), key);
    }
    imported.tells(Note.Kind.TRAP, "many-hosts.conf:13", "virtual-memory-limit");
    imported.tells(Note.Kind.LOST, "many-hosts.conf:13", "cpu-priority=5");
    imported.tells(Note.Kind.LOST, "many-hosts.conf:13", "group=www");
  }

  @Test
  void aScriptWhoseNameIsNoModuleIsNamedByItsFile() throws IOException {
    manyHosts().has("    wsgi: " + folder.resolve("my site.wsgi") + ":application\n");
    imported.has("/api:\n        wsgi: mysite.wsgi:application\n");
  }

  @Test
  void anApplicationBelowAPathHasItForItsPrefix() throws IOException {
    Site site = below("/mysite/static/ @FOLDER@/mysite/static");
    assertEquals("/mysite", site.prefix());
    assertEquals(List.of("/static/"), List.copyOf(site.staticFolders().keySet()));
    assertTrue(site.mounts().isEmpty());
  }

  @Test
  void filesBesideThePathKeepItAMountAndThatIsTold() throws IOException {
    Site site = below("/static/ @FOLDER@/mysite/static");
    assertEquals("", site.prefix());
    assertEquals(List.of("/mysite"), List.copyOf(site.mounts().keySet()));
    imported.tells(Note.Kind.HINT, "below.conf:1", "answers at / as well");
  }

  @Test
  void theAliasForTheRootMayComeLast() throws IOException {
    Files.writeString(imported.file("api.wsgi"), "");
    Path conf = imported.file("below.conf");
    String both =
        "WSGIScriptAlias /api @FOLDER@/api.wsgi\nWSGIScriptAlias / @FOLDER@/mysite/mysite/wsgi.py\n";
    Files.writeString(conf, both.replace("@FOLDER@", folder.toString()));
    Site site = imported.made(Imports.apache(List.of(conf))).site("apache");
    assertEquals("", site.prefix());
    assertTrue(imported.text().contains("    wsgi: " + folder + "/mysite/mysite/wsgi.py"));
    assertEquals(List.of("/api"), List.copyOf(site.mounts().keySet()));
  }

  private Site below(String alias) throws IOException {
    Path conf = imported.file("below.conf");
    String text = "WSGIScriptAlias /mysite @FOLDER@/mysite/mysite/wsgi.py\nAlias " + alias + "\n";
    Files.writeString(conf, text.replace("@FOLDER@", folder.toString()));
    return imported.made(Imports.apache(List.of(conf))).site("apache");
  }

  @Test
  void theManifestWithoutCertificatesIsValid() throws IOException {
    String text = manyHosts().text();
    String withoutTls =
        text.replaceAll("(?m)^    tls:\n      certificate: .*\n      key: .*\n", "");
    assertFalse(withoutTls.equals(text), text);
    Site shop = imported.made(withoutTls).site("shop-test");
    assertEquals(
        new Application.Wsgi(folder.resolve("my site.wsgi").toString(), "application", false),
        shop.application());
  }

  @Test
  void whatSetEnvDidNotDoIsATrap() throws IOException {
    manyHosts().tells(Note.Kind.TRAP, "many-hosts.conf:32", "never reached os.environ");
    imported.tells(Note.Kind.TRAP, "many-hosts.conf:33", "WSGIPassAuthorization");
    assertFalse(imported.text().contains("DJANGO_SETTINGS_MODULE: mysite"), imported.text());
  }

  @Test
  void sitesThatSharedAProcessAreTold() throws IOException {
    manyHosts().tells(Note.Kind.TRAP, "many-hosts.conf:13", "shop-test");
    imported.tells(Note.Kind.TRAP, "many-hosts.conf:13", "ran in the same processes");
  }

  @Test
  void whatHasNoCounterpartIsToldWithItsPlace() throws IOException {
    manyHosts().tells(Note.Kind.LOST, "many-hosts.conf:37", "RewriteRule");
    imported.doesNotTell("IfModule");
    imported.doesNotTell("www-data");
  }
}
