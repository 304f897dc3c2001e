package dev.insula.site.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One site in the test's JVM: its directory, its state, its loader. */
final class TestSite {
  final String name;
  final Path directory;
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final List<Integer> exits = new ArrayList<>();
  final SiteState state;
  final BareSiteLoader loader;

  TestSite(String name, Path parent, boolean patching) {
    this(name, parent, patching, Map.of());
  }

  TestSite(String name, Path parent, SharedWriteRule rule) {
    this(name, parent, true, Map.of(), rule);
  }

  TestSite(String name, Path parent, boolean patching, Map<String, String> properties) {
    this(name, parent, patching, properties, SharedWriteRule.recorded());
  }

  private TestSite(
      String name,
      Path parent,
      boolean patching,
      Map<String, String> properties,
      SharedWriteRule rule) {
    this.name = name;
    this.directory = parent.resolve(name);
    prepare();
    Map<String, String> own = new HashMap<>(identity(name));
    own.putAll(properties);
    this.state =
        new SiteState(
            new SiteInputs(
                name,
                directory,
                directory.resolve("tmp"),
                Map.of("WHO", name, "PATH", "/usr/bin:/bin"),
                own,
                print(out),
                print(err),
                exits::add),
            rule,
            _ -> {});
    this.loader = new BareSiteLoader(roots(directory), patching);
    if (patching) {
      SiteRuntimeClasses.bind(loader, state);
    }
  }

  private static PrintStream print(OutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }

  private static Map<String, String> identity(String name) {
    boolean alpha = name.startsWith("alpha");
    return Map.of(
        "who",
        name,
        "number",
        alpha ? "1" : "2",
        "is." + name,
        "true",
        "user.language",
        alpha ? "tr" : "lt",
        "user.country",
        alpha ? "TR" : "LT",
        "user.timezone",
        alpha ? "Pacific/Kiritimati" : "Etc/GMT+12");
  }

  private static URL[] roots(Path directory) {
    List<URL> roots = new ArrayList<>();
    try {
      roots.add(directory.resolve("classes").toUri().toURL());
      for (String entry : System.getProperty("java.class.path").split(":", -1)) {
        // the host's JBoss Modules would be the site's System.LoggerFinder
        if (!entry.endsWith("/target/classes") && !entry.contains("/jboss-modules-")) {
          roots.add(Path.of(entry).toUri().toURL());
        }
      }
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    return roots.toArray(URL[]::new);
  }

  private void prepare() {
    try {
      for (String made : List.of("dir", "dir-" + name, "tmp", "classes/META-INF/services")) {
        Files.createDirectories(directory.resolve(made));
      }
      for (String made : List.of("here.txt", "other.txt", name + ".txt", "dir/" + name + ".txt")) {
        Files.writeString(directory.resolve(made), name);
      }
      Files.writeString(directory.resolve("run-" + name), "");
      directory.resolve("run-" + name).toFile().setExecutable(true);
      Files.createSymbolicLink(directory.resolve("link-" + name), Path.of("here.txt"));
      Files.writeString(directory.resolve("classes/who.txt"), name);
      Files.writeString(
          directory.resolve("classes/META-INF/services/java.lang.CharSequence"),
          "dev.insula.probe.Service");
      zip(directory.resolve("here.zip"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void zip(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("entry.txt"));
      zip.write(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** An object of the site's code, made by its constructor from the site's name or from nothing. */
  Object make(String className) {
    try {
      Class<?> type = Class.forName(className, true, loader);
      for (var constructor : type.getConstructors()) {
        return constructor.getParameterCount() == 0
            ? constructor.newInstance()
            : constructor.newInstance(name);
      }
      throw new IllegalStateException(className + " has no public constructor");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a {@code Callable} of the site's code answers. */
  String call(String className) {
    return answer((Callable<?>) make(className));
  }

  /** The site's copy of the probes. */
  // The probe set is a class of the site's loader: only types of the JDK are shared with it.
  @SuppressWarnings("unchecked")
  Function<String, Map<String, Callable<String>>> probes() {
    return (Function<String, Map<String, Callable<String>>>) make("dev.insula.probe.ProbeSet");
  }

  /** The answer of site code, or the exception it ended with. */
  static String answer(Callable<?> code) {
    try {
      return "" + code.call();
    } catch (Exception | Error e) {
      return "failed: " + e;
    }
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
