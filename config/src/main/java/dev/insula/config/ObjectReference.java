package dev.insula.config;

/**
 * An object of a Python module, printed as {@code module:attribute}.
 *
 * @param module a module's dotted name, or the absolute name of its file
 */
public record ObjectReference(String module, String attribute) implements CodeReference {
  @Override
  public String toString() {
    return module + ":" + attribute;
  }
}
