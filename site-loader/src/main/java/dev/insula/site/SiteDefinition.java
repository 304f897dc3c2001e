package dev.insula.site;

import dev.insula.site.state.SharedWriteRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One generation of a Java site, complete: nothing else decides what the site sees.
 *
 * @param name the site's name in the manifest
 * @param generation counts the started versions of the site, from 1
 * @param application what answers its requests
 * @param classPath class folders, jars, folders of jars, Spring Boot jars; asked in this order; at
 *     least one; absolute
 * @param directory the working directory; absolute
 * @param temporaryDirectory {@code java.io.tmpdir}; absolute; made at the start where missing
 * @param cacheDirectory where jars inside jars are unpacked to; several sites and generations may
 *     share it; absolute; made when needed
 * @param settings the settings module: {@code SETTINGS_MODULE} and {@code settings.module}
 * @param environment the whole environment but for {@code SETTINGS_MODULE}
 * @param properties the site's own System properties
 * @param limits what the site may use
 * @param sharedWrites what becomes of writes to what the whole JVM shares
 * @param container what serves the site if it is a web application or a servlet
 * @param mounts below which paths its application objects answer
 * @param layers what is around the application object
 */
public record SiteDefinition(
    String name,
    long generation,
    ApplicationObject application,
    List<Path> classPath,
    Path directory,
    Path temporaryDirectory,
    Path cacheDirectory,
    Optional<String> settings,
    Map<String, String> environment,
    Map<String, String> properties,
    SiteLimits limits,
    SharedWriteRule sharedWrites,
    Optional<ServletContainer> container,
    Mounts mounts,
    SiteLayers layers) {

  /** The environment variable that carries the settings module. */
  public static final String SETTINGS_VARIABLE = "SETTINGS_MODULE";

  /** The System property that carries the settings module. */
  public static final String SETTINGS_PROPERTY = "settings.module";

  /** Copies the collections; refuses what no site can be made from. */
  public SiteDefinition {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A site needs a name.");
    }
    if (generation < 1) {
      throw new IllegalArgumentException(
          "Site " + name + ": generation " + generation + "; they count from 1.");
    }
    classPath = List.copyOf(classPath);
    if (classPath.isEmpty()) {
      throw new IllegalArgumentException("Site " + name + " has no path to load classes from.");
    }
    classPath.forEach(entry -> requireAbsolute(name, "path", entry));
    requireAbsolute(name, "directory", directory);
    requireAbsolute(name, "temporary directory", temporaryDirectory);
    requireAbsolute(name, "cache directory", cacheDirectory);
    environment = Map.copyOf(environment);
    environment.forEach((key, value) -> requireVariable(name, key, value));
    properties = Map.copyOf(properties);
    if (properties.containsKey("")) {
      throw new IllegalArgumentException("Site " + name + ": a property has an empty name.");
    }
  }

  private static void requireAbsolute(String name, String what, Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "Site " + name + ": " + what + " " + path + " is relative; it must be absolute.");
    }
  }

  private static void requireVariable(String name, String key, String value) {
    if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "Site " + name + ": \"" + key + "\" is not the name of an environment variable.");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "Site " + name + ": the environment variable " + key + " contains a NUL character.");
    }
  }

  /** A site without a servlet container, whose writes to what is shared are recorded. */
  public SiteDefinition(
      String name,
      long generation,
      ApplicationObject application,
      List<Path> classPath,
      Path directory,
      Path temporaryDirectory,
      Path cacheDirectory,
      Optional<String> settings,
      Map<String, String> environment,
      Map<String, String> properties,
      SiteLimits limits) {
    this(
        name,
        generation,
        application,
        classPath,
        directory,
        temporaryDirectory,
        cacheDirectory,
        settings,
        environment,
        properties,
        limits,
        SharedWriteRule.recorded(),
        Optional.empty(),
        Mounts.none(),
        SiteLayers.NONE);
  }

  /** The same site with a servlet container, should it turn out to need one. */
  public SiteDefinition with(ServletContainer servlets) {
    return with(application, sharedWrites, Optional.of(servlets), mounts, layers);
  }

  /** The same site with another application object. */
  public SiteDefinition with(ApplicationObject other) {
    return with(other, sharedWrites, container, mounts, layers);
  }

  /** The same site under another rule. */
  public SiteDefinition with(SharedWriteRule rule) {
    return with(application, rule, container, mounts, layers);
  }

  /** The same site with its application objects below these paths. */
  public SiteDefinition with(Mounts paths) {
    return with(application, sharedWrites, container, paths, layers);
  }

  /** The same site with these around its application object. */
  public SiteDefinition with(SiteLayers around) {
    return with(application, sharedWrites, container, mounts, around);
  }

  private SiteDefinition with(
      ApplicationObject object,
      SharedWriteRule rule,
      Optional<ServletContainer> servlets,
      Mounts paths,
      SiteLayers around) {
    return new SiteDefinition(
        name,
        generation,
        object,
        classPath,
        directory,
        temporaryDirectory,
        cacheDirectory,
        settings,
        environment,
        properties,
        limits,
        rule,
        servlets,
        paths,
        around);
  }

  /** The site's whole environment: {@link #environment} and the settings module. */
  public Map<String, String> wholeEnvironment() {
    return with(environment, SETTINGS_VARIABLE);
  }

  /** The site's own properties: {@link #properties} and the settings module. */
  public Map<String, String> allProperties() {
    return with(properties, SETTINGS_PROPERTY);
  }

  private Map<String, String> with(Map<String, String> map, String key) {
    if (settings.isEmpty()) {
      return map;
    }
    Map<String, String> all = new HashMap<>(map);
    all.put(key, settings.get());
    return Map.copyOf(all);
  }

  /** This definition as the entries of a {@link PlanText}. */
  public Map<String, String> entries() {
    return SiteEntries.of(this);
  }

  /**
   * The definition that {@link #entries} was called on; entries of other names are left alone.
   *
   * @throws IllegalArgumentException with a sentence if something is missing or wrong
   */
  public static SiteDefinition fromEntries(Map<String, String> entries) {
    return SiteEntries.definition(entries);
  }

  /** Writes the definition as plain text; does not close the stream. */
  public void write(OutputStream out) throws IOException {
    PlanText.write(entries(), out);
  }

  /**
   * Reads what {@link #write} wrote, and not a byte more.
   *
   * @throws IOException if the stream ends too early
   * @throws IllegalArgumentException with a sentence if something is missing or wrong
   */
  public static SiteDefinition read(InputStream in) throws IOException {
    return fromEntries(PlanText.read(in));
  }
}
