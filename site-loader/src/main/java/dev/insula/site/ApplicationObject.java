package dev.insula.site;

import dev.insula.site.modules.ApplicationClass;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What answers a site's requests: a class of the site, or what a static method of it returns.
 *
 * @param className the binary name, such as {@code com.acme.Shop} or {@code com.acme.Shop$Front}
 * @param factory the name of a static method of that class which takes nothing or one {@code
 *     com.sun.net.httpserver.HttpContext}; empty: the class's constructor without parameters
 */
public record ApplicationObject(String className, Optional<String> factory) {
  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
  private static final Pattern METHOD_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
  private static final String SEPARATOR = "::";

  /** Refuses what can be no name of a class or method. */
  public ApplicationObject {
    if (!CLASS_NAME.matcher(className).matches()) {
      throw new IllegalArgumentException(
          "\"" + className + "\" is not the name of a class; write it as in com.acme.Shop");
    }
    if (factory.isPresent() && !METHOD_NAME.matcher(factory.get()).matches()) {
      throw new IllegalArgumentException(
          "\"" + factory.get() + "\" is not the name of a method; write it as in Shop::create");
    }
  }

  /**
   * Reads {@code com.acme.Shop} or {@code com.acme.Shop::create}.
   *
   * @throws IllegalArgumentException with a sentence if it is neither
   */
  public static ApplicationObject parse(String text) {
    int at = text.indexOf(SEPARATOR);
    return at < 0
        ? new ApplicationObject(text, Optional.empty())
        : new ApplicationObject(
            text.substring(0, at), Optional.of(text.substring(at + SEPARATOR.length())));
  }

  /** As the loaders are told of it. */
  ApplicationClass madeBy() {
    return new ApplicationClass(className, factory);
  }

  /** As in the manifest: {@code com.acme.Shop::create}. */
  @Override
  public String toString() {
    return factory.map(method -> className + SEPARATOR + method).orElse(className);
  }
}
