package dev.insula.site.state;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A site's System properties: facts about the JVM, then the site's own. */
public final class SystemProperties {
  /** Facts about the JVM and the machine, by exact name: a prefix would let the host's -D in. */
  private static final List<String> FACTS =
      List.of(
          "file.encoding",
          "file.separator",
          "java.class.version",
          "java.home",
          "java.runtime.name",
          "java.runtime.version",
          "java.specification.maintenance.version",
          "java.specification.name",
          "java.specification.vendor",
          "java.specification.version",
          "java.vendor",
          "java.vendor.url",
          "java.vendor.url.bug",
          "java.vendor.version",
          "java.version",
          "java.version.date",
          "java.vm.compressedOopsMode",
          "java.vm.info",
          "java.vm.name",
          "java.vm.specification.name",
          "java.vm.specification.vendor",
          "java.vm.specification.version",
          "java.vm.vendor",
          "java.vm.version",
          "jdk.debug",
          "line.separator",
          "native.encoding",
          "os.arch",
          "os.name",
          "os.version",
          "path.separator",
          "stderr.encoding",
          "stdin.encoding",
          "stdout.encoding",
          "sun.arch.data.model",
          "sun.cpu.endian",
          "sun.io.unicode.encoding",
          "sun.jnu.encoding",
          "user.home",
          "user.name");

  private static final String DEFAULT_LIBRARY_PATH =
      "/usr/java/packages/lib:/usr/lib64:/lib64:/lib:/usr/lib";

  private final Map<String, String> initial;
  private volatile Properties current;

  SystemProperties(SiteInputs inputs) {
    Properties properties = facts();
    properties.setProperty("java.class.path", "");
    properties.setProperty("java.library.path", DEFAULT_LIBRARY_PATH);
    properties.putAll(inputs.properties());
    properties.setProperty("user.dir", inputs.directory().toString());
    properties.setProperty("java.io.tmpdir", inputs.temporaryDirectory().toString());
    this.current = properties;
    this.initial = inputs.properties();
  }

  private static Properties facts() {
    Properties facts = new Properties();
    for (String name : FACTS) {
      String value = System.getProperty(name);
      if (value != null) {
        facts.setProperty(name, value);
      }
    }
    return facts;
  }

  /** The live object, as {@code System.getProperties} hands it out. */
  public Properties live() {
    return current;
  }

  /** As {@code System.setProperties}: null resets to facts alone. */
  public void replace(@Nullable Properties replacement) {
    current = replacement == null ? facts() : replacement;
  }

  /**
   * As {@code System.getProperty}.
   *
   * @throws NullPointerException if the key is null
   * @throws IllegalArgumentException if the key is empty
   */
  public @Nullable String value(String key) {
    return current.getProperty(checked(key));
  }

  /** The key, refused as the JDK refuses it. */
  public String checked(String key) {
    if (key == null) {
      throw new NullPointerException("key can't be null");
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException("key can't be empty");
    }
    return key;
  }

  /** A property that the site was declared with; empty text if it was not. */
  String declared(String key) {
    return initial.getOrDefault(key, "");
  }
}
