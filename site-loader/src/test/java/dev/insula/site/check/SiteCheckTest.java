package dev.insula.site.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.site.CompiledClasses;
import dev.insula.site.check.SiteCheck.Touched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled classes that touch process-wide state, in each layout, are told by name. */
class SiteCheckTest {
  private static final String CLEAN =
      """
      package shop;
      public class Clean {
        String a = System.getProperty("a") + System.getProperty("b");
        Object b = (java.util.function.Function<String, String>) System::getenv;
        Object c = new java.io.FileInputStream("here");
        public Clean() throws Exception { new lib.Used(); }
      }
      """;

  private static final String WEB_XML = "WEB-INF/web.xml";

  private static final String USED =
      """
      package lib;
      public class Used { Object zone = java.util.TimeZone.getDefault(); }
      """;

  private static final String WRITER =
      """
      package lib;
      public class Writer {
        public static void write() {
          java.security.Security.setProperty("a", "b");
          java.security.Security.setProperty("c", "d");
        }
      }
      """;

  private static final String INHERITED =
      """
      package shop;
      public class Own extends java.util.logging.Logger {
        Own() { super("own", null); }
        static Object made() throws Exception { return Own.getLogger("x"); }
        abstract static class Link extends java.net.JarURLConnection {
          Link() throws Exception { super(null); }
          static void write() { Link.setDefaultUseCaches("jar", true); }
        }
        static class In extends java.io.FileInputStream {
          In() throws Exception { super("there"); }
          static Object other() throws Exception { return new java.io.FileInputStream("here"); }
        }
        static class Here extends java.io.File {
          Here() { super("here"); }
          boolean isThere() { return exists(); }
        }
        static boolean isThere(Here here) { return here.exists(); }
      }
      """;

  @TempDir private Path folder = Path.of("");

  private static SiteCheck check(Path path) throws IOException {
    return SiteCheck.of(List.of(path), Optional.empty());
  }

  private static List<String> told(SiteCheck check, boolean isolated) {
    return check.touched().stream()
        .filter(it -> it.isolated() == isolated)
        .map(it -> "%s %s %d %s".formatted(it.member(), it.className(), it.count(), it.jar()))
        .toList();
  }

  @Test
  void whatIsIsolatedIsCountedAndAClassLoaderIsSound() throws IOException {
    Path classes = CompiledClasses.of(CLEAN, USED);
    String jar = String.valueOf(classes.getFileName());
    SiteCheck check = check(classes);
    assertEquals(
        List.of(
            "java.lang.System.getProperty(String) shop.Clean 2 " + jar,
            "java.lang.System.getenv(String) shop.Clean 1 " + jar,
            "java.util.TimeZone.getDefault() lib.Used 1 " + jar,
            "new java.io.FileInputStream(String) shop.Clean 1 " + jar),
        told(check, true));
    assertEquals(List.of(), told(check, false));
    assertEquals(List.of(), check.reasons());
    assertEquals(2, check.classes());
  }

  @Test
  void aWriteInALibraryThatTheWarReachesIsAReasonAndNamesTheJar() throws IOException {
    String calling = CLEAN.replace("new lib.Used()", "Class.forName(\"lib.Writer\")");
    Path all = CompiledClasses.of(calling, USED, WRITER);
    Path war = layout("shop.war", "WEB-INF/classes/", "WEB-INF/lib/", all);
    SiteCheck check = check(war);
    assertEquals(
        List.of("java.security.Security.setProperty(String, String) lib.Writer 2 writer.jar"),
        told(check, false));
    assertEquals(
        List.of(
            "lib.Writer in writer.jar uses java.security.Security.setProperty(String, String): the"
                + " whole JVM shares it"),
        check.reasons());
  }

  @Test
  void aWriteThatNothingOfTheBootJarReachesIsToldButIsNoReason() throws IOException {
    Path all = CompiledClasses.of(CLEAN, USED, WRITER);
    SiteCheck check = check(layout("shop.jar", "BOOT-INF/classes/", "BOOT-INF/lib/", all));
    Touched write = check.touched().getFirst();
    assertEquals("lib.Writer", write.className());
    assertEquals(false, write.reached());
    assertEquals(List.of(), check.reasons());
  }

  @Test
  void aProviderNamedInAFileOfAJarIsReached() throws IOException {
    Path all = CompiledClasses.of(CLEAN, USED, WRITER);
    Map<String, byte[]> library = new LinkedHashMap<>();
    library.put("lib/Writer.class", Files.readAllBytes(all.resolve("lib/Writer.class")));
    library.put(
        "META-INF/services/java.lang.Runnable", "lib.Writer\n".getBytes(StandardCharsets.UTF_8));
    Path war =
        file(
            "named.war",
            Map.of(
                "WEB-INF/classes/shop/Clean.class",
                Files.readAllBytes(all.resolve("shop/Clean.class")),
                "WEB-INF/lib/writer.jar",
                zip(library)));
    assertEquals(1, check(war).reasons().size());
  }

  @Test
  void aServiceThatNobodyAsksForIsNotReached() throws IOException {
    String service = "package lib; public interface Service { }";
    Path all = CompiledClasses.of(CLEAN, USED, WRITER, service);
    assertEquals(List.of(), check(withService(all)).reasons());
    String asking =
        CLEAN.replace(
            "new lib.Used()", "new lib.Used(); java.util.ServiceLoader.load(lib.Service.class)");
    SiteCheck check = check(withService(CompiledClasses.of(asking, USED, WRITER, service)));
    assertEquals(1, check.reasons().size());
    assertEquals(
        List.of("META-INF/services/lib.Service in writer.jar", "lib.Writer.write"),
        check.harmful().getFirst().way());
  }

  private Path withService(Path all) throws IOException {
    Map<String, byte[]> library = new LinkedHashMap<>();
    for (String name : List.of("lib/Writer.class", "lib/Used.class", "lib/Service.class")) {
      library.put(name, Files.readAllBytes(all.resolve(name)));
    }
    library.put("META-INF/services/lib.Service", "lib.Writer\n".getBytes(StandardCharsets.UTF_8));
    Map<String, byte[]> war = new LinkedHashMap<>();
    war.put(WEB_XML, "<filter-class>shop.Clean</filter-class>".getBytes(StandardCharsets.UTF_8));
    war.put(
        "WEB-INF/classes/shop/Clean.class", Files.readAllBytes(all.resolve("shop/Clean.class")));
    war.put("WEB-INF/lib/writer.jar", zip(library));
    return file("service.war", war);
  }

  /** What the application object does, and whether that reaches the write. */
  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of("nothing", "new lib.Doer()", false),
        Arguments.of("another method of the same class", "new lib.Doer().rest()", false),
        Arguments.of("a class constant's method by reflection", "lib.Doer.class.getName()", true),
        Arguments.of("a call", "new lib.Doer().go()", true),
        Arguments.of("a lambda", "((Runnable) () -> new lib.Doer().go()).run()", true),
        Arguments.of("a method reference", "((Runnable) new lib.Doer()::go).run()", true),
        Arguments.of("an interface", "((lib.Task) new lib.Doer()).perform()", true),
        Arguments.of("an interface without an object", "lib.Task.of(null)", false),
        Arguments.of("what the JDK calls back", "new Thread(new lib.Back())", true),
        Arguments.of("an initialiser", "System.out.println(lib.Set.A)", true),
        Arguments.of("a constant that the compiler copies", "System.out.println(lib.Set.B)", false),
        Arguments.of("an inherited method", "new lib.Heir().go()", true),
        Arguments.of("a name in a text", "Class.forName(\"lib.Doer\")", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void aWriteIsAReasonOnlyWhereTheApplicationObjectLeadsToIt(String way, String code, boolean is)
      throws IOException {
    Path classes =
        CompiledClasses.of(
            "package shop; public class Start { public Start() throws Exception { %s; } }"
                .formatted(code),
            "package lib; public interface Task { void perform(); static void of(Task t) { if (t !="
                + " null) t.perform(); } }",
            "package lib; public class Doer implements Task { public void rest() { } public void"
                + " perform() { go(); } public void go() { Write.now(); } }",
            "package lib; public class Heir extends Doer { }",
            "package lib; public class Back implements Runnable { public void run() { Write.now(); }"
                + " }",
            "package lib; public class Set { public static Object A = Write.now(); public static"
                + " final String B = \"b\"; }",
            "package lib; public class Write { static Object now() {"
                + " java.security.Security.setProperty(\"a\", \"b\"); return 1; } }");
    SiteCheck check = SiteCheck.of(List.of(classes), Optional.of("shop.Start"));
    assertEquals(is ? 1 : 0, check.reasons().size(), check::toString);
    assertEquals(1, told(check, false).size());
    check.harmful().forEach(it -> assertEquals("the application object", it.way().getFirst()));
    check.harmful().forEach(it -> assertEquals("lib.Write.now", it.way().getLast()));
  }

  @Test
  void aPageThatCallsAClassReachesIt() throws IOException {
    Path all = CompiledClasses.of(CLEAN, USED, WRITER);
    Map<String, byte[]> war = new LinkedHashMap<>();
    war.put(
        "WEB-INF/classes/lib/Writer.class", Files.readAllBytes(all.resolve("lib/Writer.class")));
    assertEquals(List.of(), check(file("pages.war", war)).reasons());
    war.put("shop/page.jsp", "<% lib.Writer.write(); %>".getBytes(StandardCharsets.UTF_8));
    assertEquals(1, check(file("pages.war", war)).reasons().size());
  }

  @Test
  void whatStaysTheJdksBySubclassOrSuperIsTold() throws IOException {
    SiteCheck check = check(CompiledClasses.of(INHERITED));
    List<String> told = told(check, false).stream().map(it -> it.replaceAll(" \\S+$", "")).toList();
    assertEquals(
        List.of(
            "java.io.File.exists() shop.Own 1",
            "java.net.JarURLConnection.setDefaultUseCaches(String, boolean) shop.Own$Link 1",
            "new java.io.FileInputStream(String) shop.Own$In 1"),
        told);
    assertEquals(3, told(check, true).size());
    assertEquals(1, check.reasons().size(), check::toString);
    assertTrue(check.reasons().getFirst().contains("the whole JVM shares it"), check::toString);
  }

  @Test
  void aWrapperThatPassesACallOnIsNoWriter() throws IOException {
    String wrapper =
        """
        package shop;
        public abstract class Wrapper extends java.net.URLConnection {
          java.net.URLConnection inner;
          Wrapper() { super(null); }
          public void setDefaultUseCaches(boolean use) { inner.setDefaultUseCaches(use); }
        }
        """;
    assertEquals(List.of(), check(CompiledClasses.of(wrapper)).reasons());
    Path writer = CompiledClasses.of(wrapper.replace("void setDefault", "void mySetDefault"));
    assertEquals(1, check(writer).reasons().size());
  }

  @Test
  void aJarThatWantsTheJvmForItselfSaysSo() throws IOException {
    Path jar =
        file(
            "agent.jar",
            Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nAdd-Opens: java.base/java.lang\n"
                    .getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        List.of("agent.jar asks the JVM for Add-Opens: java.base/java.lang"), check(jar).reasons());
  }

  @Test
  void whatIsNoClassFileIsPassedOver() throws IOException {
    Path jar = file("odd.jar", Map.of("a/Odd.class", "odd".getBytes(StandardCharsets.UTF_8)));
    assertEquals(0, check(jar).classes());
  }

  private Path layout(String name, String classes, String libraries, Path all) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Map<String, byte[]> writer = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = all.relativize(file).toString();
        byte[] bytes = Files.readAllBytes(file);
        if (path.equals("lib/Writer.class")) {
          writer.put(path, bytes);
        } else {
          entries.put(classes + path, bytes);
        }
      }
    }
    entries.put(libraries + "writer.jar", zip(writer));
    entries.put(
        WEB_XML, "<servlet-class>shop.Clean</servlet-class>".getBytes(StandardCharsets.UTF_8));
    return file(name, entries);
  }

  private Path file(String name, Map<String, byte[]> entries) throws IOException {
    return Files.write(folder.resolve(name), zip(entries));
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
