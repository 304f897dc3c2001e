package dev.insula.site.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.CompiledClasses;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteUnderTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way to bring classes, and what a site sees of the host: its own classes and nothing else.
 */
class LayoutTest {
  private static final String SHOP =
      """
      package shop;
      import com.sun.net.httpserver.*;
      import java.util.*;
      public class Shop implements HttpHandler {
        public void handle(HttpExchange x) throws java.io.IOException {
          String answer;
          try { answer = answer(x.getRequestURI().getPath(), x.getRequestURI().getQuery()); }
          catch (Exception | LinkageError e) { answer = e.getClass().getSimpleName(); }
          byte[] text = answer.getBytes("UTF-8");
          x.sendResponseHeaders(200, text.length);
          x.getResponseBody().write(text);
          x.close();
        }
        private static String answer(String path, String query) throws Exception {
          return switch (path) {
            case "/goods" -> goods.Goods.name();
            case "/class" -> Class.forName(query).getName();
            case "/loader" -> String.valueOf(Class.forName(query).getClassLoader() == Shop.class.getClassLoader());
            case "/resource" -> { try (var in = Shop.class.getResourceAsStream(query)) { yield in == null ? "none" : new String(in.readAllBytes()).strip(); } }
            case "/url" -> { try (var in = Shop.class.getResource(query).openStream()) { yield new String(in.readAllBytes()).strip(); } }
            case "/count" -> String.valueOf(Collections.list(Shop.class.getClassLoader().getResources(query)).size());
            case "/service" -> { StringBuilder all = new StringBuilder(); for (Runnable r : ServiceLoader.load(Runnable.class)) { all.append(r); } yield all.toString(); }
            case "/package" -> goods.Goods.class.getPackage().getImplementationVersion() + " " + goods.Goods.class.getPackage().isSealed();
            case "/signers" -> String.valueOf(goods.Goods.class.getProtectionDomain().getCodeSource().getLocation().getPath().endsWith("goods.jar!/"));
            default -> "?";
          };
        }
      }
      """;

  private static final String GOODS =
      """
      package goods;
      public class Goods implements Runnable {
        public static String name() { return "goods"; }
        public void run() { }
        public String toString() { return "service"; }
      }
      """;

  @TempDir Path folder;

  private Path classes(String... sources) throws Exception {
    return CompiledClasses.of(sources);
  }

  private static SiteUnderTest start(Path... path) throws Exception {
    return SiteUnderTest.start(new SiteJvm(), SiteUnderTest.definition("shop.Shop", List.of(path)));
  }

  private JarMaker goods() throws Exception {
    return new JarMaker()
        .manifest("Implementation-Version", "7.1")
        .manifest("Sealed", "true")
        .entry("goods/text.txt", "from the jar".getBytes(StandardCharsets.UTF_8))
        .entry(
            "META-INF/services/java.lang.Runnable", "goods.Goods".getBytes(StandardCharsets.UTF_8))
        .folder("", goodsClasses());
  }

  private Path goodsClasses() throws Exception {
    return classes(GOODS);
  }

  /** The shop's classes without the goods that they were compiled with. */
  private Path shopOnly() throws Exception {
    Path both = classes(SHOP, GOODS);
    Files.delete(both.resolve("goods/Goods.class"));
    Files.delete(both.resolve("goods"));
    return both;
  }

  @Test
  void classFolderAndJarTogether() throws Exception {
    Path jar = goods().to(folder.resolve("goods.jar"));
    try (SiteUnderTest site = start(shopOnly(), jar)) {
      assertAllOfTheGoods(site);
      assertEquals("true", site.get("/signers").body());
    }
  }

  @Test
  void folderOfJars() throws Exception {
    new JarMaker().folder("", shopOnly()).to(folder.resolve("a-shop.jar"));
    goods().to(folder.resolve("goods.jar"));
    Files.writeString(folder.resolve("README"), "no jar");
    try (SiteUnderTest site = start(folder)) {
      assertAllOfTheGoods(site);
    }
  }

  @Test
  void springBootJar() throws Exception {
    Path lib = goods().to(folder.resolve("goods-1.jar"));
    Path boot =
        new JarMaker()
            .entry("BOOT-INF/classes/", new byte[0])
            .folder("BOOT-INF/classes/", shopOnly())
            .entry("BOOT-INF/lib/goods-1.jar", Files.readAllBytes(lib))
            .entry(
                "BOOT-INF/classpath.idx",
                "- \"BOOT-INF/lib/goods-1.jar\"\n".getBytes(StandardCharsets.UTF_8))
            .to(folder.resolve("boot.jar"));
    try (SiteUnderTest site = start(boot)) {
      assertAllOfTheGoods(site);
      Path cache = site.site().definition().cacheDirectory();
      try (Stream<Path> unpacked = Files.list(cache)) {
        List<String> names = unpacked.map(it -> it.getFileName().toString()).toList();
        assertEquals(1, names.size());
        assertTrue(names.getFirst().matches("[0-9a-f]{64}"), names::toString);
      }
    }
  }

  private static void assertAllOfTheGoods(SiteUnderTest site) throws Exception {
    assertEquals("goods", site.get("/goods").body());
    assertEquals("from the jar", site.get("/resource?/goods/text.txt").body());
    assertEquals("from the jar", site.get("/url?/goods/text.txt").body());
    assertEquals("service", site.get("/service").body());
    assertEquals("7.1 true", site.get("/package").body());
    assertEquals("true", site.get("/loader?goods.Goods").body());
  }

  @Test
  void multiReleaseJarAnswersWithThisJavasVersion() throws Exception {
    Path newer = classes(GOODS.replace("return \"goods\"", "return \"newer\""));
    Path only = classes("package only.newer; public class Extra { }");
    Path jar =
        new JarMaker()
            .manifest("Multi-Release", "true")
            .folder("", goodsClasses())
            .entry("goods/text.txt", "old".getBytes(StandardCharsets.UTF_8))
            .folder("META-INF/versions/21/", newer)
            .folder("META-INF/versions/21/", only)
            .entry("META-INF/versions/21/goods/text.txt", "new".getBytes(StandardCharsets.UTF_8))
            .to(folder.resolve("multi.jar"));
    try (SiteUnderTest site = start(shopOnly(), jar)) {
      assertEquals("newer", site.get("/goods").body());
      assertEquals("new", site.get("/resource?/goods/text.txt").body());
      assertEquals("new", site.get("/url?/goods/text.txt").body());
      assertEquals("only.newer.Extra", site.get("/class?only.newer.Extra").body());
    }
  }

  @Test
  void hostsClassesAreHidden() throws Exception {
    try (SiteUnderTest site = start(classes(SHOP, GOODS))) {
      for (String hidden :
          List.of(
              "io.undertow.Undertow",
              "org.xnio.XnioWorker",
              "org.jboss.modules.Module",
              "org.jboss.logging.Logger",
              "dev.insula.site.SiteJvm",
              "dev.insula.site.clean.SiteCleaner",
              "dev.insula.site.patch.ClassPatcher",
              "org.junit.jupiter.api.Test")) {
        assertEquals("ClassNotFoundException", site.get("/class?" + hidden).body(), hidden);
      }
      assertEquals("java.sql.Driver", site.get("/class?java.sql.Driver").body());
      assertEquals(
          "javax.xml.parsers.SAXParser", site.get("/class?javax.xml.parsers.SAXParser").body());
    }
  }

  @Test
  void handlerOfUndertowSeesUndertowAndNoMoreOfTheHost() throws Exception {
    String fast =
        """
        public class Fast implements io.undertow.server.HttpHandler {
          public void handleRequest(io.undertow.server.HttpServerExchange exchange) {
            String name = exchange.getQueryString();
            try { exchange.getResponseSender().send(Class.forName(name).getName()); }
            catch (ClassNotFoundException e) { exchange.getResponseSender().send("none"); }
          }
          static Object create() { return new Fast(); }
        }
        """;
    String derived = "public class Derived extends Fast { }";
    for (String application : List.of("Fast", "Fast::create", "Derived")) {
      try (SiteUnderTest site = SiteUnderTest.start(application, fast, derived)) {
        assertEquals("io.undertow.Undertow", site.get("/?io.undertow.Undertow").body());
        assertEquals("org.xnio.XnioWorker", site.get("/?org.xnio.XnioWorker").body());
        assertEquals("none", site.get("/?org.xnio.nio.Uds").body());
        assertEquals("none", site.get("/?org.jboss.modules.Module").body());
        assertEquals("none", site.get("/?dev.insula.site.SiteJvm").body());
      }
    }
  }

  @Test
  void ownCopyOfAJdkPackageIsNotSeen() throws Exception {
    Path xml = folder.resolve("xml");
    Files.createDirectories(xml);
    Path impostor = classes("public class SAXParser { }");
    Path jar =
        new JarMaker()
            .entry(
                "javax/xml/parsers/SAXParser.class",
                Files.readAllBytes(impostor.resolve("SAXParser.class")))
            .to(folder.resolve("xml-apis.jar"));
    try (SiteUnderTest site = start(classes(SHOP, GOODS), jar)) {
      assertEquals("false", site.get("/loader?javax.xml.parsers.SAXParser").body());
    }
  }

  @Test
  void jarsAreClosedWhenTheSiteStops() throws Exception {
    Path jar = goods().to(folder.resolve("goods.jar"));
    try (SiteUnderTest site = start(shopOnly(), jar)) {
      assertEquals("from the jar", site.get("/url?/goods/text.txt").body());
      assertTrue(isOpen(jar));
    }
    assertFalse(isOpen(jar));
  }

  private static boolean isOpen(Path jar) throws Exception {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.anyMatch(it -> pointsTo(it, jar));
    }
  }

  private static boolean pointsTo(Path descriptor, Path jar) {
    try {
      return Files.readSymbolicLink(descriptor).equals(jar.toRealPath());
    } catch (java.io.IOException closedMeanwhile) {
      return false;
    }
  }
}
