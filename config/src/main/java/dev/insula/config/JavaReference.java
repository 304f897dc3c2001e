package dev.insula.config;

import java.util.Optional;

/**
 * A Java class or a static method of it, printed as {@code CLASS} or {@code CLASS::METHOD}.
 *
 * @param className the binary name
 */
public record JavaReference(String className, Optional<String> method) implements CodeReference {
  @Override
  public String toString() {
    return className + method.map(name -> "::" + name).orElse("");
  }
}
